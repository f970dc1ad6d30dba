import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptyDecision,
  violationsOf,
  type ProductionDecision,
} from '../../../src/plant/production/decision.ts'
import { executeLots } from '../../../src/plant/production/execution.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { wholeLots } from '../../../src/plant/production/whole-lots.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const records = buildRecords(
  plantOf(
    [itemOf('pump'), itemOf('motor', { stockOnHand: 6 }), itemOf('wire', { stockOnHand: 50 })],
    {
      billOfMaterials: [
        { parent: 'pump', component: 'motor', quantity: 2 },
        { parent: 'motor', component: 'wire', quantity: 0.4 },
      ],
      resources: [{ id: 'bench', hours: 12, overtimeHours: 3, overtimeCost: 30 }],
      routing: [
        { item: 'pump', resource: 'bench', hoursPerUnit: 1, setupHours: 0.5 },
        { item: 'motor', resource: 'bench', hoursPerUnit: 0.25, setupHours: 0 },
      ],
      planning: { horizon: 4 },
    },
  ),
  scenariosOf({ pump: [[3, 3, 3, 3, 0]], motor: [[1, 1, 1, 1, 0]] }),
)

function decisionOf(lots: readonly number[], allocations: readonly number[] = []) {
  const decision = emptyDecision(records)
  decision.lots.set(lots)
  decision.allocations.set(allocations, records.periodCount)
  return decision
}

describe('wholeLots', () => {
  test('fractions are carried over until they make a unit', () => {
    const { lots } = wholeLots(records, decisionOf([1.5, 1.5, 0, 1, 0, 4.2, 0, 0.9]))
    expect([...lots.subarray(0, 8)]).toEqual([1, 2, 0, 1, 0, 4, 0, 1])
  })

  test('amounts stay amounts', () => {
    const { lots } = wholeLots(records, decisionOf([0, 0, 0, 0, 0, 0, 0, 0, 2.5, 0, 0.3, 0]))
    expect([...lots.subarray(8)]).toEqual([2.5, 0, 0.3, 0])
  })

  test('whatever could be carried out can still be, in whole units and with little lost', () => {
    const units = fc.array(fc.double({ min: 0, max: 6, noNaN: true }), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(units, fc.double({ min: 0, max: 1, noNaN: true }), (wanted, share) => {
        const feasible = feasiblePart(decisionOf(wanted, [share, share, share, share]))
        const whole = wholeLots(records, feasible)
        expect(violationsOf(records, whole)).toEqual([])
        for (const lot of whole.lots.subarray(0, 8)) expect(Number.isInteger(lot)).toBe(true)
        const total = (lots: Float64Array): number => lots.subarray(0, 4).reduce((a, b) => a + b, 0)
        expect(total(whole.lots)).toBeLessThanOrEqual(total(feasible.lots) + 1e-6)
      }),
    )
  })
})

/** Lots cut to components and hours. */
function feasiblePart(decision: ProductionDecision): ProductionDecision {
  const { lots } = executeLots(records, decision)
  const cut = { ...decision, lots: lots.map((lot) => lot * 0.9) }
  const overtime = new Float64Array(records.periodCount).fill(3)
  return { ...cut, lots: executeLots(records, cut).lots, overtime }
}
