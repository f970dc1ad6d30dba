import { describe, expect, test } from 'vitest'
import { harmonic, harmonicMethod } from '../../../../src/plant/demand/statistical/harmonic.ts'
import type { History } from '../../../../src/plant/demand/statistical/local.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

const domain = { isNonNegative: true, isInteger: false }

/** `level (1 + growth t / 52) (1 + height cos)` with relative noise. */
function yearly(length: number, height: number, noise = 0, growth = 0): History {
  const random = createRandom(3)
  const values = Float64Array.from({ length }, (_, t) => {
    const season = 1 + height * Math.cos((2 * Math.PI * (t - 10)) / 52)
    return 200 * (1 + (growth * t) / 52) * season * (1 + noise * random.normal())
  })
  return { id: 'pump', values, seasonLength: 52, domain }
}

const seasonIn = (history: History): Float64Array =>
  harmonicMethod.fit(history, { horizon: 4, seed: 1 }).season

describe('harmonic', () => {
  forecasterConformance(harmonic)

  test('finds a yearly season to within its noise, whatever the growth', () => {
    for (const growth of [0, 0.3]) {
      const season = seasonIn(yearly(156, 0.4, 0.08, growth))
      expect(season).toHaveLength(52)
      for (const [place, multiple] of season.entries()) {
        const truth = 1 + 0.4 * Math.cos((2 * Math.PI * (place - 10)) / 52)
        expect(Math.abs(multiple - truth)).toBeLessThan(0.08)
      }
    }
  })

  test('its paths follow the coming season from an origin at its foot', async () => {
    const { values } = yearly(52 * 3 + 36, 0.5, 0.02)
    const panel = panelOf([values], 52)
    const horizon = 26
    const fitted = await harmonic.fit(panel, { horizon, seed: 1 })
    const drawn = await fitted.sample(panel, { horizon, sampleCount: 50, seed: 1 })
    for (let step = 0; step < horizon; step++) {
      let sum = 0
      for (let sample = 0; sample < 50; sample++) sum += drawn.values[sample * horizon + step]!
      const t = values.length + step
      const truth = 200 * (1 + 0.5 * Math.cos((2 * Math.PI * (t - 10)) / 52))
      expect(Math.abs(sum / 50 / truth - 1)).toBeLessThan(0.1)
    }
  })

  test('without a season it finds none: noise, a short history, values below zero, zeros', () => {
    const flat = seasonIn(yearly(156, 0, 0.3))
    expect(Math.max(...flat)).toBeLessThan(1.25)
    const none = new Float64Array(52).fill(1)
    expect(seasonIn(yearly(70, 0.5))).toEqual(none)
    const negative = { ...yearly(156, 0.5), domain: { isNonNegative: false, isInteger: false } }
    expect(seasonIn(negative)).toEqual(none)
    const zeros = { ...yearly(156, 0.5), values: new Float64Array(156) }
    expect(seasonIn(zeros)).toEqual(none)
  })

  test('a season of months is left to exponential smoothing', () => {
    const history = { ...yearly(60, 0.3), seasonLength: 12 }
    expect(seasonIn(history)).toEqual(new Float64Array(12).fill(1))
  })
})
