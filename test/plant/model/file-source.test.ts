import { expect, test } from 'vitest'
import { fileOf } from '../../../src/plant/model/file-source.ts'

test('maps known names only, and needs a file', () => {
  const schema = fileOf(['item', 'period'], 'History')
  expect(schema.parse({ file: 'a.csv' })).toEqual({ file: 'a.csv', columns: {} })
  expect(schema.parse({ file: 'a.csv', columns: { item: 'sku' } }).columns).toEqual({ item: 'sku' })
  expect(schema.safeParse({ file: 'a.csv', columns: { itm: 'sku' } }).success).toBe(false)
  expect(schema.safeParse({ columns: {} }).success).toBe(false)
})
