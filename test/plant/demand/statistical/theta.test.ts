import { describe, expect, test } from 'vitest'
import type { History } from '../../../../src/plant/demand/statistical/local.ts'
import { theta, thetaMethod } from '../../../../src/plant/demand/statistical/theta.ts'
import { forecasterConformance } from '../conformance.ts'
import { seasonalValues } from '../panels.ts'

function historyOf(values: ArrayLike<number>, seasonLength = 1): History {
  const domain = { isNonNegative: false, isInteger: false }
  return { id: 'a', values: Float64Array.from(values), seasonLength, domain }
}

describe('theta', () => {
  forecasterConformance(theta)

  test('equals the mean of the theta lines 0 and 2, the second smoothed from its own start', () => {
    const values = Float64Array.of(12, 15, 11, 18, 20, 17, 23)
    const count = values.length
    const alpha = 0.4
    const center = (count - 1) / 2
    const average = values.reduce((sum, value) => sum + value, 0) / count
    let cross = 0
    for (let i = 0; i < count; i++) cross += (i - center) * values[i]!
    const slope = cross / ((count * (count * count - 1)) / 12)
    const trendAt = (i: number): number => average + slope * (i - center)
    // Theta line 2 is 2 y - trend; smoothed from 2 y[0] - trend(0), it starts where y is smoothed from y[0].
    let smoothed = 2 * values[0]! - trendAt(0)
    for (let i = 1; i < count; i++) {
      smoothed += alpha * (2 * values[i]! - trendAt(i) - smoothed)
    }
    const expected = [0, 1, 2].map((step) => (smoothed + trendAt(count + step)) / 2)
    const forecasts = new Float64Array(3)
    const parameters = { alpha, season: new Float64Array(1) }
    thetaMethod.forecast(historyOf(values), parameters, count, 3, forecasts)
    for (const [step, value] of expected.entries()) expect(forecasts[step]).toBeCloseTo(value, 10)
  })

  test('a significant season is taken out and put back', () => {
    const history = historyOf(seasonalValues(2, 60), 4)
    const parameters = thetaMethod.fit(history)
    expect(parameters.season).toHaveLength(4)
    expect(parameters.season.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10)
    for (const [i, value] of [0, 8, -3, -5].entries()) {
      expect(Math.abs(parameters.season[i]! - value)).toBeLessThan(1.5)
    }
  })

  test('a history without one keeps none', () => {
    const history = historyOf(Array.from({ length: 40 }, (_, i) => i))
    expect(thetaMethod.fit({ ...history, seasonLength: 1 }).season).toHaveLength(1)
  })
})
