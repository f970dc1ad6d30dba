import { expect, test } from 'vitest'
import { relatedZh } from '../../../../../src/loop/report/messages/related/zh.ts'

const items = { parents: 'items', children: 'demand', key: 'sku', order: 'week' }

// That nothing is missing and all of it is Chinese is tested with the other messages.
test('names what is known and keeps what is not', () => {
  expect(relatedZh.name(items, 'unrelated')).toBe('打乱的行')
  expect(relatedZh.name(items, '自家模型')).toBe('自家模型')
})

test('speaks of the tables and keys of the data', () => {
  expect(relatedZh.means(items)).toBe('每个 sku 的均值')
  expect(relatedZh.means({ ...items, parents: null })).toBe('每个 sku 的均值')
})
