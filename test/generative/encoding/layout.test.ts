import { expect, test } from 'vitest'
import {
  activated,
  codeWidth,
  drawable,
  drawnOf,
  type Layout,
  layoutLoss,
  likelihoodWidth,
  presence,
  recordOfCodes,
} from '../../../src/generative/encoding/layout.ts'
import { constant, zeros } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'

/** Two scalars, the first under the first outcome of the first choice; choices of 2, 2 and 3. */
const layout: Layout = {
  recordWidth: 9,
  scalars: 2,
  groups: [
    { count: 2, width: 2 },
    { count: 1, width: 3 },
  ],
  presence: [2, undefined],
  start: new Array<number>(9).fill(0),
}
const valuesOf = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)
const codes = constant([0.3, -0.4, 0, 1, 2, 0.3, -0.4, 1, 0, 1], [2, 5])
const record = recordOfCodes(layout, codes)

test('codes become a record; a scalar that does not count is 0', () => {
  expect(codeWidth(layout)).toBe(5)
  const [first, second] = [valuesOf(record).slice(0, 9), valuesOf(record).slice(9)]
  expect(first.map((x) => Math.round(10 * x) / 10)).toEqual([0.3, -0.4, 1, 0, 0, 1, 0, 0, 1])
  expect(second.map((x) => Math.round(10 * x) / 10)).toEqual([0, -0.4, 0, 1, 1, 0, 0, 1, 0])
  expect(valuesOf(presence(layout, record))).toEqual([1, 1, 0, 1])
})

test('an activated output is a record', () => {
  const output = constant([5, -5, 1, 2, 3, 1, 0, 0, 4], [1, 9])
  const made = valuesOf(activated(layout, output, { gumbel: zeros([1, 9]), hard: true }))
  // The first choice went to its second outcome, so that its scalar is hidden.
  expect(made[0]).toBeCloseTo(0, 9)
  expect(made[1]).toBeCloseTo(Math.tanh(-5), 9)
  made.slice(2).forEach((x, i) => expect(x).toBeCloseTo([0, 1, 1, 0, 0, 0, 1][i]!, 9))
  expect(valuesOf(drawable(layout, output)).slice(2)).toEqual([1, 2, 3, 1, 0, 0, 4])
})

test('the loss is that of normals and choices, without what is given', () => {
  const decoded = zeros([2, likelihoodWidth(layout)])
  const normal = (x: number): number => 0.5 * x * x + 0.5 * Math.log(2 * Math.PI)
  const choices = 2 * Math.log(2) + Math.log(3)
  const [first, second] = valuesOf(layoutLoss(layout, decoded, record, undefined))
  expect(first).toBeCloseTo(normal(0.3) + normal(-0.4) + choices, 6)
  expect(second).toBeCloseTo(normal(-0.4) + choices, 6)
  const given = constant([0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0], [2, 9])
  const [rest] = valuesOf(layoutLoss(layout, decoded, record, given))
  expect(rest).toBeCloseTo(normal(0.3) + 2 * Math.log(2), 6)
})

test('draws are normal around their centres, and logits as they are', () => {
  const decoded = constant([1, 2, 0, 1, 2, 3, 4, 5, 6, Math.log(0.5), 0], [1, 11])
  const drawn = valuesOf(drawnOf(layout, decoded, constant([1, -1, 9, 9, 9, 9, 9, 9, 9], [1, 9])))
  drawn.forEach((x, i) => expect(x).toBeCloseTo([1.5, 1, 0, 1, 2, 3, 4, 5, 6][i]!, 6))
})
