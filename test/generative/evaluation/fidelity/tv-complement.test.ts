import { expect, test } from 'vitest'
import { tvComplement } from '../../../../src/generative/evaluation/fidelity/tv-complement.ts'
import { category } from '../tables.ts'

const levels = ['a', 'b', 'c']

test('shares .5 .25 .25 against .25 .75 0 are half of .25 + .5 + .25 apart', () => {
  const real = category('f', levels, ['a', 'a', 'b', 'c'])
  const synthetic = category('f', levels, ['a', 'b', 'b', 'b'])
  expect(tvComplement(real, synthetic)).toBe(0.5)
})

test('missing values are left out', () => {
  const real = category('f', levels, ['a', 'b', '', ''])
  const synthetic = category('f', levels, ['a', 'b', 'a', 'b', ''])
  expect(tvComplement(real, synthetic)).toBe(1)
})

test('levels without a real row lower the score, a column without values has none', () => {
  expect(tvComplement(category('f', levels, ['a']), category('f', levels, ['b']))).toBe(0)
  expect(tvComplement(category('f', levels, ['']), category('f', levels, ['b']))).toBeNaN()
})
