import { describe, expect, test } from 'vitest'
import { croston, rateOf, sba, tsb } from '../../../../src/plant/demand/statistical/intermittent.ts'
import { forecasterConformance } from '../conformance.ts'
import { intermittentCounts, panelOf } from '../panels.ts'

const values = Float64Array.of(0, 4, 0, 0, 6, 2)
const smoothing = { alpha: 0.5, beta: 0.5 }

describe('Croston', () => {
  forecasterConformance(croston)

  test('by hand: sizes 4, 5, 3.5 and intervals 2, 2.5, 1.75', () => {
    expect(rateOf('croston', values, smoothing)).toEqual({ probability: 1 / 1.75, size: 3.5 })
  })

  test('nothing changes while nothing is asked for', () => {
    const later = Float64Array.of(...values, 0, 0, 0)
    expect(rateOf('croston', later, smoothing)).toEqual(rateOf('croston', values, smoothing))
  })

  test('the mean of the paths is the rate', async () => {
    const history = intermittentCounts(8, 60)
    const panel = panelOf([history])
    const options = { horizon: 4, sampleCount: 4000, seed: 1 }
    const scenarios = await (await croston.fit(panel, options)).sample(panel, options)
    const mean = scenarios.values.reduce((sum, value) => sum + value, 0) / scenarios.values.length
    const overall = history.reduce((sum, value) => sum + value, 0) / history.length
    expect(Math.abs(mean / overall - 1)).toBeLessThan(0.35)
  })
})

describe('SBA', () => {
  forecasterConformance(sba)

  test('is Croston less half the smoothing', () => {
    expect(rateOf('sba', values, smoothing)).toEqual({ probability: 0.75 / 1.75, size: 3.5 })
  })
})

describe('TSB', () => {
  forecasterConformance(tsb)

  test('by hand: from 1/2 the probability goes .75, .375, .1875, .59375, .796875', () => {
    expect(rateOf('tsb', values, smoothing)).toEqual({ probability: 0.796875, size: 3.5 })
  })

  test('the probability falls while nothing is asked for', () => {
    const later = rateOf('tsb', Float64Array.of(...values, 0, 0), smoothing)
    expect(later.probability).toBeCloseTo(0.796875 / 4, 12)
    expect(later.size).toBe(3.5)
  })
})
