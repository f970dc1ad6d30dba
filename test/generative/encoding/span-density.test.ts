import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BinnedField, binOfValue, fitBins } from '../../../src/generative/encoding/bins.ts'
import { spanDensity } from '../../../src/generative/encoding/span-density.ts'
import { createRandom } from '../../../src/random.ts'

const quantity = { name: 'torque', minimum: -1e9, maximum: 1e9, step: 1e-9 }

function normals(count: number, seed = 1): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: count }, () => random.normal())
}

/** Share of the values in each bin. */
function shares(bins: ReturnType<typeof fitBins>, values: Float64Array): Float64Array {
  const result = new Float64Array(bins.low.length)
  for (const value of values) result[binOfValue(bins, value)]! += 1 / values.length
  return result
}

function surpriseOf(values: Float64Array, field: BinnedField, most: number) {
  const bins = fitBins(field, values, most)
  const p = shares(bins, values)
  const { logRoom } = spanDensity(bins)
  return (value: number): number => logRoom(value) - Math.log(p[binOfValue(bins, value)]!)
}

describe('a quantity', () => {
  test('has nearly the density of the normal distribution it was drawn from', () => {
    const surprise = surpriseOf(normals(20_000), quantity, 100)
    for (const x of [-3, -2, -1, 0, 1, 2, 3]) {
      expect(Math.abs(surprise(x) - (x ** 2 / 2 + Math.log(2 * Math.PI) / 2))).toBeLessThan(0.45)
    }
  })

  test('whose density adds up to 1, also with empty stretches, values that stand alone and tails', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 4, max: 40 }),
        fc.boolean(),
        (seed, most, isWhole) => {
          const drawn = normals(1000, seed).map((x, i) =>
            i % 5 === 0 ? 0 : i % 3 === 0 ? 20 + x : x,
          )
          const values = isWhole ? drawn.map((x) => Math.round(10 * x) / 10) : drawn
          const field = isWhole ? { ...quantity, minimum: -1e4, maximum: 1e4, step: 0.1 } : quantity
          const bins = fitBins(field, values, most)
          const p = shares(bins, values)
          const { logRoom } = spanDensity(bins)
          // What stands alone is a probability; the rest is measured in deviations.
          const alone = bins.low.filter((low, bin) => low === bins.high[bin])
          const unit = deviationOf(bins)
          const step = isWhole ? 0.1 : 0.002
          let sum = 0
          for (let i = Math.round(-400 / step); i <= 400 / step; i++) {
            const x = i * step + (isWhole ? 0 : step / 2)
            const density = Math.exp(Math.log(p[binOfValue(bins, x)]!) - logRoom(x))
            const stands = alone.some(
              (steps) => Math.abs(bins.origin + bins.unit * steps - x) < 1e-6,
            )
            const isAlone = stands && logRoom(x) >= 0 && logRoom(x) < 0.03
            sum += isAlone ? density : (density * step) / unit
          }
          for (const steps of isWhole ? [] : alone) {
            const x = bins.origin + bins.unit * steps
            sum += p[binOfValue(bins, x)]! * Math.exp(-logRoom(x))
          }
          expect(sum).toBeGreaterThan(0.96)
          expect(sum).toBeLessThan(1.03)
        },
      ),
      { numRuns: 15 },
    )
  })

  test('is the more surprising the farther beyond what was seen, and an outlier is no catastrophe', () => {
    const surprise = surpriseOf(normals(2000), quantity, 40)
    const far = [3, 4, 5, 8, 20, 1000].map(surprise)
    expect(far).toEqual(far.toSorted((a, b) => a - b))
    expect(far.at(-1)).toBeLessThan(80)
  })

  test('is as surprising in other units', () => {
    const values = normals(2000)
    const [one, other] = [
      surpriseOf(values, quantity, 40),
      surpriseOf(
        values.map((x) => 1000 * x),
        quantity,
        40,
      ),
    ]
    for (const x of [-6, -1.3, 0.2, 2.9, 7]) expect(other(1000 * x)).toBeCloseTo(one(x), 3)
  })

  test('on average has the room that its bins say', () => {
    const values = normals(50_000)
    const bins = fitBins(quantity, values, 30)
    const { logRoom, meanLogRooms } = spanDensity(bins)
    const sums = new Float64Array(bins.low.length)
    const counts = new Float64Array(bins.low.length)
    for (const value of values) {
      const bin = binOfValue(bins, value)
      sums[bin]! += logRoom(value)
      counts[bin]!++
    }
    for (const bin of bins.low.keys()) {
      expect(Math.abs(sums[bin]! / counts[bin]! - meanLogRooms[bin]!)).toBeLessThan(0.6)
    }
  })
})

test('levels, gaps and few values have probabilities', () => {
  const levels = fitBins({ ...quantity, levels: 3 }, Float64Array.of(0, 1, 2, 2, NaN))
  expect([0, 1, 2, NaN].map(spanDensity(levels).logRoom)).toEqual([0, 0, 0, 0])
  const few = fitBins({ ...quantity, step: 1 }, Float64Array.of(20, 40, 40, 60))
  expect([20, 40, 60].map(spanDensity(few).logRoom)).toEqual([0, 0, 0])
  expect(spanDensity(few).logRoom(50)).toBeGreaterThan(4)
})

test('counts have probabilities: that of a span is shared by its whole numbers', () => {
  const random = createRandom(1)
  const values = Float64Array.from({ length: 5000 }, () => Math.round(200 + 40 * random.normal()))
  const field = { name: 'n', minimum: 0, maximum: 1000, step: 1, isCounted: true }
  const bins = fitBins(field, values, 20)
  const p = shares(bins, values)
  const { logRoom } = spanDensity(bins)
  let sum = 0
  for (let n = 0; n <= 1000; n++) sum += p[binOfValue(bins, n)]! * Math.exp(-logRoom(n))
  expect(sum).toBeCloseTo(1, 2)
})

/** Of centres and widths of the bins, each as heavy as the others. */
function deviationOf({ low, high, unit }: ReturnType<typeof fitBins>): number {
  const centres = low.map((from, bin) => (from + high[bin]!) / 2)
  const mean = centres.reduce((sum, x) => sum + x, 0) / centres.length
  const squares = centres.map((x, bin) => (x - mean) ** 2 + (high[bin]! - low[bin]!) ** 2 / 12)
  return unit * Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / centres.length)
}

describe('the place of a value within its bin', () => {
  test('is the share of the bin that lies below it, also in the tails', () => {
    const values = normals(20_000)
    const bins = fitBins(quantity, values, 50)
    const { placeOf } = spanDensity(bins)
    const sorted = values.slice().sort()
    const p = shares(bins, values)
    for (const x of [-3.2, -2.5, -1, 0, 0.3, 2.1, 3.4]) {
      const bin = binOfValue(bins, x)
      const below = p.subarray(0, bin).reduce((sum, share) => sum + share, 0)
      const rank = sorted.findIndex((value) => value > x)
      const level = below + placeOf(x) * p[bin]!
      expect(Math.abs(level - (rank < 0 ? 1 : rank / sorted.length))).toBeLessThan(0.004)
    }
    expect(placeOf(40)).toBeGreaterThan(placeOf(4))
    expect(placeOf(40)).toBeLessThan(1)
  })

  test('is none for levels, gaps and values that stand alone', () => {
    const few = fitBins(quantity, Float64Array.of(1, 2, 2, 3, NaN))
    const { placeOf } = spanDensity(few)
    expect([1, 2, NaN].map(placeOf)).toEqual([NaN, NaN, NaN])
  })
})
