import { expect, test } from 'vitest'
import { plainCodec } from '../../../src/generative/encoding/codec.ts'
import { input } from '../../../src/learning/graph/apply.ts'

const record = input('record', [4, 3])
const condition = input('condition', [4, 2])

test('a plain codec hands records and conditions through', () => {
  const codec = plainCodec(3, 2)
  expect(codec.inputs).toEqual({ record: [3], condition: [2] })
  expect(codec.given).toEqual({ condition: [2] })
  expect(codec.example({ record, condition })).toEqual({ record, condition })
  expect(codec.condition({ condition })).toBe(condition)
  expect(codec.decode(record, { condition })).toBe(record)
})

test('without a condition nothing is given', () => {
  const codec = plainCodec(3)
  expect(codec.given).toEqual({})
  expect(codec.condition({})).toBeUndefined()
  expect(codec.example({ record }).condition).toBeUndefined()
})
