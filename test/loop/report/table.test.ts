import { describe, expect, test } from 'vitest'
import { bar, table } from '../../../src/loop/report/table.ts'

describe('table', () => {
  const text = table({
    caption: () => 'Costs',
    columns: [{ head: () => 'Item' }, { head: () => 'Cost', isNumber: true, isExtra: true }],
    rows: [['<b>', '12']],
  }).html

  test('has a caption, and heads for its columns and rows', () => {
    expect(text).toContain('>Costs</caption>')
    expect(text).toMatch(/<th scope="col"[^>]*>Item<\/th>/)
    expect(text).toMatch(/<th scope="row"[^>]*>&lt;b&gt;<\/th>/)
  })

  test('sets numbers to the right and marks what a phone leaves out', () => {
    expect(text).toContain('<td class="number extra">12</td>')
  })

  test('can be scrolled with the keyboard', () => {
    expect(text).toContain('tabindex="0"')
  })
})

describe('bar', () => {
  const widthOf = (value: number, largest: number): string | undefined =>
    bar(value, largest).html.match(/rect width="([\d.]+)"/)?.[1]

  test('is a share of the largest', () => {
    expect(widthOf(5, 10)).toBe('50.0')
  })

  test('stays within its cell', () => {
    expect([widthOf(-5, 10), widthOf(20, 10), widthOf(0, 0)]).toEqual(['0.0', '100.0', '0.0'])
  })
})
