import { expect, test } from 'vitest'
import { withKnownWords } from '../../../../src/loop/report/messages/words.ts'

const names = { vae: 'VAE', 'seasonal-naive': 'last season', level: 'levels' }

test('known words are replaced wherever they stand, shares and signs kept', () => {
  expect(withKnownWords('seasonal-naive 38% + vae 62%', names)).toBe('last season 38% + VAE 62%')
  expect(withKnownWords('vae, level', names)).toBe('VAE, levels')
})

test('unknown words are kept, also those of every object', () => {
  expect(withKnownWords('house-rule and constructor', names)).toBe('house-rule and constructor')
})
