import { describe, expect, test } from 'vitest'
import type { Panel } from '../../../../src/plant/demand/series.ts'
import { ses } from '../../../../src/plant/demand/statistical/exponential-smoothing.ts'
import {
  applyEffects,
  fitKnownEffects,
  withoutEffects,
} from '../../../../src/plant/demand/statistical/known-effects.ts'
import { createRandom } from '../../../../src/random.ts'
import { panelOf } from '../panels.ts'

/** Weeks 0, 7, 14 ... have a promotion, over the history and 8 weeks beyond. */
function promoted(level: number, lift: number, noise = 0, seed = 1): Panel {
  const length = 104
  const random = createRandom(seed)
  const promotion = Float64Array.from({ length: length + 8 }, (_, t) => (t % 7 === 0 ? 1 : 0))
  const histories = [1, 2, 3].map((scale) =>
    Array.from({ length }, (_, t) => {
      const usual = level * scale * (1 + noise * random.normal())
      return usual * (promotion[t] === 1 ? lift : 1)
    }),
  )
  const panel = panelOf(histories)
  return {
    ...panel,
    knownNames: ['promotion'],
    series: panel.series.map((series) => ({ ...series, known: [promotion] })),
  }
}

describe('effects of known covariates', () => {
  test('a multiple without noise is found exactly, and taken out', () => {
    const panel = promoted(100, 1.5)
    const effects = fitKnownEffects(panel)!
    const [series] = panel.series
    const plain = withoutEffects(series!, effects).values
    expect(Math.max(...plain) / Math.min(...plain)).toBeCloseTo(1, 2)
  })

  test('what is taken out is put back over the horizon, where the covariate says so', () => {
    const panel = promoted(100, 1.5)
    const effects = fitKnownEffects(panel)!
    const [series] = panel.series
    const paths = new Float64Array(8).fill(withoutEffects(series!, effects).values[1]!)
    applyEffects(series!, effects, 8, paths)
    // The history ends at 104; week 105 has the next promotion.
    for (const [step, value] of paths.entries()) {
      expect(value).toBeCloseTo(step === 1 ? 150 : 100, 0)
    }
  })

  test('with noise it is found to within its error, each series near the others', () => {
    const panel = promoted(100, 1.4, 0.2)
    const { bySeries, means } = fitKnownEffects(panel)!
    for (const [beta] of bySeries.values()) {
      const lift = (1 + beta! * (1 - means[0]!)) / (1 - beta! * means[0]!)
      expect(lift).toBeGreaterThan(1.2)
      expect(lift).toBeLessThan(1.6)
    }
  })

  test('a covariate without effect changes nothing', () => {
    let found = 0
    for (let seed = 1; seed <= 20; seed++) if (fitKnownEffects(promoted(100, 1, 0.2, seed))) found++
    expect(found).toBeLessThanOrEqual(2)
    expect(fitKnownEffects(panelOf([[1, 2, 3]]))).toBeUndefined()
  })

  test('an unknown future and a series of zeros stay as they are', () => {
    const panel = promoted(100, 1.5)
    const effects = fitKnownEffects(panel)!
    const unknown = { ...panel.series[0]!, known: [new Float64Array(0)] }
    const paths = Float64Array.of(1, 2, 3)
    applyEffects(unknown, effects, 3, paths)
    expect([...paths]).toEqual([1, 2, 3])
    const zeros = { ...panel.series[0]!, values: new Float64Array(104) }
    expect(withoutEffects(zeros, effects).values.every((value) => value === 0)).toBe(true)
  })

  test('a statistical forecaster sees the promotion to come', async () => {
    const panel = promoted(100, 1.5, 0.05)
    const fitted = await ses.fit(panel, { horizon: 8, seed: 1 })
    const { values } = await fitted.sample(panel, { horizon: 8, sampleCount: 100, seed: 1 })
    const meanAt = (step: number): number => {
      let sum = 0
      for (let sample = 0; sample < 100; sample++) sum += values[sample * 8 + step]!
      return sum / 100
    }
    expect(meanAt(1)).toBeGreaterThan(135)
    expect(meanAt(0)).toBeLessThan(115)
  })
})
