import { expect, test } from 'vitest'
import {
  missingShare,
  missingValueSimilarity,
} from '../../../../src/generative/evaluation/fidelity/missing-value-similarity.ts'
import { category, numbers } from '../tables.ts'

test('a quarter missing against three quarters scores a half', () => {
  const real = numbers('f', [1, 2, 3, NaN])
  expect(missingValueSimilarity(real, numbers('f', [1, NaN, NaN, NaN]))).toBe(0.5)
})

test('categories are missing by their code', () => {
  expect(missingShare(category('f', ['a'], ['a', '', '', 'a']))).toBe(0.5)
})
