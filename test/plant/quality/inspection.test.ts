import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseInspection,
  inspectionEvidence,
  requireCosts,
} from '../../../src/plant/quality/inspection.ts'
import { createRandom } from '../../../src/random.ts'
import { specification } from './made-records.ts'

const costs = { scrap: 10, inspection: 2, escape: 50 }

describe('the choice', () => {
  test('without a capacity it is a threshold: inspection / (escape - scrap)', () => {
    const p = Float64Array.of(0.04, 0.0499, 0.0501, 0.5)
    const choice = chooseInspection(p, costs, 4)
    expect([...choice.isInspected]).toEqual([0, 0, 1, 1])
    // 50 (p1 + p2) + 2 (2) + 10 (p3 + p4)
    expect(choice.expectedCost).toBeCloseTo(50 * 0.0899 + 4 + 10 * 0.5501, 10)
  })

  test('with a capacity it takes those that gain the most', () => {
    const choice = chooseInspection(Float64Array.of(0.2, 0.9, 0.3), costs, 1)
    expect([...choice.isInspected]).toEqual([0, 1, 0])
  })

  test('nothing is inspected where an escape is no dearer than scrap', () => {
    const cheap = { scrap: 10, inspection: 2, escape: 9 }
    expect(chooseInspection(Float64Array.of(1, 1), cheap, 2).inspected).toBe(0)
  })

  test('records without a lot are no lot together', () => {
    const probabilities = Float64Array.of(0.9, 0.01, 0.01, 0.01)
    const { isInspected } = chooseInspection(probabilities, costs, 4, ['', '', 'A', 'A'])
    expect([...isInspected]).toEqual([1, 0, 0, 0])
  })

  test('whole lots of different sizes fill the capacity best, as trying all says', () => {
    const one = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 0, max: 15 }),
        (lots, capacity) => {
          const names = lots.flatMap(([size], lot) => Array.from({ length: size }, () => `L${lot}`))
          const p = Float64Array.from(
            lots.flatMap(([size, value]) => Array.from({ length: size }, () => value)),
          )
          const choice = chooseInspection(p, costs, capacity, names)
          expect(choice.inspected).toBeLessThanOrEqual(capacity)
          let best = Infinity
          for (let mask = 0; mask < 2 ** lots.length; mask++) {
            let [size, cost] = [0, 0]
            lots.forEach(([count, value], lot) => {
              const isIn = (mask >> lot) & 1
              size += isIn * count
              cost += count * (isIn ? 2 + 10 * value : 50 * value)
            })
            if (size <= capacity) best = Math.min(best, cost)
          }
          expect(choice.expectedCost).toBeCloseTo(best, 8)
        },
      ),
    )
  })
})

describe('the evidence', () => {
  const failed = Float64Array.of(1, 0, 0, 1)
  const probabilities = Float64Array.of(0.9, 0.01, 0.02, 0.03)
  const { policies } = inspectionEvidence(
    [{ probabilities, failed, lots: null }],
    costs,
    2,
    createRandom(1),
  )
  const of = (name: string) => policies.find(({ policy }) => policy === name)!

  test('is what each way would have cost', () => {
    expect(of('proposed')).toMatchObject({ inspected: 1, found: 1, escaped: 1, cost: 2 + 10 + 50 })
    expect(of('all')).toMatchObject({ isPossible: false, cost: 4 * 2 + 20 })
    expect(of('none')).toMatchObject({ escaped: 2, cost: 100 })
    // One of four at random: 2 + (1/4) 2 * 10 + (3/4) 2 * 50.
    expect(of('random').cost).toBeCloseTo(2 + 5 + 75, 10)
  })

  test('has an interval of each difference that holds it', () => {
    for (const { above } of policies) {
      expect(above.lower).toBeLessThanOrEqual(above.estimate)
      expect(above.upper).toBeGreaterThanOrEqual(above.estimate)
    }
    expect(of('none').above.estimate).toBe(100 - 62)
  })
})

test('without costs there is a sentence', () => {
  const { costs: _, ...without } = specification
  expect(() => requireCosts(without)).toThrow('operation press: no costs')
})
