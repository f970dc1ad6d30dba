import { expect, test } from 'vitest'
import { compactJson } from '../../src/data/compact-json.ts'

test('one line without blanks, with twelve digits', () => {
  expect(compactJson({ a: [1 / 3, 2e9 / 3], b: 'x y', c: null })).toBe(
    '{"a":[0.333333333333,666666666.667],"b":"x y","c":null}\n',
  )
})

test('whole numbers and what is no number are kept', () => {
  const value = { count: 123_456_789_012, flag: true, nothing: null, text: '0.1234567891234' }
  expect(JSON.parse(compactJson(value))).toEqual(value)
})
