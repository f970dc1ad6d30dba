import { expect, test } from 'vitest'
import { relatedZh } from '../../../../../src/loop/report/messages/related/zh.ts'

// That nothing is missing and all of it is Chinese is tested with the other messages.
test('names what is known and keeps what is not', () => {
  expect(relatedZh.name('unrelated')).toBe('无关联的子记录')
  expect(relatedZh.name('自家模型')).toBe('自家模型')
})
