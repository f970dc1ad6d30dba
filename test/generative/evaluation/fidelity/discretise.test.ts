import { expect, test } from 'vitest'
import {
  binEdges,
  binOf,
  discretise,
} from '../../../../src/generative/evaluation/fidelity/discretise.ts'
import { category, numbers } from '../tables.ts'

test('edges are those of the real column, and the outer bins are open', () => {
  const [real, synthetic] = discretise(
    numbers('f', [0, 10, 5, NaN]),
    numbers('f', [-99, 99, 1, 0.999, NaN]),
  )
  expect([...real.codes]).toEqual([0, 9, 5, -1])
  expect([...synthetic.codes]).toEqual([0, 9, 1, 0, -1])
})

test('a constant column has the bins of width 1 around it', () => {
  expect(binEdges(Float64Array.of(3, 3), 2)).toEqual(Float64Array.of(3))
  expect(binOf(3, Float64Array.of(3))).toBe(1)
})

test('categories stay what they are', () => {
  const column = category('f', ['a'], ['a', ''])
  expect(discretise(column, column)).toEqual([column, column])
})
