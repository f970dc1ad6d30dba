import { describe, expect, test } from 'vitest'
import { lotSizingProblem } from '../../../src/plant/production/problem.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { startsOf } from '../../../src/plant/production/starts.ts'
import { brokenRules, evaluate } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { withOvertime } from '../../../src/solvers/lot-sizing/incumbent.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [
    itemOf('oil'),
    itemOf('pump', { addedCost: 4, unitCost: 30, price: 60 }),
    itemOf('motor', { leadTimePeriods: 1, stockOnHand: 8, lotMultiple: 4 }),
  ],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    resources: [{ id: 'bench', hours: 12, overtimeHours: 2, overtimeCost: 30 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 1.5, setupHours: 1 }],
    planning: { horizon: 6 },
  },
)
const wide = { pump: [1, 2, 3].map((path) => [path, 4, 6, 5, 2 * path, 4, 4, 4]) }
const recordsOf = (demand: Record<string, number[][]>) => buildRecords(plant, scenariosOf(demand))

describe('startsOf', () => {
  test('each start keeps every rule, and the best of them is better than making nothing', () => {
    const records = recordsOf(wide)
    const numbered = lotSizingProblem(records, [1, 2])
    const starts = startsOf(records, numbered)
    expect(starts).toHaveLength(4)
    const costs = starts.map((start) => {
      const planned = withOvertime(numbered.problem, start)
      expect(brokenRules(numbered.problem, planned)).toEqual([])
      return evaluate(numbered.problem, planned).costs.total
    })
    const nothing = { lots: new Float64Array(12), allocations: new Float64Array(12) }
    const idle = evaluate(numbered.problem, withOvertime(numbered.problem, nothing)).costs.total
    expect(Math.min(...costs)).toBeLessThan(idle)
  })

  test('where nothing is uncertain no safety is tried', () => {
    const records = recordsOf({ pump: [[1, 4, 6, 5, 2, 4, 4, 4]] })
    expect(startsOf(records, lotSizingProblem(records, [1, 2]))).toHaveLength(1)
  })
})
