import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import {
  add,
  divide,
  multiply,
  negate,
  square,
  subtract,
} from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { exampleLayouts } from '../../../src/learning/graph/example-layout.ts'
import { exampleLosses } from '../../../src/learning/graph/example-losses.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { max, mean, sum } from '../../../src/learning/graph/reduction.ts'

const x = input('x', [3, 2])
const feeds = { x: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } }

function lossesOf(loss: Node): number[] {
  const layouts = exampleLayouts([loss], { count: 3, rows: new Set([x]), trained: [] })
  return [...evaluate([exampleLosses(loss, layouts, 3)], feeds)[0]!.data]
}

describe('losses of examples', () => {
  test.each<readonly [string, Node, readonly number[]]>([
    ['a sum', sum(x), [3, 7, 11]],
    ['a mean', multiply(mean(x), 6), [3, 7, 11]],
    ['a sum of means over rows', sum(sum(x, { axes: 1 })), [3, 7, 11]],
    ['terms', subtract(sum(square(x)), multiply(sum(x), 2)), [-1, 11, 39]],
    ['a negative total', negate(divide(sum(x), 2)), [-1.5, -3.5, -5.5]],
    ['a weighted sum of totals', add(sum(x), multiply(constant([2], []), sum(x))), [9, 21, 33]],
  ])('of %s add up to the loss', (_, loss, expected) => {
    const found = lossesOf(loss)
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 10))
    const total = evaluate([loss], feeds)[0]!.data[0]
    expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(total!, 10)
  })

  test.each([
    ['the square of a total', square(sum(x))],
    ['the largest', max(x)],
    ['a ratio of totals', divide(sum(x), sum(square(x)))],
  ])('of %s there are none', (_, loss) => {
    expect(() => lossesOf(loss)).toThrow('private training: the rows of a batch are mixed')
  })
})
