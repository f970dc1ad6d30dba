import { describe, expect, test } from 'vitest'
import { rowsOf } from '../../../src/plant/model/rows.ts'
import { sourceOf } from './source-of.ts'

describe('rowsOf', () => {
  test('a mapped column is read under our name and an unmapped one under its own', () => {
    const [row] = rowsOf(sourceOf('items.csv', 'sku,price\nA,2.5', { item: 'sku' }), ['item'])
    expect(row!.requiredText('item')).toBe('A')
    expect(row!.number('price')).toBe(2.5)
    expect(row!.number('unit_cost')).toBeUndefined()
  })

  test('a unit in a number brings a hint', () => {
    const rows = rowsOf(sourceOf('items.csv', 'item,price\nA,12 EUR'), ['item'])
    expect(() => rows[0]!.number('price')).toThrow(
      expect.objectContaining({ hint: 'write the number alone, without a unit or sign' }),
    )
  })

  test('text in a number names file, row and column', () => {
    const rows = rowsOf(sourceOf('items.csv', 'item,price\nA,1\nB,cheap'), ['item'])
    expect(() => rows[1]!.number('price')).toThrow(
      'items.csv row 3, column price: not a number, expected a number, got "cheap"',
    )
  })

  test('a number out of range says the range', () => {
    const [row] = rowsOf(sourceOf('items.csv', 'item,lead_time\nA,-2'), ['item'])
    expect(() => row!.number('lead_time', { minimum: 0, isInteger: true })).toThrow(
      'out of range, expected a whole number of at least 0, got -2',
    )
  })

  test('an empty required cell is named', () => {
    const [row] = rowsOf(sourceOf('bom.csv', 'parent,quantity\nA,'), ['parent'])
    expect(() => row!.requiredNumber('quantity', { above: 0 })).toThrow(
      'bom.csv row 2, column quantity: empty, expected a number above 0, got nothing',
    )
  })

  test('a missing column is named with the nearest one', () => {
    expect(() => rowsOf(sourceOf('items.csv', 'itm,price\nA,1'), ['item'])).toThrow(
      'items.csv: column item is missing',
    )
  })

  test('a column that plant.yaml maps must exist', () => {
    expect(() => rowsOf(sourceOf('items.csv', 'item\nA', { price: 'cost' }), ['item'])).toThrow(
      'column cost is missing, expected it for "price"',
    )
  })
})
