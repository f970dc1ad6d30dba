import { expect, test } from 'vitest'
import { recordsZh } from '../../../../../src/loop/report/messages/records/zh.ts'

// That nothing is missing and all of it is Chinese is tested with the other messages.
test('names what is known and keeps what is not', () => {
  expect(recordsZh.scores.name('bootstrap')).toBe('重抽训练记录')
  expect(recordsZh.scores.name('自家模型')).toBe('自家模型')
})
