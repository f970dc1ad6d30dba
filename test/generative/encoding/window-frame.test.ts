import { expect, test } from 'vitest'
import {
  frameOf,
  type Normalisation,
  observe,
} from '../../../src/generative/encoding/window-frame.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'

const typical = { location: 50, scale: 4, roughness: 0.1, unit: 1 }

function frame(values: readonly number[], normalisation: Normalisation): [number, number] {
  const window = constant(values, [1, values.length])
  const { location, scale } = frameOf(observe(window), normalisation, typical)
  const results = evaluate([location, scale], {})
  return [results[0]!.data[0]!, results[1]!.data[0]!]
}

test('what is missing is seen as such and counts as zero', () => {
  const { values, mask } = observe(constant([3, Number.NaN, 0], [1, 3]))
  const [seen, there] = evaluate([values, mask], {})
  expect([...seen!.data]).toEqual([3, 0, 0])
  expect([...there!.data]).toEqual([1, 0, 1])
})

test('a level is measured from its last value by its mean step', () => {
  const [location, scale] = frame([Number.NaN, 10, 12, 8, 9, Number.NaN], 'level')
  expect(location).toBe(9)
  // Steps 2, 4 and 1, and a typical one: a tenth of the mean value.
  expect(scale).toBeCloseTo((2 + 4 + 1 + 0.1 * (39 / 4)) / 4, 10)
})

test('steps over a gap do not count', () => {
  const [, scale] = frame([10, Number.NaN, 90, 90], 'level')
  expect(scale).toBeCloseTo((0 + 0.1 * (190 / 3)) / 2, 10)
})

test('a window without history stands at the typical figures', () => {
  expect(frame([Number.NaN, Number.NaN], 'level')).toEqual([50, 2 * 2])
})

test('sizes are measured from zero by their mean and a typical value more', () => {
  expect(frame([0, 6, 0, Number.NaN], 'size')).toEqual([0, (6 + 4) / 4])
})

test('counts are left as they are', () => {
  expect(frame([5, 6], 'none')).toEqual([0, 1])
})
