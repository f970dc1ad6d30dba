import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sum } from '../../../src/generative/constraints/sum.ts'
import { quantity } from './fields.ts'

const fields = [
  quantity('total', 300, 0.5),
  quantity('a', 100, 0.5),
  quantity('b', 100, 0.5),
  quantity('c', 100, 0.5),
]
const constraint = sum({ kind: 'sum', total: 0, parts: [1, 2, 3] }, fields)

describe('a sum', () => {
  test('holds after restoring, whatever was drawn and given, and leaves what was given', () => {
    const cell = fc.record({ half: fc.integer({ min: 0, max: 200 }), isGiven: fc.boolean() })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 4, maxLength: 4 }), (cells) => {
        const values = Float64Array.from(cells, ({ half }) => half / 2)
        const flags = Uint8Array.from(cells, ({ isGiven }) => Number(isGiven))
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
        expect(values.every((value) => value >= 0)).toBe(true)
        expect(cells.every(({ isGiven }, i) => !isGiven || values[i] === given[i])).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('what cannot add up is refused', () => {
    const imply = (...flags: number[]) =>
      constraint.imply({ values: Float64Array.of(10, 8, 8, 0), flags: Uint8Array.from(flags) })
    expect(() => imply(1, 1, 1, 0)).toThrow('expected a + b + c = total, got a 8, b 8, total 10')
    expect(() => imply(1, 1, 0, 0)).not.toThrow()
  })
})
