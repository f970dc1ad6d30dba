import { describe, expect, test } from 'vitest'
import {
  combination,
  combinationField,
  combinationsOf,
  type CombinationState,
} from '../../../src/generative/constraints/combination.ts'
import { levels } from './fields.ts'

const own = [levels('plant', 3), levels('line', 4)]
const rows = Float64Array.of(0, 1, 0, 1, 1, 2, 2, NaN)
const combinations = combinationsOf([0, 1], rows, 2)
const state: CombinationState = { kind: 'combination', places: [0, 1], first: 2, combinations }
const constraint = combination(state, [...own, combinationField(state, own)])

const row = (values: readonly number[], flags: readonly number[], isComplete = false) => ({
  values: Float64Array.from(values),
  flags: Uint8Array.from(flags),
  isComplete,
})

describe('combinations', () => {
  test('are those of the data, the most frequent first', () => {
    expect(combinations).toEqual([
      [0, 1],
      [1, 2],
      [2, null],
    ])
    expect(combinationField(state, own)).toMatchObject({ name: 'plant x line', levels: 3 })
    expect(constraint.holds(Float64Array.of(1, 2, NaN))).toBe(true)
    expect(constraint.holds(Float64Array.of(1, 1, NaN))).toBe(false)
  })

  test('a drawn one gives its members', () => {
    const drawn = row([0, 0, 1], [0, 0, 0])
    constraint.restore(drawn)
    expect(Array.from(drawn.values)).toEqual([1, 2, 1])
  })

  test('what is given excludes others, also against what was drawn', () => {
    const given = row([1, 0, 0], [1, 0, 0])
    constraint.imply(given)
    expect([0, 1, 2].map((value) => constraint.mayBe!(given, 2, value))).toEqual([
      false,
      true,
      false,
    ])
    constraint.restore(given)
    expect(Array.from(given.values)).toEqual([1, 2, 1])
  })

  test('one with a gap is not drawn where none may be', () => {
    const complete = row([0, 0, 2], [0, 0, 0], true)
    constraint.restore(complete)
    expect(Array.from(complete.values)).toEqual([0, 1, 0])
  })

  test('a combination that the data lack is refused', () => {
    expect(() => constraint.imply(row([1, 1, 0], [1, 1, 0]))).toThrow(
      'expected a combination of plant and line that the data have, got plant 1, line 1',
    )
  })
})
