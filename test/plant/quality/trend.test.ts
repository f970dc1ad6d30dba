import { expect, test } from 'vitest'
import { logBetaBinomial, lotsOf, trendOf } from '../../../src/plant/quality/trend.ts'
import { createRandom } from '../../../src/random.ts'

test('the beta-binomial of a uniform share is uniform, and its probabilities add up to one', () => {
  for (let hits = 0; hits <= 9; hits++) {
    expect(Math.exp(logBetaBinomial({ failing: 1, passing: 1 }, 9, hits))).toBeCloseTo(0.1, 10)
  }
  let sum = 0
  for (let hits = 0; hits <= 40; hits++) {
    sum += Math.exp(logBetaBinomial({ failing: 2.5, passing: 17 }, 40, hits))
  }
  expect(sum).toBeCloseTo(1, 10)
})

const lots = (shareAt: (lot: number) => number, seed: number) => {
  const random = createRandom(seed)
  return Array.from({ length: 120 }, (_, i) => {
    const failing = Array.from({ length: 50 }, () => +(random.uniform() < shareAt(i)))
    return { name: `L${i}`, records: 50, failing: failing.reduce((a, b) => a + b) }
  })
}

test('a share that stays is remembered for long, and predicted as it is', () => {
  const { memory, coming, coverage } = trendOf(lots(() => 0.1, 1))
  expect(memory).toBeGreaterThanOrEqual(0.98)
  expect(coming[0]!.estimate).toBeCloseTo(0.1, 1)
  expect(coming[0]!.lower).toBeGreaterThan(0)
  expect(coverage.observed.upper).toBeGreaterThan(0.9)
})

test('a share that drifts is followed, and is less certain the further ahead', () => {
  const { memory, coming } = trendOf(lots((i) => 0.05 + (0.4 * i) / 120, 2))
  expect(memory).toBeLessThan(0.98)
  expect(coming[0]!.estimate).toBeGreaterThan(0.33)
  const width = (i: number): number => coming[i]!.upper - coming[i]!.lower
  expect(width(5)).toBeGreaterThanOrEqual(width(0))
})

test('intervals of past lots held them about as often as they say', () => {
  const { coverage } = trendOf(lots((i) => 0.15 + 0.1 * Math.sin(i / 15), 3))
  expect(coverage.observed.estimate).toBeGreaterThan(0.85)
})

test('lots are those that are named, or records in a row', () => {
  const failed = Float64Array.of(1, 0, 0, 1)
  expect(lotsOf(failed, ['b', 'a', 'b', 'a'])).toEqual([
    { name: 'b', records: 2, failing: 1 },
    { name: 'a', records: 2, failing: 1 },
  ])
  const grouped = lotsOf(new Float64Array(80), null)
  expect(grouped).toHaveLength(40)
  expect(grouped[1]).toEqual({ name: 'from record 3', records: 2, failing: 0 })
})
