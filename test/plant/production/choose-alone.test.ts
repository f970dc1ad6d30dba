import { describe, expect, test } from 'vitest'
import type { Rule } from '../../../src/plant/production/choice.ts'
import { chooseAlone, policiesOf } from '../../../src/plant/production/choose-alone.ts'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [[3, 3, 3, 0]] }))
const solve = () => Promise.reject(new Error('no item is linked'))
const fillingTo = (level: number): Rule => ({
  name: `fill to ${level}`,
  decide: (now) => ({
    ...emptyDecision(now),
    policies: [{ reorderPoint: new Float64Array(3).fill(level), lot: 0 }],
  }),
})

describe('chooseAlone', () => {
  test('keeps its policies where no usual rule earns more, and values the rules beside them', async () => {
    const chosen = await chooseAlone(records, 1, { solve, rules: [fillingTo(0), fillingTo(9)] })
    if (chosen.status !== 'chosen') throw new Error('expected a choice')
    expect(chosen.notes).toEqual([])
    expect(chosen.operated.outcome.fillRate.mean).toBe(1)
    expect(chosen.baselines.map(({ name }) => name)).toEqual(['fill to 0', 'fill to 9'])
    for (const { outcome } of chosen.baselines) {
      expect(outcome.profit.mean).toBeLessThan(chosen.operated.outcome.profit.mean)
    }
  })

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort()
    await expect(
      chooseAlone(records, 1, { solve, rules: [fillingTo(0)], signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

test('items that share something have no policy of their own', () => {
  const linked = plantOf([itemOf('A'), itemOf('B'), itemOf('C')], {
    billOfMaterials: [{ parent: 'A', component: 'B', quantity: 1 }],
  })
  const paths = scenariosOf({ A: [[3, 3, 3, 0]], C: [[1, 1, 1, 1]] })
  const policies = policiesOf(buildRecords(linked, paths), 1)
  expect(policies.map((policy) => policy?.reorderPoint.length)).toEqual([undefined, undefined, 1])
})
