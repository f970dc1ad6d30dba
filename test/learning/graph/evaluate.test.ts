import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { cast, erf } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { valuesOf, vector } from './values.ts'

test('a feed of another shape, or none, is refused', () => {
  const x = input('x', [2])
  expect(() => evaluate([x])).toThrow("input 'x': wrong feed, expected [2], got nothing")
  expect(() => evaluate([x], { x: { shape: [3], data: new Float64Array(3) } })).toThrow('got [3]')
})

test('the error function has its tabulated values', () => {
  const [small, middle, large, negative] = valuesOf(erf(vector(0.1, 1, 3, -2)))
  expect(small).toBeCloseTo(0.1124629160182849, 14)
  expect(middle).toBeCloseTo(0.8427007929497149, 14)
  expect(large).toBeCloseTo(0.9999779095030014, 14)
  expect(negative).toBeCloseTo(-0.9953222650189527, 14)
})

test('casts truncate to integers and take all but zero as true', () => {
  expect(valuesOf(cast(vector(-1.7, 0, 2.9), 'int32'))).toEqual([-1, 0, 2])
  expect(valuesOf(cast(constant([-3, 0], [2], 'int32'), 'bool'))).toEqual([1, 0])
})
