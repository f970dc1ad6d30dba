import { expect, test } from 'vitest'
import { plainCodec } from '../../src/generative/encoding/codec.ts'
import { likelihoodOf } from '../../src/generative/likelihood.ts'
import { constant, zeros } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'

const codec = plainCodec(2)
const record = constant([0.5, 1.5], [1, 2])

test('normals: the closed form, and draws at the quantiles of the noise', () => {
  const { width, loss, draw } = likelihoodOf(codec, 'normal')
  expect(width).toBe(4)
  const [value] = evaluate([loss(zeros([1, 4]), { record })], {})
  const expected = Math.log(2 * Math.PI) + 0.5 * (0.25 + 2.25)
  expect(value!.data[0]).toBeCloseTo(expected, 6)
  const drawn = draw(constant([1, 0, 2, 0], [1, 1, 4]), constant([-1, 3], [1, 1, 2]))
  expect(Array.from(evaluate([drawn], {})[0]!.data)).toEqual([0, 5])
})

test('histograms: the probability of the bin, unobserved fields aside', () => {
  const bins = { low: [0, 1, 2], high: [1, 2, 3] }
  const { width, loss } = likelihoodOf(codec, bins)
  expect(width).toBe(6)
  const observed = constant([1, 0], [1, 2])
  const [value] = evaluate([loss(zeros([1, 6]), { record, observed })], {})
  expect(value!.data[0]).toBeCloseTo(Math.log(3), 6)
})

test('a layout is asked of the codec', () => {
  expect(() => likelihoodOf(codec, 'layout')).toThrow('no layout')
})
