import { expect, test } from 'vitest'
import { alike, joined, singly, withCondition } from '../../src/generative/generator.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node } from '../../src/learning/graph/node.ts'

const numbers = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)
const condition = constant([7, 8], [2, 1])

test('every sample of a row has the condition of the row', () => {
  const noise = constant([1, 2, 3, 4, 5, 6], [2, 3, 1])
  const both = withCondition(noise, condition)
  expect(both.shape).toEqual([2, 3, 2])
  expect(numbers(both)).toEqual([1, 7, 2, 7, 3, 7, 4, 8, 5, 8, 6, 8])
  expect(withCondition(noise, undefined)).toBe(noise)
})

test('a record stands beside its condition', () => {
  const record = constant([1, 2], [2, 1])
  expect(numbers(joined(record, condition))).toEqual([1, 7, 2, 8])
  expect(joined(record, undefined)).toBe(record)
})

test('what was not observed is hidden in what was generated', () => {
  const records = singly(constant([1, 2, 3, 4], [2, 2]))
  expect(records.shape).toEqual([2, 1, 2])
  const record = constant([0, 0, 0, 0], [2, 2])
  const observed = constant([1, 0, 1, 1], [2, 2])
  expect(numbers(alike(records, { record, observed }))).toEqual([1, 0, 3, 4])
  expect(numbers(alike(records, { record }))).toEqual([1, 2, 3, 4])
})
