import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PublicField } from '../../../src/generative/privacy/private-bins.ts'
import { privateRows, type PrivateRows } from '../../../src/generative/privacy/private-rows.ts'
import { createRandom } from '../../../src/random.ts'

const fields: readonly PublicField[] = [
  { name: 'speed', minimum: 0, maximum: 99, step: 1 },
  { name: 'other', levels: 4, minimum: 0, maximum: 3, step: 1 },
  { name: 'torque', minimum: 0, maximum: 99, step: 1, mayBeMissing: true },
]

/** Torque falls as speed grows and is missing where it would be below 5. */
function realRows(count: number): Float64Array {
  const random = createRandom('real')
  const rows = new Float64Array(count * 3)
  for (let row = 0; row < count; row++) {
    const speed = random.integer(100)
    const torque = Math.max(0, Math.min(99, 99 - speed + random.integer(5) - 2))
    rows.set([speed, random.integer(4), torque < 5 ? NaN : torque], row * 3)
  }
  return rows
}

const released = (values: Float64Array, rho: number, seed = 1): PrivateRows =>
  privateRows(fields, values, {
    rho,
    noiseRandom: createRandom('noise').split(seed),
    random: createRandom('draw').split(seed),
  })

const drawn = (values: Float64Array, rho: number, seed = 1): Float64Array =>
  released(values, rho, seed).values

function correlation(rows: Float64Array): number {
  const pairs: [number, number][] = []
  for (let i = 0; i < rows.length; i += 3) {
    if (!Number.isNaN(rows[i + 2])) pairs.push([rows[i]!, rows[i + 2]!])
  }
  const mean = (of: (pair: [number, number]) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0) / pairs.length
  const [x, y] = [mean((pair) => pair[0]), mean((pair) => pair[1])]
  const covariance = mean((pair) => (pair[0] - x) * (pair[1] - y))
  const spread = mean((pair) => (pair[0] - x) ** 2) * mean((pair) => (pair[1] - y) ** 2)
  return covariance / Math.sqrt(spread)
}

describe('private rows', () => {
  test('keep dependence between fields, shares and gaps, as far as the noise lets them', () => {
    const real = realRows(5000)
    const rows = drawn(real, 0.5)
    expect(rows).toHaveLength(3 * 20_000)
    expect(correlation(real)).toBeLessThan(-0.99)
    expect(correlation(rows)).toBeLessThan(-0.9)
    const missing = rows.filter((value, i) => i % 3 === 2 && Number.isNaN(value)).length
    expect(missing / 20_000).toBeCloseTo(0.05, 1)
    // Noise that drowns the counts leaves nothing.
    expect(Math.abs(correlation(drawn(real, 1e-7))) > 0.3).toBe(false)
  })

  test('cost what they were given, whatever was chosen, and never more', () => {
    for (const rho of [0.001, 0.1, 2]) {
      const spent = released(realRows(500), rho).releases.reduce(
        (sum, { mechanism }) =>
          sum +
          ('epsilon' in mechanism ? mechanism.epsilon ** 2 / 8 : 1 / (2 * mechanism.noise ** 2)),
        0,
      )
      expect(spent / rho).toBeCloseTo(1, 9)
    }
  })

  test('lie within the public range, even where there are no rows to speak of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer(), (count, seed) => {
        const isAllowed = (value: number, i: number): boolean => {
          const { maximum, mayBeMissing = false } = fields[i % 3]!
          const isInRange = value >= 0 && value <= maximum && Number.isInteger(value)
          return Number.isNaN(value) ? mayBeMissing : isInRange
        }
        expect(drawn(realRows(count), 0.02, seed).every(isAllowed)).toBe(true)
      }),
      { numRuns: 8 },
    )
  })
})
