import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gapFields, inequality } from '../../../src/generative/constraints/inequality.ts'
import { quantity } from './fields.ts'

const own = [quantity('a'), quantity('b'), quantity('c')]
const state = (strict: boolean) =>
  ({ kind: 'inequality', places: [0, 1, 2], strict, first: 3 }) as const
const chain = (strict = false) =>
  inequality(state(strict), [...own, ...gapFields(state(strict), own)])

describe('a <= b <= c', () => {
  test('gaps are fields that are never negative', () => {
    expect(gapFields(state(true), own)).toMatchObject([
      { name: 'b - a', minimum: 1 },
      { name: 'c - b', minimum: 1 },
    ])
    const values = Float64Array.of(1, 4, 9, NaN, NaN)
    chain().extend(values)
    expect(Array.from(values)).toEqual([1, 4, 9, 3, 5])
  })

  test('holds after restoring, whatever was drawn and given, and leaves what was given', () => {
    const cell = fc.record({
      value: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 0, max: 100 }) },
        { weight: 1, arbitrary: fc.constant(NaN) },
      ),
      isGiven: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 2 }),
        fc.boolean(),
        (cells, gaps, strict) => {
          const constraint = chain(strict)
          const values = Float64Array.from([...cells.map(({ value }) => value), ...gaps])
          const flags = Uint8Array.from([...cells.map(({ isGiven }) => Number(isGiven)), 0, 0])
          const given = values.slice()
          let isPossible = true
          try {
            constraint.imply({ values, flags })
          } catch {
            isPossible = false
          }
          fc.pre(isPossible)
          constraint.restore({ values, flags })
          expect(constraint.holds(values)).toBe(true)
          const isKept = cells.every(({ isGiven }, i) => !isGiven || Object.is(values[i], given[i]))
          expect(isKept).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('what is given against the order is refused', () => {
    const given = (...values: number[]) => ({
      values: Float64Array.from([...values, NaN, NaN]),
      flags: Uint8Array.from([...values.map((value) => Number(!Number.isNaN(value))), 0, 0]),
    })
    expect(() => chain().imply(given(5, NaN, 4))).toThrow(
      'contradicts a constraint, expected a <= b <= c, got a 5 and c 4',
    )
    expect(() => chain(true).imply(given(5, NaN, 6))).toThrow('a < b < c')
    const row = given(5, 8, NaN)
    chain().imply(row)
    expect([row.values[3], row.flags[3]]).toEqual([3, 1])
  })
})
