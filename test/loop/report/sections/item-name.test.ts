import { expect, test } from 'vitest'
import { nameOf } from '../../../../src/loop/report/sections/item-name.ts'

test('an item has its identifier, and its description where there is one', () => {
  expect(nameOf('A-1', 'Nut').html).toBe(
    '<span class="item">A-1</span> <span class="note">Nut</span>',
  )
  expect(nameOf('A-1', '').html).toBe('<span class="item">A-1</span>')
})
