import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clipKeepingMeans,
  pointForecaster,
} from '../../../../src/plant/demand/statistical/residual-bootstrap.ts'
import { thetaMethod } from '../../../../src/plant/demand/statistical/theta.ts'
import type { Panel } from '../../../../src/plant/demand/series.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf, seasonalValues } from '../panels.ts'

const lastValue = pointForecaster({
  name: 'last-value',
  fit: () => null,
  forecast({ values }, _parameters, firstOrigin, horizon, forecasts) {
    for (let origin = firstOrigin; origin <= values.length; origin++) {
      forecasts.fill(
        values[origin - 1]!,
        (origin - firstOrigin) * horizon,
        (origin - firstOrigin + 1) * horizon,
      )
    }
  },
})

const options = { horizon: 3, sampleCount: 2000, seed: 2 }

async function sampled(panel: Panel, forecaster = lastValue): Promise<Float64Array> {
  return (await (await forecaster.fit(panel, options)).sample(panel, options)).values
}

describe('residual bootstrap', () => {
  forecasterConformance(lastValue)

  test('the errors of a random walk spread with the root of the horizon', async () => {
    const random = createRandom(9)
    let level = 0
    const walk = Array.from({ length: 600 }, () => (level += random.normal()))
    const values = await sampled(panelOf([walk]))
    const deviation = (step: number): number => {
      let sum = 0
      for (let i = 0; i < 2000; i++) sum += (values[i * 3 + step]! - level) ** 2
      return Math.sqrt(sum / 2000)
    }
    expect(deviation(0)).toBeGreaterThan(0.8)
    expect(deviation(0)).toBeLessThan(1.35)
    expect(deviation(2) / deviation(0)).toBeCloseTo(Math.sqrt(3), 0)
  })

  test('a trajectory keeps the sign that its steps had together', async () => {
    const random = createRandom(9)
    let level = 0
    const walk = Array.from({ length: 600 }, () => (level += random.normal()))
    const values = await sampled(panelOf([walk]))
    let product = 0
    for (let i = 0; i < 2000; i++)
      product += (values[i * 3]! - level) * (values[i * 3 + 2]! - level)
    expect(product / 2000).toBeGreaterThan(0.5)
  })

  test('a short history borrows its spread from the others, in its own scale', async () => {
    const long = [1, 2, 3].map((seed) => seasonalValues(seed, 60))
    const panel = panelOf([...long, [1000.5, 1200, 900]])
    const values = await sampled(panel)
    const short = values.subarray(3 * 2000 * 3)
    expect(new Set(short).size).toBeGreaterThan(50)
  })

  test('forecasts move and stretch with the history', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        async (shift, scale) => {
          const theta = pointForecaster(thetaMethod)
          const history = seasonalValues(3, 40).map((value) => value - 300)
          const before = await sampled(panelOf([history]), theta)
          const after = await sampled(
            panelOf([history.map((value) => shift - 1e4 + scale * value)]),
            theta,
          )
          for (let i = 0; i < 60; i++) {
            expect(after[i]! / (shift - 1e4 + scale * before[i]!)).toBeCloseTo(1, 2)
          }
        },
      ),
      { numRuns: 10 },
    )
  })

  test('what is cut off below zero is taken from the rest, so that means stay', () => {
    // Two steps: -3, 1, 8 has the mean 2; -5, 1, 1 has a mean below zero.
    const paths = Float64Array.of(-3, -5, 1, 1, 8, 1)
    clipKeepingMeans(paths, 2)
    expect([...paths]).toEqual([0, 0, 0, 0, 6, 0])
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 100, noNaN: true }), { minLength: 1 }),
        (values) => {
          const clipped = Float64Array.from(values)
          clipKeepingMeans(clipped, 1)
          const total = values.reduce((sum, value) => sum + value, 0)
          expect(clipped.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Math.max(0, total), 6)
          expect(clipped.every((value) => value >= 0)).toBe(true)
        },
      ),
    )
  })
})
