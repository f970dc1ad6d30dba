import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  binCount,
  binOffsets,
  binOfValue,
  binsInGraph,
  type FieldBins,
  fitBins,
  stepsInGraph,
  stepsOfValue,
  valueOfSteps,
} from '../../../src/generative/encoding/bins.ts'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { createRandom } from '../../../src/random.ts'

function quantity(values: Float64Array, step = 0.1): FieldBins {
  const present = values.filter((value) => !Number.isNaN(value))
  const [minimum, maximum] = [Math.min(...present), Math.max(...present)]
  return fitBins({ name: 'x', minimum, maximum, step }, values)
}

const random = createRandom(5)
const normals = Float64Array.from({ length: 5000 }, () => Math.round(random.normal() * 1000) / 10)

describe('bins of a quantity', () => {
  test('few distinct values each have a bin of their own', () => {
    const bins = quantity(Float64Array.of(3, 1, 2, 2, NaN), 1)
    expect(bins).toMatchObject({ low: [0, 1, 2], high: [0, 1, 2], hasMissing: true })
    expect(binCount(bins)).toBe(4)
    expect([1, 2, 3, NaN].map((value) => binOfValue(bins, value))).toEqual([0, 1, 2, 3])
  })

  test('many distinct values share bins of about equal counts', () => {
    const bins = quantity(normals)
    const counts = new Array<number>(binCount(bins)).fill(0)
    for (const value of normals) counts[binOfValue(bins, value)]!++
    expect(binCount(bins)).toBeGreaterThan(80)
    expect(binCount(bins)).toBeLessThan(120)
    expect(Math.max(...counts)).toBeLessThan(100)
    expect(Math.min(...counts)).toBeGreaterThan(0)
  })

  test('a common value stands alone among others', () => {
    const bins = quantity(Float64Array.from(normals, (value, i) => (i % 4 === 0 ? 0 : value)))
    const zero = binOfValue(bins, 0)
    expect(bins.low[zero]).toBe(bins.high[zero])
  })

  test('spans ascend, do not overlap, and end at the extremes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 400 }),
        (values) => {
          const bins = quantity(Float64Array.from(values), 1)
          const { low, high } = bins
          expect(
            low.every((start, i) => start <= high[i]! && (i === 0 || start > high[i - 1]!)),
          ).toBe(true)
          expect(valueOfSteps(bins, low[0]!)).toBe(Math.min(...values))
          expect(valueOfSteps(bins, high.at(-1)!)).toBe(Math.max(...values))
          for (const value of values) {
            const bin = binOfValue(bins, value)
            const steps = stepsOfValue(bins, value)
            expect(steps >= low[bin]! && steps <= high[bin]!).toBe(true)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a range too fine for whole steps is kept as it is', () => {
    const bins = quantity(Float64Array.of(0, 0.123456789012, 5), 1e-12)
    expect(bins.isWhole).toBe(false)
    expect(valueOfSteps(bins, bins.low[1]!)).toBe(0.123456789012)
  })
})

test('levels are their own bins, also those that never occur', () => {
  const bins = fitBins(
    { name: 'x', levels: 4, minimum: 0, maximum: 3, step: 1 },
    Float64Array.of(2, 0),
  )
  expect(bins.low).toEqual([0, 1, 2, 3])
  expect(binOfValue(bins, 3)).toBe(3)
})

test('a field of gaps alone has the missing bin alone', () => {
  const bins = fitBins({ name: 'x', minimum: 0, maximum: 0, step: 1 }, Float64Array.of(NaN, NaN))
  expect(binCount(bins)).toBe(1)
  expect(binOfValue(bins, NaN)).toBe(0)
})

describe('in the graph', () => {
  const fields = [
    quantity(Float64Array.from(normals, (value, i) => (i % 9 === 0 ? NaN : value))),
    fitBins(
      { name: 'level', levels: 3, minimum: 0, maximum: 2, step: 1 },
      Float64Array.of(0, NaN, 2),
    ),
    quantity(Float64Array.of(7, 7), 1),
  ]
  const rows = Array.from({ length: 40 }, (_, i) => [
    i % 5 === 0 ? NaN : normals[i]!,
    i % 3 === 0 ? NaN : i % 2,
    7,
  ])
  const steps = rows.flatMap((row) => row.map((value, i) => stepsOfValue(fields[i]!, value)))

  test('a value falls in the same bin as outside', () => {
    const x = input('x', [40, 3])
    const [bins] = evaluate([binsInGraph(fields, x)], {
      x: { shape: [40, 3], data: Float64Array.from(steps) },
    })
    const expected = rows.flatMap((row) => row.map((value, i) => binOfValue(fields[i]!, value)))
    expect(Array.from(bins!.data)).toEqual(expected)
  })

  test('a bin stands for the values of its span, on whole steps', () => {
    const bins = rows.flatMap((row) => row.map((value, i) => binOfValue(fields[i]!, value)))
    const place = bins.map((_, i) => (i % 10) / 10)
    const node = stepsInGraph(fields, constant(bins, [40, 3]), constant(place, [40, 3]))
    const [result] = evaluate([node], {})
    const isRight = (value: number, i: number): boolean => {
      const { low, high } = fields[i % 3]!
      const bin = bins[i]!
      if (bin >= low.length) return Number.isNaN(value)
      return value >= low[bin]! && value <= high[bin]! && Number.isInteger(value)
    }
    expect(Array.from(result!.data).every(isRight)).toBe(true)
  })

  test('bins of all fields stand one after another', () => {
    const { offsets, total } = binOffsets(fields)
    expect(offsets).toEqual([0, binCount(fields[0]!), binCount(fields[0]!) + 4])
    expect(total).toBe(offsets[2]! + 1)
  })
})
