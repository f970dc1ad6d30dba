import { describe, expect, test } from 'vitest'
import { emptyDecision, type ProductionDecision } from '../../../src/plant/production/decision.ts'
import {
  evaluateDecision,
  perPeriod,
  tailMean,
  type ItemTrace,
} from '../../../src/plant/production/evaluate.ts'
import { buildRecords, type ProductionRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

describe('evaluateDecision', () => {
  test('the money of two fixed lots is what it is by hand', () => {
    // One item on its own bench: 5 in stock, lots of 6 and 0; demand 4 then 9 in one future, 4 then 2 in the other.
    const plant = plantOf([itemOf('A', { stockOnHand: 5, fixedCost: 3, endValueRate: 0.5 })], {
      planning: { horizon: 2 },
      resources: [{ id: 'bench', hours: 10, overtimeHours: 5, overtimeCost: 2 }],
      routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 2, setupHours: 0 }],
    })
    const records = buildRecords(
      plant,
      scenariosOf({
        A: [
          [4, 9, 0],
          [4, 2, 0],
        ],
      }),
    )
    const decision = emptyDecision(records)
    decision.lots.set([6, 0])
    decision.overtime.set([2, 0])
    const { outcome, profit } = evaluateDecision(records, decision)
    // Future 1: 11 - 4 = 7, then 7 of 9 served, 2 wait. Revenue 20 * 11, made 60, setup 3, overtime 4,
    // holding 7, waiting 9 * 2; the stock of 5 was worth 25 and nothing is left.
    expect(profit[0]).toBeCloseTo(220 - 60 - 3 - 4 - 7 - 18 - 25, 12)
    // Future 2: 7, then 5 are left. Revenue 20 * 6, holding 12, left 25.
    expect(profit[1]).toBeCloseTo(120 - 60 - 3 - 4 - 12 + 25 - 25, 12)
    expect(outcome.fillRate.mean).toBeCloseTo((11 / 13 + 1) / 2, 12)
    const { revenue, purchaseAndMaking, fixed, overtime, holding, shortage, stockChange } =
      outcome.money
    expect(outcome.profit.mean).toBeCloseTo(
      revenue - purchaseAndMaking - fixed - overtime - holding - shortage + stockChange,
      10,
    )
  })

  test('the stock of every item is conserved in every period and future', () => {
    const { records, decision } = twoLevels()
    const traces: ItemTrace[] = []
    evaluateDecision(records, decision, (trace) => traces.push(trace))
    for (const [index, { demand, supply, stock, shortage }] of traces.entries()) {
      for (let s = 0; s < records.scenarioCount; s++) {
        let net = records.items[index]!.initialStock
        for (let t = 0; t < records.periodCount; t++) {
          const at = s * records.periodCount + t
          net += supply[at]! - demand[at]!
          expect(stock[at]! - shortage[at]!).toBeCloseTo(net, 9)
        }
      }
    }
  })

  test('customers of a component get what is set aside for them and no more', () => {
    const { records, decision } = twoLevels()
    const traces: ItemTrace[] = []
    evaluateDecision(records, decision, (trace) => traces.push(trace))
    // 2 are set aside in the first period; customers want 1 and then 3.
    const motor = traces[1]!
    expect([...motor.shortage.subarray(0, 3)]).toEqual([0, 2, 2])
  })

  test('a policy reacts to the demand of each future', () => {
    const records = buildRecords(
      plantOf([itemOf('A', { stockOnHand: 4 })]),
      scenariosOf({
        A: [
          [4, 4, 4, 4],
          [0, 0, 0, 0],
        ],
      }),
    )
    const policy = { reorderPoint: Float64Array.of(4, 4, 4), lot: 0 }
    const traces: ItemTrace[] = []
    evaluateDecision(records, { ...emptyDecision(records), policies: [policy] }, (trace) =>
      traces.push(trace),
    )
    expect([...traces[0]!.supply]).toEqual([0, 4, 4, 0, 0, 0])
    expect([...traces[0]!.shortage]).toEqual([0, 0, 0, 0, 0, 0])
  })
})

describe('tailMean', () => {
  test('averages the worst share, a fraction of a scenario included', () => {
    const values = Float64Array.of(4, 1, 3, 2)
    expect(tailMean(values, 0.5)).toBe(1.5)
    expect(tailMean(values, 0.375)).toBeCloseTo((1 + 0.5 * 2) / 1.5, 12)
    expect(tailMean(values, 1)).toBe(2.5)
  })
})

describe('perPeriod', () => {
  test('takes columns of a matrix of scenarios and periods', () => {
    const [first, second] = perPeriod(Float64Array.of(1, 10, 3, 30), 2)
    expect([first!.mean, second!.mean]).toEqual([2, 20])
  })
})

function twoLevels(): { records: ProductionRecords; decision: ProductionDecision } {
  const plant = plantOf(
    [itemOf('pump', { leadTimePeriods: 1, stockOnHand: 2 }), itemOf('motor', { stockOnHand: 10 })],
    { billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }] },
  )
  const records = buildRecords(
    plant,
    scenariosOf({
      pump: [
        [3, 0, 2, 0],
        [0, 5, 5, 0],
      ],
      motor: [
        [1, 3, 0, 0],
        [0, 0, 0, 0],
      ],
    }),
  )
  const decision = emptyDecision(records)
  decision.lots.set([3, 1, 0, 0, 4, 0])
  decision.allocations.set([2, 0, 0], 3)
  return { records, decision }
}
