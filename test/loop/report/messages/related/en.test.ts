import { expect, test } from 'vitest'
import { relatedEn } from '../../../../../src/loop/report/messages/related/en.ts'

const items = { parents: 'items', children: 'demand', key: 'sku', order: 'week' }
const engines = { parents: null, children: 'engines', key: 'unit', order: 'cycle' }

test('names what is known and keeps what is not', () => {
  expect(relatedEn.name(items, 'holdout')).toBe('other real items')
  expect(relatedEn.name(engines, 'holdout')).toBe('other real sequences')
  expect(relatedEn.name(engines, 'house model')).toBe('house model')
})

test('speaks of the tables and keys of the data', () => {
  expect(relatedEn.cardinality(items)).toBe('Rows of demand per sku')
  expect(relatedEn.cardinality(engines)).toBe('Rows per unit')
  expect(relatedEn.subtitle(engines, '50', '9,000', 'today')).toBe(
    '50 sequences (one per unit) with 9,000 rows drawn · made today',
  )
})
