import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { costAt, searchCosts } from '../../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../../src/solvers/lot-sizing/slices.ts'
import { oneItem, plainItem } from './problems.ts'

const random = createRandom(5)
const item = plainItem([], {
  demand: {
    scenarios: Float64Array.from({ length: 50 * 4 }, () => 20 + 5 * random.normal()),
    price: 0,
    shortage: { kind: 'backorder', costPerUnitAndPeriod: 9 },
  },
})
const costs = searchCosts(item, oneItem(item, 4, 50))

test('deterministic demand is cut at its cumulative values, exactly', () => {
  const plain = plainItem([3, 0, 4])
  const slices = sliceSupply(searchCosts(plain, oneItem(plain, 3)), 0)
  expect([...slices.ends]).toEqual([0, 3, 7])
  expect(slices.error).toBe(0)
})

test('with room for every kink the chords are exact', () => {
  expect(sliceSupply(costs, 0, { maximum: 1000 }).error).toBe(0)
})

test('the stated error bounds the excess of the chords', () => {
  const { ends, error } = sliceSupply(costs, 0, { maximum: 12 })
  let worst = 0
  for (const cost of costs) {
    let most = 0
    for (let k = 0; k + 1 < ends.length; k++) {
      for (const part of [0.1, 0.3, 0.5, 0.7, 0.9]) {
        const supply = ends[k]! + part * (ends[k + 1]! - ends[k]!)
        const chord = (1 - part) * costAt(cost, ends[k]!) + part * costAt(cost, ends[k + 1]!)
        most = Math.max(most, chord - costAt(cost, supply))
      }
    }
    worst += most
  }
  expect(worst).toBeGreaterThan(0)
  expect(worst).toBeLessThanOrEqual(error)
})

test('more slices leave less error, and a tolerance stops the cutting', () => {
  const few = sliceSupply(costs, 0, { maximum: 8 })
  const many = sliceSupply(costs, 0, { maximum: 32 })
  expect(many.error).toBeLessThan(few.error)
  const enough = sliceSupply(costs, 0, { maximum: 1000, tolerance: few.error })
  expect(enough.ends.length).toBeLessThanOrEqual(few.ends.length)
})
