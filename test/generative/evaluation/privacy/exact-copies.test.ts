import { expect, test } from 'vitest'
import { exactCopies } from '../../../../src/generative/evaluation/privacy/exact-copies.ts'
import { category, numbers } from '../tables.ts'

test('a row is a copy only if every field is the same, missing among them', () => {
  const levels = ['a', 'b']
  const reference = [numbers('x', [1, 2, NaN]), category('f', levels, ['a', 'b', ''])]
  const rows = [numbers('x', [1, 1, NaN, 2]), category('f', levels, ['a', 'b', '', 'a'])]
  expect(exactCopies(rows, reference)).toMatchObject({ share: 0.5, rows: 4 })
})
