import { describe, expect, test } from 'vitest'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { evaluateDecision } from '../../../src/plant/production/evaluate.ts'
import { operateRule } from '../../../src/plant/production/operate-rule.ts'
import type { Rule } from '../../../src/plant/production/choice.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [
    itemOf('pump', {
      price: 20,
      addedCost: 4,
      unitCost: 4,
      fixedCost: 1,
      holdingCost: 0.5,
      endValueRate: 0.5,
      stockOnHand: 3,
      shortage: { kind: 'backorder', costPerPeriod: 2 },
    }),
  ],
  {
    resources: [{ id: 'bench', hours: 8, overtimeHours: 2, overtimeCost: 30 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
    planning: { horizon: 3 },
  },
)

/** Makes `wanted(stock)` in the first period of what it sees, and nothing later. */
function making(wanted: (stock: number, elapsed: number) => number): Rule {
  return {
    name: 'test',
    decide(records, elapsed = 0) {
      const decision = emptyDecision(records)
      decision.lots[0] = wanted(records.items[0]!.initialStock, elapsed)
      return decision
    },
  }
}

describe('operateRule', () => {
  test('books what a hand would book', async () => {
    const records = buildRecords(plant, scenariosOf({ pump: [[2, 5, 4, 0]] }))
    // Fills up to 4: makes 1, 2, 5 (4 - 2, then 4 + 1 waiting); ends with 0 in stock after 4.
    const { outcome } = await operateRule(
      records,
      making((stock) => 4 - stock),
    )
    expect(outcome.money).toEqual({
      revenue: 20 * 11,
      purchaseAndMaking: 4 * (1 + 2 + 5),
      fixed: 3,
      overtime: 0,
      holding: 0.5 * (2 + 0 + 0),
      shortage: 2 * 1,
      stockChange: -3 * 2,
    })
    expect(outcome.profit.mean).toBeCloseTo(220 - 32 - 3 - 1 - 2 - 6, 9)
    expect(outcome.fillRate.mean).toBeCloseTo(10 / 11, 9)
  })

  test('a rule that looks at its stock earns more than the same lots made blindly', async () => {
    const records = buildRecords(
      plant,
      scenariosOf({
        pump: [
          [0, 0, 0, 0],
          [6, 6, 6, 6],
        ],
      }),
    )
    const filling = making((stock) => Math.max(0, 6 - stock))
    const blind = emptyDecision(records)
    blind.lots.set([3, 6, 6])
    const { outcome: operated } = await operateRule(records, filling)
    const { outcome } = evaluateDecision(records, blind)
    expect(operated.profit.mean).toBeGreaterThan(outcome.profit.mean)
  })

  test('hours are those of the period that it has come to', async () => {
    const stopped = {
      ...plant,
      calendarExceptions: [{ resource: 'bench', period: '2', hours: 0, overtimeHours: 9 }],
    }
    const records = buildRecords(stopped, scenariosOf({ pump: [[0, 0, 0, 0]] }))
    const { outcome } = await operateRule(
      records,
      making((_, elapsed) => (elapsed === 1 ? 2 : 0)),
    )
    expect(outcome.money.overtime).toBe(60)
  })

  test('stops when it is told to', async () => {
    const records = buildRecords(plant, scenariosOf({ pump: [[1, 1, 1, 1]] }))
    const idle = making(() => 0)
    await expect(operateRule(records, idle, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})
