import { describe, expect, test } from 'vitest'
import { between, latentPath, walk } from '../../../src/generative/tables/latent-walk.ts'
import { createRandom } from '../../../src/random.ts'

/** P(all normals lie in their intervals): the product of what is found along the path. */
function probabilityOf(
  correlation: readonly number[],
  intervals: readonly (readonly [number, number])[],
  { draws = 4000, points = intervals.map(() => NaN) } = {},
): number {
  const n = intervals.length
  const known = {
    low: Float64Array.from(intervals, ([low]) => low),
    high: Float64Array.from(intervals, ([, high]) => high),
    point: Float64Array.from(points),
  }
  const order = Array.from({ length: n }, (_, i) => i)
  let product = 1
  walk(latentPath(order, correlation, n), known, draws, createRandom(2), (_, found) => {
    let chance = 0
    for (let k = 0; k < found.count; k++) chance += found.weights[k]! * found.chances[k]!
    product *= chance
  })
  return product
}

describe('normals along a path', () => {
  test('two positive ones of correlation r: 1/4 + asin(r) / 2 pi', () => {
    for (const r of [-0.7, 0, 0.5, 0.9]) {
      const quadrant = probabilityOf(
        [1, r, r, 1],
        [
          [0, Infinity],
          [0, Infinity],
        ],
      )
      expect(quadrant).toBeCloseTo(1 / 4 + Math.asin(r) / (2 * Math.PI), 2)
    }
  })

  test('three positive ones: 1/8 + the sum of asin(r) / 4 pi', () => {
    const [a, b, c] = [0.6, -0.3, 0.2]
    const octant = probabilityOf(
      [1, a, b, a, 1, c, b, c, 1],
      [
        [0, Infinity],
        [0, Infinity],
        [0, Infinity],
      ],
    )
    const exact = 1 / 8 + (Math.asin(a) + Math.asin(b) + Math.asin(c)) / (4 * Math.PI)
    expect(Math.abs(octant - exact)).toBeLessThan(0.004)
  })

  test('many that all hang together: draws are replaced, and the mean chance stays', () => {
    // With correlation 1/2 the chance that all n are positive is 1 / (n + 1).
    const n = 12
    const correlation = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0.5))
    const positive = Array.from({ length: n }, () => [0, Infinity] as const)
    expect(probabilityOf(correlation, positive)).toBeCloseTo(1 / (n + 1), 2)
  })

  test('a known point leaves nothing to be drawn', () => {
    const r = 0.8
    const given = probabilityOf(
      [1, r, r, 1],
      [
        [-Infinity, Infinity],
        [1, 2],
      ],
      { points: [1.5, NaN], draws: 1 },
    )
    const mean = r * 1.5
    expect(given).toBeCloseTo(between((1 - mean) / 0.6, (2 - mean) / 0.6), 6)
  })

  test('what cannot be stays finite', () => {
    const r = 0.95
    const sure = probabilityOf(
      [1, r, r, 1],
      [
        [-Infinity, -60],
        [50, Infinity],
      ],
      { draws: 8 },
    )
    expect(sure).toBe(0)
  })
})

test('intervals far in either tail keep their chance', () => {
  expect(between(5, 6)).toBeCloseTo(between(-6, -5), 20)
  expect(between(5, 6)).toBeGreaterThan(2.8e-7)
  expect(between(-Infinity, Infinity)).toBe(1)
  expect(between(40, 50)).toBe(0)
})
