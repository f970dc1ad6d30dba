import { describe, expect, test } from 'vitest'
import {
  ets,
  etsMethod,
  ses,
  sesMethod,
  type SmoothingParameters,
} from '../../../../src/plant/demand/statistical/exponential-smoothing.ts'
import type { History } from '../../../../src/plant/demand/statistical/local.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { seasonalValues } from '../panels.ts'

function historyOf(values: ArrayLike<number>, seasonLength = 1): History {
  const domain = { isNonNegative: false, isInteger: false }
  return { id: 'a', values: Float64Array.from(values), seasonLength, domain }
}

function lastForecast(
  history: History,
  parameters: SmoothingParameters,
  horizon: number,
): number[] {
  const forecasts = new Float64Array(horizon)
  etsMethod.forecast(history, parameters, history.values.length, horizon, forecasts)
  return [...forecasts]
}

describe('ETS', () => {
  forecasterConformance(ets)

  test('a straight line goes on almost straight', () => {
    const history = historyOf(Array.from({ length: 40 }, (_, i) => 10 + 3 * i))
    const parameters = etsMethod.fit(history)
    expect(parameters.hasTrend).toBe(true)
    const [first, second] = lastForecast(history, parameters, 2)
    expect(first).toBeGreaterThan(129.5)
    expect(first).toBeLessThan(130.1)
    expect(second).toBeGreaterThan(first! + 2.5)
  })

  test('a season is found and goes on', () => {
    const history = historyOf(seasonalValues(1, 60), 4)
    const parameters = etsMethod.fit(history)
    expect(parameters.seasonLength).toBe(4)
    const forecast = lastForecast(history, parameters, 4)
    const truth = [0, 8, -3, -5].map((value, i) => 100 + 0.5 * (60 + i) + value)
    for (const [i, value] of truth.entries()) expect(Math.abs(forecast[i]! - value)).toBeLessThan(4)
  })

  test('noise around a level gets neither trend nor season', () => {
    const random = createRandom(4)
    const history = historyOf(
      Array.from({ length: 80 }, () => 50 + random.normal()),
      4,
    )
    expect(etsMethod.fit(history)).toMatchObject({ hasTrend: false, seasonLength: 1 })
  })

  test('the recursion by hand: damped trend', () => {
    // Start at the line through 1, 2, 4: slope 1.5, intercept 5/6, so l0 = -2/3 and b0 = 1.5.
    const parameters = {
      alpha: 0.5,
      beta: 0.2,
      phi: 0.9,
      gamma: 0,
      hasTrend: true,
      seasonLength: 1,
    }
    let level = -2 / 3
    let trend = 1.5
    for (const value of [1, 2, 4]) {
      const error = value - level - 0.9 * trend
      level += 0.9 * trend + 0.5 * error
      trend = 0.9 * trend + 0.2 * error
    }
    const forecast = lastForecast(historyOf([1, 2, 4]), parameters, 2)
    expect(forecast[0]).toBeCloseTo(level + 0.9 * trend, 12)
    expect(forecast[1]).toBeCloseTo(level + (0.9 + 0.81) * trend, 12)
  })
})

describe('simple exponential smoothing', () => {
  forecasterConformance(ses)

  test('the recursion by hand', () => {
    // l0 = 3, then 3 + .5 (2 - 3) = 2.5 and 2.5 + .5 (4 - 2.5) = 3.25.
    const parameters = { alpha: 0.5, beta: 0, phi: 1, gamma: 0, hasTrend: false, seasonLength: 1 }
    expect(lastForecast(historyOf([2, 4]), parameters, 2)).toEqual([3.25, 3.25])
  })

  test('a random walk is smoothed little, noise around a level much', () => {
    const random = createRandom(6)
    let level = 0
    const walk = Array.from({ length: 300 }, () => (level += random.normal()))
    const noise = Array.from({ length: 300 }, () => random.normal())
    expect(sesMethod.fit(historyOf(walk)).alpha).toBeGreaterThan(0.8)
    expect(sesMethod.fit(historyOf(noise)).alpha).toBeLessThan(0.15)
  })

  test('a forecast from an origin has seen nothing after it', () => {
    const parameters = sesMethod.fit(historyOf([1, 2, 3, 4, 5, 6, 7, 8]))
    const forecasts = new Float64Array(2 * 3)
    sesMethod.forecast(historyOf([1, 2, 3, 4, 5, 6, 7, 8]), parameters, 6, 2, forecasts)
    expect([forecasts[0], forecasts[1]]).toEqual(
      lastForecast(historyOf([1, 2, 3, 4, 5, 6]), parameters, 2),
    )
  })
})
