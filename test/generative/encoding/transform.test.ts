import { expect, test } from 'vitest'
import { transforms } from '../../../src/generative/encoding/transform.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'

const values = [-1200, -3, -0.01, 0, 0.5, 7, 90000]

test.each(['identity', 'asinh', 'bounded'] as const)('%s keeps order and sign', (name) => {
  const [result] = evaluate([transforms[name].forward(constant(values, [values.length]))], {})
  const data = [...result!.data]
  expect(data).toEqual(data.toSorted((a, b) => a - b))
  expect(data.map(Math.sign)).toEqual(values.map(Math.sign))
})

test('asinh is the inverse hyperbolic sine, and its inverse leads back', () => {
  const forward = transforms.asinh.forward(constant(values, [values.length]))
  const [squashed, back] = evaluate([forward, transforms.asinh.inverse(forward)], {})
  values.forEach((value, i) => {
    expect(squashed!.data[i]).toBeCloseTo(Math.asinh(value), 6)
    expect(back!.data[i]! / (value || 1)).toBeCloseTo(value === 0 ? 0 : 1, 6)
  })
})

test('what is bounded stays within one, and what a generator gives at the edge is finite', () => {
  const forward = transforms.bounded.forward(constant(values, [values.length]))
  const logarithmic = transforms['bounded-asinh'].forward(constant([-1e9, 5, 1e9], [3]))
  const [cut, back] = evaluate([logarithmic, transforms['bounded-asinh'].inverse(logarithmic)], {})
  expect(cut!.data.every((value) => Math.abs(value) < 1)).toBe(true)
  expect(back!.data[1]).toBeCloseTo(5, 6)
  const edge = transforms.bounded.inverse(constant([-1, 1], [2]))
  const [squashed, ends] = evaluate([forward, edge], {})
  expect(squashed!.data.every((value) => Math.abs(value) < 1)).toBe(true)
  expect(ends!.data[1]).toBeCloseTo(1000, 3)
  expect(ends!.data[0]).toBeCloseTo(-1000, 3)
})
