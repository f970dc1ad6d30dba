import { expect, test } from 'vitest'
import { familyNamed, familyNames } from '../../../src/generative/tables/families.ts'

test('every family is found by its name', () => {
  expect(familyNames.map((name) => familyNamed(name).name)).toEqual(familyNames)
})

test('a mistyped name is answered with the nearest', () => {
  expect(() => familyNamed('autoregresive')).toThrow(
    expect.objectContaining({ code: 'not-found', hint: 'Did you mean autoregressive?' }),
  )
})
