import { expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { leakyRelu, multiply } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { print } from '../../../src/learning/graph/print.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'

test('one line per node, constants in place, outputs by name', () => {
  const x = input('x', [-1, 3])
  const hidden = leakyRelu(matmul(x, constant(new Float32Array(6).fill(0.1), [3, 2])), 0.2)
  const loss = sum(multiply(hidden, 2), { axes: 1 })
  expect(print({ loss, again: loss, x })).toBe(
    [
      'x: float32 [batch, 3]',
      '%0 = matmul(x, <[3, 2] 0.1 0.1 0.1 0.1 ...>) {transposeLeft: false, transposeRight: false}: float32 [batch, 2]',
      '%1 = leakyRelu(%0) {slope: 0.2}: float32 [batch, 2]',
      '%2 = multiply(%1, 2): float32 [batch, 2]',
      'again = sum(%2) {axes: 1, keepAxes: false}: float32 [batch]',
      'loss = again',
    ].join('\n'),
  )
})
