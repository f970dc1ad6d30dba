import { expect, test } from 'vitest'
import { truncatedNormal } from '../../src/generative/truncated-normal.ts'
import { createRandom } from '../../src/random.ts'
import { normalCumulative, normalDensity } from '../../src/statistics/normal.ts'

test('draws lie within the interval and have the mean of the truncated normal', () => {
  const random = createRandom(1)
  const draws = Array.from({ length: 20_000 }, () =>
    truncatedNormal(1, 2, [0, 3], random.uniform()),
  )
  expect(draws.every((x) => x >= 0 && x <= 3)).toBe(true)
  const [a, b] = [-0.5, 1]
  const mass = normalCumulative(b) - normalCumulative(a)
  const mean = 1 + (2 * (normalDensity(a) - normalDensity(b))) / mass
  expect(Math.abs(draws.reduce((x, y) => x + y) / draws.length - mean)).toBeLessThan(0.02)
})

test('far in a tail the draw stays at the nearer end', () => {
  expect(truncatedNormal(0, 1, [40, Infinity], 0.5)).toBe(40)
  expect(truncatedNormal(0, 1, [-Infinity, -40], 0.5)).toBe(-40)
  expect(truncatedNormal(0, 1, [-Infinity, 0], 0)).toBeGreaterThan(-8)
})
