import { expect, test } from 'vitest'
import { planNoteZh } from '../../../../../src/loop/report/messages/production/notes-zh.ts'
import { noteSentence, type PlanNote } from '../../../../../src/plant/production/notes.ts'

const assumed = (figure: Extract<PlanNote, { code: 'assumed' }>['figure'], value: number | null) =>
  ({ code: 'assumed', figure, value, items: 813, allItems: 922 }) as const

const notes: readonly PlanNote[] = [
  { code: 'longer-horizon', periods: 18, asked: 13, longestLeadTime: 15 },
  { code: 'past-due', orders: 47 },
  { code: 'due-later', orders: 48 },
  { code: 'calendar-outside', exceptions: 49 },
  { code: 'rule-proposed', rule: 'sba-ets' },
  { code: 'no-search', effort: 60 },
  { code: 'stopped-by-clock' },
  assumed('price', 1.3),
  assumed('unit_cost', 1.3),
  assumed('unit_cost', null),
  assumed('making_cost', null),
  assumed('holding_rate_per_year', 0.25),
  assumed('lost_sale_cost', null),
  assumed('backorder_cost_per_period', 0.95),
  assumed('stock_on_hand', 7),
  assumed('fixed_cost', 11),
]

test.each(notes)('%o is told in Chinese, with every figure of the English sentence', (note) => {
  const words = planNoteZh(note)
  expect(words).toMatch(/[\u4e00-\u9fff]/)
  for (const figure of noteSentence(note).match(/\d+(\.\d+)?/g) ?? [])
    expect(words).toContain(figure)
})
