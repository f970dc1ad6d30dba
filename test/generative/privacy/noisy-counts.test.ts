import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ontoSimplex } from '../../../src/generative/privacy/noisy-counts.ts'

describe('counts that are nowhere negative', () => {
  test('add up to the total and keep what was right', () => {
    const close = (actual: Float64Array, expected: readonly number[]): void => {
      expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 9))
    }
    close(ontoSimplex(Float64Array.of(3, 2, 5), 10), [3, 2, 5])
    // 6 and 4 with a third that noise made negative: the others share what it lacks.
    close(ontoSimplex(Float64Array.of(6, 5, -1), 10), [5.5, 4.5, 0])
    close(ontoSimplex(Float64Array.of(-1, -3), 4), [3, 1])
  })

  test('are the nearest ones (no small exchange between two of them comes nearer)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 20, noNaN: true }), { minLength: 2, maxLength: 12 }),
        (counts) => {
          const noisy = Float64Array.from(counts)
          const found = ontoSimplex(noisy, 10)
          expect(found.reduce((a, b) => a + b, 0)).toBeCloseTo(10, 6)
          for (let i = 0; i < found.length; i++) {
            for (let j = 0; j < found.length; j++) {
              // Moving from i to j lowers the distance only if i is too high against j.
              const surplus = found[i]! > 1e-9 ? found[i]! - noisy[i]! : -Infinity
              expect(surplus).toBeLessThanOrEqual(found[j]! - noisy[j]! + 1e-6)
            }
          }
        },
      ),
    )
  })
})
