import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { brokenRules } from '../../../src/solvers/lot-sizing/evaluate.ts'
import { withOvertime } from '../../../src/solvers/lot-sizing/incumbent.ts'
import { startFromOverload } from '../../../src/solvers/lot-sizing/overload-start.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../../src/solvers/lot-sizing/slices.ts'
import { createEffortMeter } from '../../../src/solvers/mip/effort.ts'
import { metered, openHighs } from '../../../src/solvers/mip/highs.ts'
import { plainItem } from './problems.ts'

test('finds a plan within tight hours by paying for overload on the way', async () => {
  const session = await openHighs()
  const usage = [{ resource: 0, hoursPerUnit: 1, setupHours: 4 }]
  const problem = {
    periods: 4,
    scenarioCount: 1,
    resources: [{ name: 'press', hours: [14, 14, 14, 14] }],
    items: [3, 4, 5].map((units, i) =>
      plainItem([units, units, units, units], { name: `item ${i}`, setupCost: 1, usage }),
    ),
  }
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const costModel = { costs, slices: costs.map((cost) => sliceSupply(cost, 0)) }
  const start = (given: typeof problem) => {
    const meter = createEffortMeter({ effort: 5 })
    const random = createRandom(1)
    const options = { meter, effortPerStep: 2, openSetups: 8, random }
    return startFromOverload(metered(session, meter), given, costModel, options)
  }
  // All three setups and the first demands need 24 of 14 hours: no plan exists with everything from the start.
  expect(await start(problem)).toBeUndefined()
  const easier = { ...problem, resources: [{ name: 'press', hours: [40, 16, 16, 16] }] }
  const plan = await start(easier)
  expect(plan && brokenRules(easier, withOvertime(easier, plan))).toEqual([])
})
