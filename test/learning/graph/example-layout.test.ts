import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import {
  concat,
  expand,
  gather,
  reshape,
  slice,
  transpose,
} from '../../../src/learning/graph/arrangement.ts'
import { add, cast, multiply, tanh } from '../../../src/learning/graph/elementwise.ts'
import { exampleLayouts } from '../../../src/learning/graph/example-layout.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { softmax, sum } from '../../../src/learning/graph/reduction.ts'

const count = 4
const x = input('x', [count, 6])
const parameter = input('parameter', [6, 6])

function layoutOf(node: Node): string {
  const found = exampleLayouts([node], { count, rows: new Set([x]), trained: [parameter] }).get(
    node,
  )!
  return found.kind === 'rows' ? `rows of ${found.block}` : found.kind
}

describe('layout of examples', () => {
  test.each<readonly [string, string, Node]>([
    ['what holds no data', 'shared', tanh(parameter)],
    ['a row each', 'rows of 1', matmul(x, parameter)],
    ['several rows each, by a reshape', 'rows of 3', reshape(x, [12, 2])],
    ['and back', 'rows of 1', reshape(tanh(reshape(x, [12, 2])), [4, 3, 2])],
    ['a sum within the row', 'rows of 1', sum(x, { axes: 1 })],
    ['a softmax within the row', 'rows of 1', softmax(x)],
    ['columns side by side', 'rows of 1', concat([x, tanh(x)], 1)],
    ['columns cut out', 'rows of 1', slice(x, 1, 2, 4)],
    ['rows of a table by an index of the row', 'rows of 1', gather(parameter, cast(x, 'int32'))],
    ['a parameter written out per row', 'rows of 1', expand(slice(parameter, 0, 0, 1), [4, 6])],
    ['products within the row', 'rows of 1', matmul(reshape(x, [4, 2, 3]), reshape(x, [4, 3, 2]))],
    ['a sum over the batch', 'mixed', sum(x, { axes: 0 })],
    ['a softmax over the batch', 'mixed', softmax(x, 0)],
    ['rows turned into columns', 'mixed', transpose(x)],
    ['two batches one after another', 'mixed', concat([x, x], 0)],
    ['a part of the batch', 'mixed', slice(x, 0, 0, 2)],
    ['rows picked from the batch', 'mixed', gather(x, constant([0, 0, 1, 2], [4], 'int32'))],
    ['products between rows', 'mixed', matmul(x, x, { transposeRight: true })],
    ['rows beside their total', 'mixed', add(x, sum(x))],
    ['what is made of something mixed', 'mixed', multiply(tanh(sum(x, { axes: 0 })), 2)],
  ])('%s is %s', (_, expected, node) => {
    expect(layoutOf(node)).toBe(expected)
  })

  test('a batch of numbers set against columns of the same number is mixed', () => {
    const square = input('x', [4, 4])
    const row = sum(square, { axes: 1 })
    const node = add(square, row)
    const found = exampleLayouts([node], { count, rows: new Set([square]), trained: [] }).get(node)
    expect(found).toEqual({ kind: 'mixed', reason: 'add of [4, 4] and [4] to [4, 4]' })
  })
})
