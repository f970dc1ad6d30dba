import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConstrainedField } from '../../../src/generative/constraints/constraint.ts'
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

describe('times', () => {
  const hour = 3_600_000
  const time = (name: string, origin: string, unit: number): ConstrainedField => ({
    ...quantity(name, 240),
    scale: { origin: Date.parse(origin), unit },
  })
  // The second is counted from half an hour after the first, in quarters of an hour.
  const fields = [
    time('start', '2024-01-01T00:00:00Z', hour),
    time('end', '2024-01-01T00:30:00Z', hour / 4),
  ]
  const state = { kind: 'inequality', places: [0, 1], strict: false, first: 2 } as const
  const [gap] = gapFields(state, fields)
  const rule = inequality(state, [...fields, gap!])

  test('are compared as instants, though each is counted from its own first one', () => {
    expect(gap).toMatchObject({ step: hour / 4, maximum: 60.5 * hour })
    // 02:00 and 02:00; 02:00 and 01:45.
    expect(rule.holds(Float64Array.of(2, 6, NaN))).toBe(true)
    expect(rule.holds(Float64Array.of(2, 5, NaN))).toBe(false)
    const values = Float64Array.of(2, 10, NaN)
    rule.extend(values)
    expect(values[2]).toBe(hour)
  })

  test('hold after restoring, and a contradiction names instants', () => {
    const drawn = Float64Array.of(2, 0, 1.25 * hour)
    rule.restore({ values: drawn, flags: Uint8Array.of(0, 0, 0) })
    expect(Array.from(drawn.subarray(0, 2))).toEqual([2, 11])
    const given = { values: Float64Array.of(3, 1, NaN), flags: Uint8Array.of(1, 1, 0) }
    expect(() => rule.imply(given)).toThrow(
      'got start 2024-01-01T03:00:00.000Z and end 2024-01-01T00:45:00.000Z',
    )
  })
})
