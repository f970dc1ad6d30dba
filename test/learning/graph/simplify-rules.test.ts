import { expect, test } from 'vitest'
import { constant, input, ones, zeros } from '../../../src/learning/graph/apply.ts'
import * as move from '../../../src/learning/graph/arrangement.ts'
import * as build from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { print } from '../../../src/learning/graph/print.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { simplify } from '../../../src/learning/graph/simplify.ts'

const x = input('x', [2, 3])
const y = input('y', [2, 3])
const row = input('row', [3])
const flag = input('flag', [2, 3], 'bool')

/** The printed operations, without inputs and types. */
function simplified(node: Node): string {
  const lines = print({ out: simplify([node])[0]! }).split('\n')
  return lines
    .filter((line) => line.includes(' = '))
    .map((line) => line.slice(line.indexOf(' = ') + 3).replace(/: (float32|bool) \[.*$/, ''))
    .join('; ')
}

test.each<[string, Node, string]>([
  ['x + 0', build.add(x, zeros([2, 3])), 'x'],
  ['0 + row, stretched', build.add(zeros([2, 3]), row), 'expand(row)'],
  ['x * 1', build.multiply(ones([2, 3]), x), 'x'],
  ['x * 0', build.multiply(x, 0), 'expand(0)'],
  ['x / 4', build.divide(x, 4), 'multiply(x, 0.25)'],
  ['x + x', build.add(x, x), 'multiply(x, 2)'],
  ['x - 0', build.subtract(x, 0), 'x'],
  ['0 - x', build.subtract(0, x), 'negate(x)'],
  ['x + (-y)', build.add(x, build.negate(y)), 'subtract(x, y)'],
  ['(-x) + y', build.add(build.negate(x), y), 'subtract(y, x)'],
  ['x - (-y)', build.subtract(x, build.negate(y)), 'add(x, y)'],
  ['-(-x)', build.negate(build.negate(x)), 'x'],
  ['-(x - y)', build.negate(build.subtract(x, y)), 'subtract(y, x)'],
  ['-(2 x)', build.negate(build.multiply(x, 2)), 'multiply(x, -2)'],
  ['3 (2 x)', build.multiply(3, build.multiply(x, 2)), 'multiply(x, 6)'],
  [
    'x + (-y) * row',
    build.add(x, build.multiply(build.negate(y), row)),
    'multiply(y, row); subtract(x, %0)',
  ],
  ['x ** 2', build.power(x, 2), 'multiply(x, x)'],
  ['x ** 0.5', build.power(x, 0.5), 'sqrt(x)'],
  ['x ** 1', build.power(x, 1), 'x'],
  ['x ** -1', build.power(x, -1), 'divide(1, x)'],
  ['an expanded operand', build.maximum(x, move.expand(row, [2, 3])), 'maximum(x, row)'],
  ['a needed expansion', build.add(move.expand(row, [2, 3]), 1), 'expand(row); add(%0, 1)'],
  ['a choice of equals', build.where(flag, x, x), 'x'],
  ['a choice by a negation', build.where(build.not(flag), x, y), 'where(flag, y, x)'],
  ['not not', build.not(build.not(flag)), 'flag'],
  ['stopGradient', build.stopGradient(x), 'x'],
  ['reshape there and back', move.reshape(move.reshape(x, [6]), [2, 3]), 'x'],
  ['transpose there and back', move.transpose(move.transpose(x)), 'x'],
  ['transpose of a row', move.transpose(input('r', [1, 3])), 'reshape(r)'],
  ['expand twice', move.expand(move.expand(row, [2, 3]), [4, 2, 3]), 'expand(row)'],
  ['reshape of a filled tensor', move.reshape(ones([2, 3]), [6]), 'expand(1)'],
  ['a join of all parts', move.concat(move.split(x, 1, [1, 1, 1]), 1), 'x'],
  [
    'a join of neighbours and another',
    move.concat([move.slice(x, 1, 0, 1), move.slice(x, 1, 1, 2), move.slice(y, 1, 0, 1)], 1),
    'slice(x) {starts: 0 0, ends: 2 2, steps: 1 1}; slice(y) {starts: 0 0, ends: 2 1, steps: 1 1}; concat(%0, %1) {axis: 1}',
  ],
  [
    'a join of parts in another order',
    move.concat([move.slice(x, 1, 1, 3), move.slice(x, 1, 0, 1)], 1),
    'slice(x) {starts: 0 1, ends: 2 3, steps: 1 1}; slice(x) {starts: 0 0, ends: 2 1, steps: 1 1}; concat(%0, %1) {axis: 1}',
  ],
  ['a part of a join', move.slice(move.concat([x, y], 1), 1, 3, 6), 'y'],
  ['a pad cut back', move.slice(move.pad(x, [0, 1], [0, 2]), 1, 1, 4), 'x'],
  ['an empty pad', move.pad(x, [0, 0], [0, 0]), 'x'],
  ['a whole slice', move.slice(x, 0, 0), 'x'],
  [
    'a product with a transpose',
    matmul(move.transpose(x), y),
    'matmul(x, y) {transposeLeft: true, transposeRight: false}',
  ],
  [
    'a scaled sum',
    sum(build.multiply(x, 2)),
    'sum(x) {axes: 0 1, keepAxes: false}; multiply(%0, 2)',
  ],
  ['a sum of what was stretched', sum(move.expand(row, [2, 3]), { axes: 0 }), 'multiply(row, 2)'],
  ['a sum over axes of size 1', sum(constant([1, 2], [2, 1]), { axes: 1 }), '<[2] 1 2>'],
])('%s', (_, node, expected) => {
  expect(simplified(node)).toBe(expected)
})
