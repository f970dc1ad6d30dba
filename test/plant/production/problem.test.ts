import { describe, expect, test } from 'vitest'
import { checkProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { decisionFrom, lotSizingProblem } from '../../../src/plant/production/problem.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [
    itemOf('oil'),
    itemOf('pump', {
      addedCost: 4,
      unitCost: 30,
      endValueRate: 0.5,
      shortage: { kind: 'lost-sale', cost: 2 },
    }),
    itemOf('motor', { leadTimePeriods: 1, stockOnHand: 8 }),
  ],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    receipts: [{ item: 'motor', period: '2', quantity: 5 }],
    resources: [{ id: 'bench', hours: 8, overtimeHours: 2, overtimeCost: 30 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 1.5, setupHours: 1 }],
    planning: { horizon: 4, frozen_periods: 1 },
  },
)
const records = buildRecords(
  plant,
  scenariosOf({
    pump: [
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
    ],
  }),
)
const { problem } = lotSizingProblem(records, [1, 2])

describe('lotSizingProblem', () => {
  test('holds together and says what the records say', () => {
    checkProblem(problem)
    const [pump, motor] = problem.items
    expect(problem).toMatchObject({ periods: 4, scenarioCount: 2 })
    expect(pump).toMatchObject({
      unitCost: 4,
      terminalValue: 15,
      components: [{ item: 1, quantity: 2 }],
      usage: [{ resource: 0, hoursPerUnit: 1.5, setupHours: 1 }],
      frozen: [0],
      demand: { price: 20, shortage: { kind: 'lost', costPerUnit: 2 } },
    })
    expect([...pump!.demand!.scenarios]).toEqual([1, 2, 3, 4, 6, 7, 8, 9])
    expect(motor).toMatchObject({ leadTime: 1, initialStock: 8, receipts: [0, 5, 0, 0] })
    expect(motor!.demand).toBeUndefined()
    expect(problem.resources).toEqual([
      { name: 'bench', hours: [8, 8, 8, 8], overtimeHours: [2, 2, 2, 2], overtimeCost: 30 },
    ])
  })
})

describe('decisionFrom', () => {
  test('puts the lots back under the numbers of the records', () => {
    const decision = decisionFrom(records, [1, 2], {
      lots: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      allocations: Float64Array.of(0, 0, 0, 0, 9, 9, 9, 9),
      overtime: Float64Array.of(0, 1, 0, 0),
    })
    expect([...decision.lots]).toEqual([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect([...decision.allocations.subarray(8)]).toEqual([9, 9, 9, 9])
    expect([...decision.overtime]).toEqual([0, 1, 0, 0])
  })
})
