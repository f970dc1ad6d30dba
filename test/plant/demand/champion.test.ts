import { describe, expect, test } from 'vitest'
import { champion, isFittedChampion } from '../../../src/plant/demand/champion.ts'
import { empirical } from '../../../src/plant/demand/statistical/empirical.ts'
import { seasonalNaive } from '../../../src/plant/demand/statistical/naive.ts'
import { negativeBinomial } from '../../../src/plant/demand/statistical/negative-binomial.ts'
import { theta } from '../../../src/plant/demand/statistical/theta.ts'
import { forecasterConformance } from './conformance.ts'
import { intermittentCounts, panelOf, seasonalValues } from './panels.ts'

const candidates = [seasonalNaive, theta, empirical, negativeBinomial]
const baselines = [seasonalNaive, theta, empirical]
const auto = champion(candidates, baselines, { windows: 2, sampleCount: 40 })
const options = { horizon: 4, sampleCount: 50, seed: 1 }

describe('champion', () => {
  forecasterConformance(auto)

  test('each kind of demand is forecast at least as well as by its best baseline in validation', async () => {
    const histories = [
      ...Array.from({ length: 20 }, (_, i) => intermittentCounts(i, 48)),
      ...Array.from({ length: 20 }, (_, i) => seasonalValues(i, 48)),
    ]
    const { choices } = await auto.fit(panelOf(histories, 4), options)
    expect(choices.map(({ segment }) => segment)).toEqual(
      expect.arrayContaining(['smooth', 'intermittent']),
    )
    for (const choice of choices) {
      expect(choice.wql).toBeLessThanOrEqual(choice.baselineWql)
      expect(choice.gain).toBeGreaterThanOrEqual(0)
      expect(choice.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    }
    expect(choices.reduce((sum, { series }) => sum + series, 0)).toBe(40)
  })

  test('with only one candidate it is that candidate', async () => {
    const only = champion([theta], [theta], { windows: 1 })
    const panel = panelOf([seasonalValues(1, 40)], 4)
    const fitted = await only.fit(panel, options)
    expect(isFittedChampion(fitted)).toBe(true)
    const alone = await (await theta.fit(panel, options)).sample(panel, options)
    const scenarios = await fitted.sample(panel, options)
    expect(scenarios.values).toEqual(alone.values)
    expect(scenarios.models).toEqual(['theta'])
  })
})
