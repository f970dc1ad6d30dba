import { describe, expect, test } from 'vitest'
import { fitIfPossible } from '../../../../src/plant/demand/forecaster.ts'
import { histogram as family } from '../../../../src/plant/demand/generative/families.ts'
import {
  generativeForecaster,
  loadGenerative,
  modelFiles,
} from '../../../../src/plant/demand/generative/forecaster.ts'
import { pathOf } from '../../../../src/plant/demand/scenarios.ts'
import type { Panel } from '../../../../src/plant/demand/series.ts'
import { createRandom } from '../../../../src/random.ts'
import { intermittentCounts, panelOf } from '../panels.ts'

const histogram = generativeForecaster({ ...family, epochs: 12 })
const options = { horizon: 4, sampleCount: 100, seed: 1 }

describe('generative forecaster', () => {
  test('three periods of one item are too little, and it says so', async () => {
    const panel = panelOf([[3, 5, 4]])
    await expect(histogram.fit(panel, options)).rejects.toThrow('too little history to train on')
    expect(await fitIfPossible(histogram, panel, options)).toBeUndefined()
  })

  test('the same seed trains the same network', async () => {
    const panel = panelOf([1, 2, 3].map((seed) => intermittentCounts(seed, 40)))
    const [first, again] = [
      await histogram.fit(panel, options),
      await histogram.fit(panel, options),
    ]
    const paths = await first.sample(panel, options)
    expect((await again.sample(panel, options)).values).toEqual(paths.values)
  })

  test('what was saved and loaded gives the same paths', async () => {
    const panel = promotions()
    const quick = generativeForecaster({ ...family, epochs: 1 })
    const fitted = await quick.fit(panel, options)
    const loaded = loadGenerative(modelFiles(fitted))
    expect(loaded.name).toBe('histogram')
    const paths = await fitted.sample(panel, options)
    expect((await loaded.sample(panel, options)).values).toEqual(paths.values)
    expect(() => loadGenerative(new Map())).toThrow('no files')
  })

  test('learns what a promotion does', async () => {
    const panel = promotions()
    const fitted = await histogram.fit(panel, options)
    const scenarios = await fitted.sample(panel, options)
    const mean = (series: number, step: number): number => {
      let total = 0
      for (let i = 0; i < 100; i++) total += pathOf(scenarios, series, i)[step]! / 100
      return total
    }
    // Series 0 has a promotion in the first step of the future, series 1 in the second.
    expect(mean(0, 0)).toBeGreaterThan(1.2 * mean(0, 1))
    expect(mean(1, 1)).toBeGreaterThan(1.2 * mean(1, 0))
  })
})

/** Demand around 50 that doubles in a promotion. */
function promotions(): Panel {
  const random = createRandom(8)
  const plain = panelOf(Array.from({ length: 8 }, () => new Float64Array(60)))
  return {
    ...plain,
    knownNames: ['promotion'],
    series: plain.series.map((series, i) => {
      const flags = Float64Array.from({ length: 64 }, () => (random.uniform() < 0.25 ? 1 : 0))
      flags.set([i % 2 === 0 ? 1 : 0, i % 2, 0, 0], 60)
      const values = series.values.map(
        (_, t) => (1 + flags[t]!) * 50 * (1 + 0.1 * random.normal()) + 0.01,
      )
      return { ...series, values, known: [flags] }
    }),
  }
}
