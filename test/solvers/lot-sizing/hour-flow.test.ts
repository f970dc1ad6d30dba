import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { createHourFlow } from '../../../src/solvers/lot-sizing/hour-flow.ts'
import type { HourProblem } from '../../../src/solvers/lot-sizing/hour-flow.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { createModelBuilder } from '../../../src/solvers/mip/model.ts'

const session = await openHighs()
const overloadPrice = 40

function randomHours(seed: number): HourProblem {
  const random = createRandom(seed)
  const [items, periods] = [4, 6]
  const needed = new Float64Array(items * periods)
  for (let k = 0; k < needed.length; k++) {
    needed[k] = (k % periods === 0 ? 0 : needed[k - 1]!) + random.integer(9)
  }
  return {
    items,
    periods,
    needed,
    holding: Float64Array.from({ length: items }, () => 1 + random.integer(4)),
    setupHours: Float64Array.from({ length: items }, () => random.integer(3)),
    setupCost: Float64Array.from({ length: items }, () => random.integer(30)),
    hours: new Float64Array(periods).fill(20),
    overtimeHours: new Float64Array(periods).fill(3),
    overtimeCost: 5,
  }
}

/** The same quantities as a linear program: made hours per open lot, overtime and overload per period. */
function leastCost(problem: HourProblem, isOpen: Uint8Array): number {
  const { items, periods, needed, holding, setupCost, setupHours } = problem
  const builder = createModelBuilder()
  const used: [number, number][][] = Array.from({ length: periods }, () => [])
  const setups = new Float64Array(periods)
  for (let i = 0; i < items; i++) {
    const before: [number, number][] = []
    for (let t = 0; t < periods; t++) {
      const k = i * periods + t
      if (isOpen[k] === 1) {
        const made = builder.variable({ cost: holding[i]! * (periods - t) })
        before.push([made, 1])
        used[t]!.push([made, 1])
        setups[t]! += setupHours[i]!
        builder.addOffset(setupCost[i]!)
      }
      builder.addOffset(-holding[i]! * needed[k]!)
      builder.constraint(needed[k]!, before, Infinity)
    }
  }
  used.forEach((terms, t) => {
    const overtime = builder.variable({ cost: problem.overtimeCost, upper: 3 })
    const over = builder.variable({ cost: overloadPrice })
    builder.constraint(-Infinity, [...terms, [overtime, -1], [over, -1]], 20 - setups[t]!)
  })
  const outcome = session.solve(builder.build())
  if (outcome.status !== 'optimal') throw new Error(outcome.status)
  return outcome.objective
}

test('settles to the optimum of the linear program after each change of setups', () => {
  for (let seed = 0; seed < 10; seed++) {
    const problem = randomHours(seed)
    const flow = createHourFlow(problem)
    const random = createRandom(seed).split('changes')
    for (let change = 0; change < 8; change++) {
      flow.settle(overloadPrice)
      expect(flow.cost()).toBeCloseTo(leastCost(problem, flow.isOpen), 6)
      const [item, period] = [random.integer(4), random.integer(6)]
      if (flow.isOpen[item * 6 + period] === 1) flow.close(item, period)
      else flow.open(item, period)
    }
  }
})

test('a lot without one before it stays, and restoring brings back what was saved', () => {
  const flow = createHourFlow({ ...randomHours(1), needed: Float64Array.from({ length: 24 }, () => 5) }) // prettier-ignore
  flow.settle(overloadPrice)
  const cost = flow.cost()
  flow.save()
  expect(flow.close(0, 0)).toBe(false)
  flow.open(0, 3)
  expect(flow.cost()).toBeGreaterThanOrEqual(cost)
  flow.restore()
  expect(flow.isOpen[3]).toBe(0)
  expect(flow.cost()).toBe(cost)
})
