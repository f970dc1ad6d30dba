import { describe, expect, test } from 'vitest'
import { constant, scalar } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { averageWeight, movingAverage } from '../../../src/learning/optim/averaging.ts'

describe('moving average', () => {
  test('moves by the weight towards the parameters', () => {
    const average = movingAverage(constant([0, 10], [2]), constant([1, 20], [2]), scalar(0.25))
    expect([...evaluate([average])[0]!.data]).toEqual([0.25, 12.5])
  })

  test('is a plain mean at first, an exponential one later', () => {
    const weight = averageWeight(0.9)
    const values = [3, 5, 10]
    let average = 0
    values.forEach((value, step) => (average += weight(step) * (value - average)))
    expect(average).toBeCloseTo(6, 12)
    expect(weight(500)).toBeCloseTo(0.1, 12)
  })
})
