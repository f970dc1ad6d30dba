import fc from 'fast-check'
import { expect, test } from 'vitest'
import { interpolated, risingPlaces } from '../../../src/generative/encoding/interpolation.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'

const knots = { from: [0, 1, 3], to: [10, 20, 24] }

function at(x: readonly number[]): number[] {
  return Array.from(evaluate([interpolated(knots, constant(x, [x.length, 1]))], {})[0]!.data)
}

test('goes through its knots, straight between them and flat outside', () => {
  expect(at([-5, 0, 0.5, 1, 2, 3, 9])).toEqual([10, 10, 15, 20, 22, 24, 24])
})

test('there and back again', () => {
  const back = { from: knots.to, to: knots.from }
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (x) => {
      const there = interpolated(knots, constant([x], [1, 1]))
      expect(evaluate([interpolated(back, there)], {})[0]!.data[0]).toBeCloseTo(x, 6)
    }),
  )
})

test('knots that do not rise are dropped', () => {
  expect(risingPlaces({ from: [0, 0, 1, 2], to: [0, 1, 1, 1] })).toEqual([0, 2])
})
