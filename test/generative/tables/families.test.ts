import { expect, test } from 'vitest'
import {
  familyNamed,
  familyNames,
  usualFamily,
  withoutProbabilities,
} from '../../../src/generative/tables/families.ts'

test('every family is found by its name', () => {
  expect(familyNames.map((name) => familyNamed(name).name)).toEqual(familyNames)
})

test('a mistyped name is answered with the nearest', () => {
  expect(() => familyNamed('autoregresive')).toThrow(
    expect.objectContaining({ code: 'not-found', hint: 'Did you mean autoregressive?' }),
  )
})

test('what a family without probabilities says names those that have them', () => {
  const { code, message } = withoutProbabilities('gan')
  expect(code).toBe('unsupported')
  const able = message.split('expected one of ')[1]!.split(', ')
  expect(able).toEqual(expect.arrayContaining(['autoregressive', 'copula', 'independent']))
  expect(able).not.toContain('bootstrap')
})

test('where none is named, wide tables are learnt by the family whose graph does not grow field by field', () => {
  expect(usualFamily(150)).toBe('autoregressive')
  expect(usualFamily(151)).toBe('copula')
})
