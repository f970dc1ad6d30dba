import { describe, expect, test } from 'vitest'
import { adam } from '../../../src/learning/optim/adam.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { findRate } from '../../../src/learning/training/rate-finder.ts'
import { regressionData, regressionProgram } from './programs.ts'

const data = regressionData(200)

describe('rate finder', () => {
  test('finds a rate that descent is stable with, below the one at which it explodes', async () => {
    const define = (rate: (step: number) => number) =>
      regressionProgram({ optimiser: sgd({ rate }) })
    const { rate, points } = await findRate(define, data, { seed: 1, from: 1e-4, to: 100 })
    // The Hessian of the mean square is twice the covariance of (x, 1), here about 2: descent is
    // stable for rates below about 1.
    expect(rate).toBeGreaterThan(0.005)
    expect(rate).toBeLessThan(1)
    expect(points.at(-1)!.rate).toBeLessThan(100)
  })

  test('the points are the sweep', async () => {
    const define = (rate: (step: number) => number) =>
      regressionProgram({ optimiser: adam({ rate }) })
    const options = { seed: 1, from: 1e-4, to: 1e-2, steps: 21 }
    const { points } = await findRate(define, data, options)
    expect(points).toHaveLength(21)
    expect(points[0]!.rate).toBeCloseTo(1e-4, 12)
    expect(points[20]!.rate).toBeCloseTo(1e-2, 12)
    expect(points[10]!.rate).toBeCloseTo(1e-3, 12)
  })
})
