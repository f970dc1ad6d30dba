import { expect, test } from 'vitest'
import { recordsEn } from '../../../../../src/loop/report/messages/records/en.ts'

test('names what is known and keeps what is not', () => {
  expect(recordsEn.scores.name('bootstrap')).toBe('training rows drawn again')
  expect(recordsEn.scores.name('house model')).toBe('house model')
})

test('gives the figure and its bound', () => {
  expect(recordsEn.verdict.learn('91%', '95%')).toBe(
    'A model taught by these rows has 91% of the skill that real rows give it; yes from 95%.',
  )
})
