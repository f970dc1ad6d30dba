import { describe, expect, test } from 'vitest'
import { binOfValue } from '../../../src/generative/encoding/bins.ts'
import { privateBins, type PublicField } from '../../../src/generative/privacy/private-bins.ts'
import { createRandom } from '../../../src/random.ts'

const quantity: PublicField = { name: 'load', minimum: 10, maximum: 30, step: 0.1 }
const fine: PublicField = { name: 'angle', minimum: 0, maximum: 1, step: 1e-12 }
const level: PublicField = { name: 'type', levels: 3, minimum: 0, maximum: 2, step: 1 }
const gappy: PublicField = { ...quantity, name: 'wear', mayBeMissing: true }

/** Loads near 12 and, one in ten, near 28; types 0 and 1; every other wear is missing. */
function rowsOf(count: number): Float64Array {
  const random = createRandom('rows')
  return Float64Array.from({ length: count * 4 }, (_, i) => {
    const row = Math.floor(i / 4)
    if (i % 4 === 0) return Math.round(10 * ((row % 10 ? 12 : 28) + random.uniform())) / 10
    if (i % 4 === 1) return random.uniform()
    if (i % 4 === 2) return row % 4 === 0 ? 1 : 0
    return row % 2 ? NaN : 20
  })
}

const fields = [quantity, fine, level, gappy]
const fitted = (noise: number, count = 4000) =>
  privateBins(fields, rowsOf(count), { noise, most: 20, random: createRandom('noise') })

describe('private bins', () => {
  test('cover the public range without a gap, whatever the data', () => {
    for (const { bins } of fitted(5)) {
      const next = bins.isWhole ? 1 : 0
      expect(bins.low[0]).toBe(0)
      bins.low.slice(1).forEach((low, i) => expect(low).toBeCloseTo(bins.high[i]! + next, 9))
    }
    const [load, angle, type] = fitted(5)
    expect(load!.bins.high.at(-1)).toBe(200)
    expect(angle!.bins.high.at(-1)).toBeCloseTo(1, 12)
    expect(type!.bins.high.at(-1)).toBe(2)
  })

  test('have counts near the true ones, with the variance of the noise in them', () => {
    const [load, , type, wear] = fitted(1)
    const shareAbove =
      load!.counts.reduce((total, count, bin) => {
        return load!.bins.low[bin]! >= 150 ? total + count : total
      }, 0) / 4000
    expect(shareAbove).toBeCloseTo(0.1, 1)
    expect(type!.counts[0]! / 4000).toBeCloseTo(0.75, 1)
    // A level is counted once, a bin of several cells has the noise of each.
    expect([...type!.variances]).toEqual([4, 4, 4])
    const cells = load!.variances.reduce((sum, variance) => sum + variance / 4, 0)
    expect(cells).toBe(101)
    // The last count is that of missing values.
    expect(wear!.bins.hasMissing).toBe(true)
    expect(wear!.counts.at(-1)! / 4000).toBeCloseTo(0.5, 1)
    for (const { counts } of [load!, type!, wear!]) {
      expect(counts.reduce((a, b) => a + b, 0)).toBeCloseTo(4000, 6)
    }
  })

  test('are narrow where there is much, and few where there is little beside the noise', () => {
    const [load] = fitted(1)
    const widthAt = (value: number): number => {
      const bin = binOfValue(load!.bins, value)
      return load!.bins.high[bin]! - load!.bins.low[bin]!
    }
    expect(widthAt(12.5)).toBeLessThan(widthAt(20))
    expect(fitted(200, 400)[0]!.counts.length).toBeLessThan(load!.counts.length)
  })

  test('keep a zero that most rows have apart from the values beside it', () => {
    const gain: PublicField = { name: 'gain', minimum: 0, maximum: 99_999, step: 1 }
    const values = Float64Array.from({ length: 4000 }, (_, i) => (i % 10 ? 0 : 5000 + i))
    const [own] = privateBins([gain], values, {
      noise: 5,
      most: 10,
      random: createRandom('noise'),
    })
    const { bins, counts } = own!
    expect([bins.low[0], bins.high[0]]).toEqual([0, 0])
    expect(counts[0]! / 4000).toBeCloseTo(0.9, 1)
    expect(bins.low[1]).toBe(1)
    expect(bins.high.at(-1)).toBe(99_999)
  })

  test('are finer towards the ends of what is evenly spread', () => {
    const { low, high } = fitted(0.1)[1]!.bins
    const shares = high.map((end, i) => end - low[i]!)
    const middle = shares[Math.floor(shares.length / 2)]!
    expect(shares.at(0)!).toBeLessThan(middle / 2)
    expect(shares.at(-1)!).toBeLessThan(middle / 2)
    // pi / 20 sqrt(u (1 - u)) of the rows at half of them is pi / 40.
    expect(middle).toBeGreaterThan(0.06)
    expect(middle).toBeLessThan(0.1)
  })

  test('do not tell by a bin of their own that a value is missing where none may be', () => {
    const [bins] = privateBins([quantity], Float64Array.of(NaN, 12), {
      noise: 1,
      most: 4,
      random: createRandom(1),
    })
    expect(bins!.bins.hasMissing).toBe(false)
  })
})
