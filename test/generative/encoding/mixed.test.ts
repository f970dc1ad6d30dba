import { expect, test } from 'vitest'
import { mixedCodec } from '../../../src/generative/encoding/mixed.ts'
import { fitMixedField } from '../../../src/generative/encoding/mixed-fields.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { knownFields, knownRows } from '../tables/known-rows.ts'

const rows = knownRows(500)
const fields = knownFields.map((field, i) =>
  fitMixedField(
    field,
    Float64Array.from({ length: 500 }, (_, r) => rows.values[4 * r + i]!),
    'normal',
  ),
)
const codec = mixedCodec(fields)
const valuesOf = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)
const steps = (values: readonly number[]): Node =>
  constant(
    values.map((value, i) => (i % 4 === 2 ? (value + 10) * 100 : value)),
    [values.length / 4, 4],
  )

test('a record is scalars and choices, and every field knows its place', () => {
  const { scalars, groups, recordWidth } = codec.layout
  expect(scalars).toBe(codec.places.filter(({ scalar }) => scalar !== undefined).length)
  expect(recordWidth).toBe(
    scalars + groups.reduce((sum, { count, width }) => sum + count * width, 0),
  )
  expect(codec.places[0]!.choices[0]!.width).toBe(3)
})

test('half of the rows show nothing, the others the fields whose turn it is', () => {
  const codes = constant(valuesOf(codec.codes(steps([1, 150, 0, 30, 1, 150, 0, 30]))), [
    2,
    codec.inputs['codes']![0]!,
  ])
  const share = constant([0.4, 0.8], [2, 1])
  const order = constant([0.1, 0.2, 0.9, 0.3, 0.1, 0.2, 0.9, 0.3], [2, 4])
  const { beside, given, record, condition } = codec.example({ codes }, { share, order })
  expect(valuesOf(beside!)).toEqual([0, 0, 0, 0, 1, 1, 0, 1])
  const width = codec.recordWidth
  const shown = valuesOf(condition!)
  expect(shown.slice(0, width).every((value) => value === 0)).toBe(true)
  const second = valuesOf(record).slice(width)
  const mask = valuesOf(given!).slice(width)
  const masked = second.map((value, i) => value * mask[i]!)
  expect(shown.slice(width + 4, 2 * width + 4)).toEqual(masked)
})

test('the condition of given values is that of training', () => {
  const values = steps([1, 150, 0, NaN])
  const given = constant([1, 0, 0, 1], [1, 4])
  const shown = valuesOf(codec.condition({ values, given })!)
  const codes = constant(valuesOf(codec.codes(values)), [1, codec.inputs['codes']![0]!])
  const noise = { share: constant([0.9], [1, 1]), order: constant([0, 1, 1, 0], [1, 4]) }
  const trained = valuesOf(codec.example({ codes }, noise).condition!)
  trained.forEach((value, i) => expect(shown[i]).toBeCloseTo(value, 6))
})
