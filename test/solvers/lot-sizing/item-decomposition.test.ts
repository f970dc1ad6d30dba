import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { decomposeByItem } from '../../../src/solvers/lot-sizing/item-decomposition.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { separablePricer } from '../../../src/solvers/lot-sizing/single-item.ts'
import { createEffortMeter } from '../../../src/solvers/mip/effort.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { relax } from '../../../src/solvers/mip/model.ts'
import { extensiveForm, randomProblem } from './problems.ts'

const session = await openHighs()
const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const

test('the bound lies between the linear relaxation and the optimum', () => {
  for (let seed = 0; seed < 4; seed++) {
    const options = { items: 3, periods: 4, scenarios: 2, shortage }
    const problem = randomProblem(createRandom(seed), options)
    const model = extensiveForm(problem)
    const optimum = session.solve(model)
    const relaxation = session.solve(relax(model))
    if (optimum.status !== 'optimal' || relaxation.status !== 'optimal') throw new Error('limit')
    const pricers = problem.items.map((item) =>
      separablePricer(item, problem, searchCosts(item, problem)),
    )
    const { bound, setupWeights } = decomposeByItem(session, problem, pricers, {
      meter: createEffortMeter({ effort: 10 }),
    })
    expect(bound).toBeLessThanOrEqual(optimum.objective + 1e-4)
    expect(bound).toBeGreaterThanOrEqual(relaxation.objective - 1e-3 * Math.abs(optimum.objective))
    expect(Math.max(...setupWeights)).toBeLessThanOrEqual(1 + 1e-6)
  }
})
