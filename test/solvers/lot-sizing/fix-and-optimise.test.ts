import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import {
  choicesAround,
  neighbourhoods,
  reoptimise,
} from '../../../src/solvers/lot-sizing/fix-and-optimise.ts'
import { lotChoice } from '../../../src/solvers/lot-sizing/formulation.ts'
import { searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../../src/solvers/lot-sizing/slices.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { oneItem, plainItem } from './problems.ts'

test('a pass of neighbourhoods covers every setup', () => {
  const covered = new Set<number>()
  let count = 0
  for (const open of neighbourhoods({ items: 5, periods: 9 }, 12, createRandom(1))) {
    for (const k of open) covered.add(k)
    expect(open.size).toBeLessThan(45)
    if (++count === 40) break
  }
  expect(covered.size).toBe(45)
})

test('setups outside the neighbourhood stay as they are', () => {
  const choices = choicesAround(Float64Array.of(3, 0, 2), new Set([2]))
  expect([...choices]).toEqual([lotChoice.on, lotChoice.off, lotChoice.open])
})

test('opening a poor setup finds the better plan', async () => {
  const session = await openHighs()
  const problem = oneItem(plainItem([5, 5, 5], { setupCost: 10 }), 3)
  const costs = [searchCosts(problem.items[0]!, problem)]
  const costModel = { costs, slices: [sliceSupply(costs[0]!, 0)] }
  const lots = Float64Array.of(5, 5, 5)
  const found = reoptimise(session, problem, costModel, lots, new Set([1]), 5)
  expect([...found!.lots]).toEqual([10, 0, 5])
})
