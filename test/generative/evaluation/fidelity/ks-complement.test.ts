import { expect, test } from 'vitest'
import { ksComplement } from '../../../../src/generative/evaluation/fidelity/ks-complement.ts'

const of = (...values: number[]) => Float64Array.from(values)

test('the same values in any order score 1', () => {
  expect(ksComplement(of(1, 2, 2, 5), of(2, 5, 1, 2))).toBe(1)
})

test('columns that do not overlap score 0', () => {
  expect(ksComplement(of(1, 2), of(3, 4, 5))).toBe(0)
})

test('1, 2, 3, 4 against 3, 4, 5, 6 differ by a half at 2 and at 4', () => {
  expect(ksComplement(of(1, 2, 3, 4), of(3, 4, 5, 6))).toBe(0.5)
})

test('ties are counted together: a third of zeros against two thirds', () => {
  expect(ksComplement(of(0, 1, 1), of(0, 0, 1))).toBeCloseTo(2 / 3, 12)
})

test('missing values are left out, and a column without values has no score', () => {
  expect(ksComplement(of(1, NaN, 2), of(1, 2, NaN, NaN))).toBe(1)
  expect(ksComplement(of(NaN), of(1))).toBeNaN()
})
