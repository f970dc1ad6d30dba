import { expect, test } from 'vitest'
import { predictionOf } from '../../../src/generative/evaluation/target.ts'
import { category, numbers } from './tables.ts'

const rows = [
  numbers('x', [1, 2, 3]),
  category('failed', ['no', 'yes'], ['no', 'yes', 'no']),
  category('mode', ['a', 'b'], ['a', '', 'b']),
]

test('the rarest level is looked for unless one is named', () => {
  expect(predictionOf(rows, { field: 'failed' }).positive).toBe('yes')
  expect(predictionOf(rows, { field: 'failed', positive: 'no' }).positive).toBe('no')
  expect([...predictionOf(rows, { field: 'failed' }).valuesOf(rows)]).toEqual([0, 1, 0])
})

test('target and hidden fields are no features', () => {
  const { featuresOf } = predictionOf(rows, { field: 'failed', hidden: ['mode'] })
  expect(featuresOf(rows).map(({ name }) => name)).toEqual(['x'])
})

test('a number is a regression, a missing level is NaN', () => {
  expect(predictionOf(rows, { field: 'x' })).toMatchObject({ task: 'regression', positive: null })
  expect([...predictionOf(rows, { field: 'mode', positive: 'b' }).valuesOf(rows)]).toEqual([
    0,
    Number.NaN,
    1,
  ])
})

test('an unknown field or level is named', () => {
  expect(() => predictionOf(rows, { field: 'z' })).toThrow(
    'target: unknown field, expected one of x, failed, mode, got z',
  )
  expect(() => predictionOf(rows, { field: 'failed', positive: 'maybe' })).toThrow(
    'positive level of failed: unknown, expected one of no, yes, got maybe',
  )
})
