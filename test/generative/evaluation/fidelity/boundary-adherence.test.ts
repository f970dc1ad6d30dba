import { expect, test } from 'vitest'
import { boundaryAdherence } from '../../../../src/generative/evaluation/fidelity/boundary-adherence.ts'

const of = (...values: number[]) => Float64Array.from(values)

test('the bounds belong to the range', () => {
  expect(boundaryAdherence(of(1, 5), of(1, 5, 0.9, 3))).toBe(0.75)
})

test('a missing value is out of bounds unless the real column has some', () => {
  expect(boundaryAdherence(of(1, 5), of(3, NaN))).toBe(0.5)
  expect(boundaryAdherence(of(1, 5, NaN), of(3, NaN))).toBe(1)
})
