import { describe, expect, test } from 'vitest'
import { empirical, empiricalMethod } from '../../../../src/plant/demand/statistical/empirical.ts'
import { localForecaster } from '../../../../src/plant/demand/statistical/local.ts'
import { forecasterConformance } from '../conformance.ts'
import { intermittentCounts, panelOf } from '../panels.ts'

const options = { horizon: 4, sampleCount: 240, seed: 1 }

describe('empirical quantiles', () => {
  forecasterConformance(empirical)

  test('every step has the distribution of the window, exactly', async () => {
    const history = intermittentCounts(3, 30)
    const panel = panelOf([history])
    const forecaster = localForecaster(empiricalMethod(24))
    const { values } = await (await forecaster.fit(panel, options)).sample(panel, options)
    const window = history.slice(-24).sort((a, b) => a - b)
    for (let step = 0; step < 4; step++) {
      const column = Array.from({ length: 240 }, (_, i) => values[i * 4 + step]!)
      column.sort((a, b) => a - b)
      expect(column).toEqual(window.flatMap((value) => new Array<number>(10).fill(value)))
    }
  })

  test('steps of one block are neighbours in the window', async () => {
    const panel = panelOf([Array.from({ length: 50 }, (_, i) => i)])
    const forecaster = localForecaster(empiricalMethod(20))
    const { values } = await (await forecaster.fit(panel, options)).sample(panel, options)
    for (let i = 0; i < 240; i++) {
      expect((values[i * 4 + 1]! - values[i * 4]! + 20) % 20).toBe(1)
    }
  })

  test('after a lasting change a short window is chosen, else a long one', () => {
    const method = empiricalMethod()
    const lengthFor = (histories: number[][]): number => {
      const ready = histories.map((values, i) => ({
        id: String(i),
        values: Float64Array.from(values),
        seasonLength: 1,
        domain: { isNonNegative: true, isInteger: true },
      }))
      return method.pool(
        ready,
        ready.map(() => null),
        options,
      )
    }
    const steady = [1, 2, 3, 4, 5].map((seed) => intermittentCounts(seed, 120))
    const changed = steady.map((values) => values.map((value, i) => (i < 106 ? value + 40 : value)))
    expect(lengthFor(steady)).toBeGreaterThan(lengthFor(changed))
    expect(lengthFor(changed)).toBeLessThanOrEqual(9)
  })
})
