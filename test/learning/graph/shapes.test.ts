import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import {
  concat,
  gather,
  pad,
  reshape,
  slice,
  transpose,
} from '../../../src/learning/graph/arrangement.ts'
import { convolution } from '../../../src/learning/graph/convolution.ts'
import { add, and, leakyRelu, where } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { broadcastShapes } from '../../../src/learning/graph/shapes.ts'

const x = input('x', [2, 3])
const y = input('y', [4, 5])

describe('an error names the operator and both shapes', () => {
  test.each([
    ['add', () => add(x, y), 'add: cannot be broadcast together, got [2, 3] and [4, 5]'],
    ['matmul', () => matmul(x, y), 'matmul: inner sizes 3 and 4 differ, got [2, 3] and [4, 5]'],
    ['reshape', () => reshape(x, [4]), 'reshape: sizes differ, got [2, 3] and [4]'],
    ['concat', () => concat([x, y], 0), 'concat: sizes differ off axis 0, got [2, 3] and [4, 5]'],
    [
      'transpose',
      () => transpose(x, [0, 0]),
      'transpose: not a permutation of the axes, got [2, 3] and [0, 0]',
    ],
    ['slice', () => slice(x, 1, 2, 9), 'slice: axis 1 cannot be cut from 2 to 9 by 1'],
    ['pad', () => pad(x, [-1, 0], [0, 0]), 'pad: axis 0 cannot be padded'],
    ['sum', () => sum(x, { axes: 2 }), 'sum: no such axis, got an axis of [2, 3] and 2'],
    [
      'constant',
      () => constant([1, 2], [3]),
      'constant: data do not fill the shape, got [3] and 2',
    ],
    ['gather', () => gather(x, y), 'gather: wrong element type, got int32 and float32 [4, 5]'],
    ['leakyRelu', () => leakyRelu(x, -1), 'leakyRelu: slope is negative'],
    ['and', () => and(x, x), 'and: wrong element type, got bool and float32 [2, 3]'],
    ['where', () => where(x, x, x), 'where: wrong element type, got bool and float32 [2, 3]'],
    [
      'convolution',
      () => convolution(input('i', [1, 3, 8]), input('w', [4, 2, 3])),
      'convolution: channels do not fit 1 groups, got [1, 3, 8] and [4, 2, 3]',
    ],
    [
      'mixed types',
      () => add(x, input('n', [2, 3], 'int32')),
      'add: element types differ, got float32 [2, 3] and int32 [2, 3]',
    ],
  ])('%s', (_, build, message) => {
    expect(build).toThrow(message)
  })
})

test('shapes broadcast from the last axis, and the symbolic batch with one', () => {
  expect(broadcastShapes('add', [4, 1, 3], [2, 1])).toEqual([4, 2, 3])
  expect(broadcastShapes('add', [-1, 3], [1, 3])).toEqual([-1, 3])
  expect(() => broadcastShapes('add', [-1, 3], [7, 3])).toThrow('[batch, 3] and [7, 3]')
})

test('rows of a symbolic batch are cut into several, but not into other sizes', () => {
  expect(reshape(input('b', [-1, 6]), [-1, 3]).shape).toEqual([-1, 3])
  expect(() => reshape(input('b', [-1, 6]), [-1, 4])).toThrow('sizes differ')
})
