import { expect, test } from 'vitest'
import {
  gan,
  histogram,
  vae,
  wassersteinGan,
} from '../../../../src/plant/demand/generative/families.ts'
import { generativeForecaster } from '../../../../src/plant/demand/generative/forecaster.ts'
import { intermittentCounts, panelOf, seasonalValues } from '../panels.ts'

const panel = panelOf([
  ...[1, 2, 3].map((seed) => intermittentCounts(seed, 40)),
  ...[1, 2, 3].map((seed) => seasonalValues(seed, 40)),
])

test.each([histogram, vae, gan, wassersteinGan])(
  '$name has a network for each kind of demand, and keeps the kinds of numbers',
  async (family) => {
    const options = { horizon: 4, sampleCount: 10, seed: 1 }
    const fitted = await generativeForecaster({ ...family, epochs: 1 }).fit(panel, options)
    const { values, models } = await fitted.sample(panel, options)
    expect(models).toEqual(panel.series.map(() => family.name))
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
    const counts = values.subarray(0, 3 * 10 * 4)
    expect(counts.every(Number.isInteger)).toBe(true)
    expect(values.subarray(3 * 10 * 4).every(Number.isInteger)).toBe(false)
  },
)
