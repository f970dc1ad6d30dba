import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import {
  independentParts,
  joinPlans,
  planOfPart,
} from '../../../src/solvers/lot-sizing/independent-parts.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { search } from '../../../src/solvers/lot-sizing/search.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { extensiveForm, plainItem, randomProblem } from './problems.ts'

/** Items 0 and 3 share a press, 1 is made of 4, and 2 is alone. */
const mixed: LotSizingProblem = {
  periods: 2,
  scenarioCount: 1,
  resources: [{ name: 'press', hours: [9, 9] }],
  items: [
    plainItem([1, 1], { usage: [{ resource: 0, hoursPerUnit: 1, setupHours: 0 }] }),
    plainItem([1, 1], { components: [{ item: 4, quantity: 2 }] }),
    plainItem([1, 1]),
    plainItem([1, 1], { usage: [{ resource: 0, hoursPerUnit: 1, setupHours: 0 }] }),
    plainItem([0, 0], { name: 'part' }),
  ],
}

test('items that share a resource or a bill of materials stay together', () => {
  const parts = independentParts(mixed, 2)
  expect(parts.map(({ items }) => items)).toEqual([[0, 3], [1, 4], [2]])
  expect(parts[1]!.problem.items[0]!.components).toEqual([{ item: 1, quantity: 2 }])
  expect(independentParts(mixed, 3)).toHaveLength(1)
})

test('a plan cut into parts and joined again is the same plan', () => {
  const lots = Float64Array.from({ length: 10 }, (_, k) => k)
  const plan = { lots, allocations: lots.map((units) => 100 + units) }
  const parts = independentParts(mixed, 2)
  const pieces = parts.map((part) => planOfPart(mixed, part, plan))
  expect(joinPlans(mixed, parts, pieces)).toEqual(plan)
})

test('parts searched apart bring the optimum of the whole', async () => {
  const session = await openHighs()
  const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const
  const options = { items: 4, periods: 3, scenarios: 2, shortage }
  const [left, right] = [1, 2].map((seed) => randomProblem(createRandom(seed), options))
  const onSecond = right!.items.map((item) => ({
    ...item,
    usage: item.usage.map((usage) => ({ ...usage, resource: 1 })),
  }))
  const problem = {
    ...left!,
    items: [...left!.items, ...onSecond],
    resources: [...left!.resources, ...right!.resources],
  }
  expect(independentParts(problem, 4)).toHaveLength(2)
  const optimum = session.solve(extensiveForm(problem))
  const outcome = await search(session, problem, { gap: 1e-6, effort: 20 })
  if (optimum.status !== 'optimal' || outcome.status !== 'solved') throw new Error('limit')
  expect(outcome.incumbent.objective).toBeCloseTo(optimum.objective, 3)
  expect(outcome.bound).toBeLessThanOrEqual(optimum.objective + 1e-3)
})
