import { expect, test } from 'vitest'
import { noteSentence, type PlanNote } from '../../../src/plant/production/notes.ts'

function assumed(figure: Extract<PlanNote, { code: 'assumed' }>['figure'], value: number | null) {
  return noteSentence({ code: 'assumed', figure, value, items: 1200, allItems: 3451 })
}

test('an assumption says what was taken and for how many items', () => {
  expect(assumed('price', 1 + 0.3)).toBe(
    'price not given: unit cost x 1.3 assumed for 1,200 of 3,451 items',
  )
  expect(assumed('lead_time', 2)).toBe('lead_time not given: 2 assumed for 1,200 of 3,451 items')
  expect(assumed('holding_rate_per_year', 0.07)).toContain('7% of unit cost per year')
  expect(assumed('backorder_cost_per_period', 0.95)).toContain('a service level of 95% optimal')
})

test('a unit cost is taken from the price or from the components', () => {
  expect(assumed('unit_cost', 1.3)).toContain('price / 1.3 assumed')
  expect(assumed('unit_cost', null)).toContain('below that of the components')
})

test('a longer horizon says why', () => {
  expect(noteSentence({ code: 'longer-horizon', periods: 8, asked: 3, longestLeadTime: 5 })).toBe(
    'planned over 8 periods instead of 3: the longest lead time is 5',
  )
})
