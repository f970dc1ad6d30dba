import { expect, test } from 'vitest'
import { categoryAdherence } from '../../../../src/generative/evaluation/fidelity/category-adherence.ts'
import { category } from '../tables.ts'

const levels = ['a', 'b', 'c']

test('levels that no real row has do not adhere', () => {
  const real = category('f', levels, ['a', 'b'])
  expect(categoryAdherence(real, category('f', levels, ['a', 'c', 'b', 'c']))).toBe(0.5)
})

test('missing adheres only where the real column has missing values', () => {
  const synthetic = category('f', levels, ['a', ''])
  expect(categoryAdherence(category('f', levels, ['a']), synthetic)).toBe(0.5)
  expect(categoryAdherence(category('f', levels, ['a', '']), synthetic)).toBe(1)
})
