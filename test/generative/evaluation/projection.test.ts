import { expect, test } from 'vitest'
import { projection } from '../../../src/generative/evaluation/projection.ts'
import { createRandom } from '../../../src/random.ts'
import { category, linkedRows, numbers } from './tables.ts'

test('the first axis of two equal columns is their sum, and shows all there is', () => {
  const x = Array.from({ length: 100 }, (_, i) => i)
  const rows = [
    numbers('x', x),
    numbers(
      'y',
      x.map((value) => 5 * value + 1),
    ),
  ]
  const found = projection(rows, rows, createRandom(1))
  expect(found.explained[0]).toBeCloseTo(1, 6)
  expect(found.explained[1]).toBeCloseTo(0, 6)
  expect(Math.abs(found.real[99]![0])).toBeCloseTo(Math.SQRT2 * 1.7148, 2)
})

test('synthetic rows of the same distribution fall on the same place', () => {
  const found = projection(linkedRows(800, 1), linkedRows(800, 2), createRandom(1))
  const spread = (points: readonly (readonly [number, number])[]): number =>
    points.reduce((sum, [x]) => sum + x * x, 0) / points.length
  expect(found.real).toHaveLength(600)
  expect(spread(found.synthetic)).toBeCloseTo(spread(found.real), 0)
})

test('constant and missing values have a place as well', () => {
  const rows = [numbers('c', [1, 1]), numbers('x', [0, NaN]), category('f', ['a'], ['a', ''])]
  const found = projection(rows, rows, createRandom(1))
  expect(found.real.flat().every(Number.isFinite)).toBe(true)
})
