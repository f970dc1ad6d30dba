import { expect, test } from 'vitest'
import { fillStratifiedNormals } from '../../src/generative/stratified.ts'
import { createRandom } from '../../src/random.ts'
import { normalQuantile } from '../../src/statistics/normal.ts'

test('each column has one value in every stratum', () => {
  const samples = 50
  const values = fillStratifiedNormals(new Float32Array(samples * 3), 3, createRandom(5))
  const bounds = Array.from({ length: samples }, (_, i) => normalQuantile((i + 1) / samples))
  for (let column = 0; column < 3; column++) {
    const sorted = Array.from({ length: samples }, (_, i) => values[i * 3 + column]!)
    sorted.sort((a, b) => a - b)
    sorted.slice(0, -1).forEach((value, i) => {
      expect(value).toBeLessThanOrEqual(bounds[i]! + 1e-6)
      expect(sorted[i + 1]).toBeGreaterThanOrEqual(bounds[i]! - 1e-6)
    })
  }
  expect(values.slice(0, 3)).not.toEqual(values.slice(3, 6))
})
