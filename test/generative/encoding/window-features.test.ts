import { expect, test } from 'vitest'
import { countFeatures, levelFeatures } from '../../../src/generative/encoding/window-features.ts'
import { frameOf, observe } from '../../../src/generative/encoding/window-frame.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'

const typical = { location: 1, scale: 1, roughness: 0.1, unit: 1 }

function numbers(nodes: readonly Node[]): number[] {
  return evaluate(nodes, {}).flatMap(({ data }) => Array.from(data))
}

function level(values: readonly number[]): number[] {
  const observed = observe(constant(values, [1, values.length]))
  return numbers(levelFeatures(observed, frameOf(observed, 'level', typical)))
}

function counts(values: readonly number[]): Node[] {
  return countFeatures(observe(constant(values, [1, values.length])), 1)
}

test('the shape of a level does not depend on its units', () => {
  const shape = (unit: number): number[] => level([3, 5, Number.NaN, 4, 8, 7].map((x) => x * unit))
  shape(1).forEach((value, i) => expect(shape(1000)[i]).toBeCloseTo(value, 5))
})

test('features are finite and moderate for windows of nothing, zeros and jumps', () => {
  for (const values of [
    [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
    [0, 0, 0, 0],
    [1e9, 0, -1e9, 5],
    [7, 7, 7, 7],
  ]) {
    for (const value of [...level(values), ...numbers(counts(values))]) {
      expect(Number.isFinite(value)).toBe(true)
      expect(Math.abs(value)).toBeLessThan(100)
    }
  }
})

test('intermittent demand is described by spans, decays, sizes and recency', () => {
  const features = counts([0, 2, 0, 4, Number.NaN, 0, 0, 0])
  const [, mask, averages, shares, size, , largest, recency] = features.map((node) =>
    numbers([node]),
  )
  expect(mask).toEqual([1, 1, 1, 1, 0, 1, 1, 1])
  // Spans of 1, 2, 4 and 8 periods come first, then the decays.
  const means = averages!.map((value) => (Math.exp(value) - 1) / 4)
  expect(means.slice(0, 3)).toEqual([0, 0, 0])
  expect(means[3]).toBeCloseTo(6 / 7, 10)
  expect(shares![3]).toBeCloseTo(2 / 7, 10)
  expect(Math.exp(size![0]!) - 1).toBeCloseTo(3, 10)
  expect(Math.exp(largest![0]!) - 1).toBeCloseTo(4, 10)
  expect(recency![0]! * 12).toBeCloseTo(4, 10)
})
