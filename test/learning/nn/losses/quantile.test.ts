import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { quantileLoss } from '../../../../src/learning/nn/losses/quantile.ts'
import { valuesOf } from '../sine.ts'

test('weighs misses above by the level and below by the rest', () => {
  const loss = valuesOf(quantileLoss(constant([5, 5, 5], [3]), constant([3, 5, 9], [3]), 0.9))
  expect(loss[0]).toBeCloseTo(0.9 * 2, 10)
  expect(loss[1]).toBe(0)
  expect(loss[2]).toBeCloseTo(0.1 * 4, 10)
})

test('is smallest at the quantile, for every level', () => {
  const draws = Array.from({ length: 100 }, (_, i) => i + 0.5)
  for (const level of [0.1, 0.5, 0.8]) {
    const costs = Array.from({ length: 101 }, (_, candidate) => {
      const losses = quantileLoss(constant(draws, [100]), constant([candidate], [1]), level)
      return valuesOf(losses).reduce((total, loss) => total + loss, 0)
    })
    const smallest = Math.min(...costs)
    const best = costs.findIndex((cost) => cost < smallest + 1e-9)
    expect(best).toBe(Math.round(level * 100))
  }
})

test('takes a level per column', () => {
  const levels = constant([0.1, 0.9], [2])
  const loss = valuesOf(quantileLoss(constant([1], [1, 1]), constant([0, 0], [1, 2]), levels))
  expect(loss).toEqual([0.1, 0.9])
})
