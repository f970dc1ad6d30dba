import { describe, expect, test } from 'vitest'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { evaluateDecision } from '../../../src/plant/production/evaluate.ts'
import {
  expectedDemand,
  proposalsOf,
  resourcePlansOf,
} from '../../../src/plant/production/proposals.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [itemOf('pump', { addedCost: 2, unitCost: 22, leadTimePeriods: 1 }), itemOf('motor')],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    resources: [{ id: 'bench', hours: 10, overtimeHours: 5, overtimeCost: 30 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 2, setupHours: 1 }],
  },
)
const records = buildRecords(
  plant,
  scenariosOf({
    pump: [
      [0, 3, 4, 0],
      [0, 5, 1, 0],
    ],
  }),
)
const decision = emptyDecision(records)
decision.lots.set([5, 0, 0, 10, 0, 0])
decision.overtime.set([1, 0, 0])

describe('proposalsOf', () => {
  test('a lot is worth what its plan earns more with it than without, parents included', () => {
    const worthWithout = (at: number): number => {
      const lots = decision.lots.slice()
      lots[at] = 0
      return (
        evaluateDecision(records, decision).worth -
        evaluateDecision(records, { ...decision, lots }).worth
      )
    }
    const proposals = proposalsOf(records, decision)
    expect(proposals).toHaveLength(2)
    const [pump, motor] = ['pump', 'motor'].map((item) =>
      proposals.find((proposal) => proposal.item === item)!,
    )
    expect(pump).toMatchObject({
      quantity: 5,
      release: 0,
      due: 1,
      resources: [{ resource: 'bench', hours: 11 }],
      variableCost: 10,
    })
    expect(pump!.worth).toBeCloseTo(worthWithout(0), 9)
    expect(motor!.worth).toBeCloseTo(worthWithout(3), 9)
  })

  test('a policy proposes its orders along the expected demand', () => {
    const records = buildRecords(
      plantOf([itemOf('A', { stockOnHand: 6, leadTimePeriods: 1 })], { planning: { horizon: 4 } }),
      scenariosOf({ A: [[4, 4, 4, 4, 0, 0]] }),
    )
    const policy = { reorderPoint: Float64Array.of(8, 8, 8, 4), lot: 6 }
    const proposals = proposalsOf(records, { ...emptyDecision(records), policies: [policy] })
    expect(proposals.map(({ release, due, quantity }) => [release, due, quantity])).toEqual([
      [0, 1, 6],
      [2, 3, 6],
    ])
    // Without the first order 6 units are missing from the second period on: 2 wait, then 6, then none.
    expect(proposals[0]!.worth).toBeGreaterThan(0)
  })
})

describe('resourcePlansOf', () => {
  test('counts hours, setups and overtime', () => {
    expect(resourcePlansOf(records, decision)).toEqual([
      {
        resource: 'bench',
        regularHours: [10, 10, 10],
        overtimeHours: [5, 5, 5],
        usedHours: [11, 0, 0],
        usedOvertime: [1, 0, 0],
        utilisation: 11 / 30,
      },
    ])
  })
})

describe('expectedDemand', () => {
  test('is the mean over the scenarios', () => {
    expect([...expectedDemand(records, records.items[0]!)]).toEqual([0, 4, 2.5, 0])
  })
})
