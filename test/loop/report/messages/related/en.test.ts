import { expect, test } from 'vitest'
import { relatedEn } from '../../../../../src/loop/report/messages/related/en.ts'

test('names what is known and keeps what is not', () => {
  expect(relatedEn.name('unrelated')).toBe('unrelated children')
  expect(relatedEn.name('house model')).toBe('house model')
})
