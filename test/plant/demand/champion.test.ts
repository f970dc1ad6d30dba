import { describe, expect, test } from 'vitest'
import { champion, isFittedChampion } from '../../../src/plant/demand/champion.ts'
import { emptyScenarios, type Forecaster } from '../../../src/plant/demand/forecaster.ts'
import { empirical } from '../../../src/plant/demand/statistical/empirical.ts'
import { seasonalNaive } from '../../../src/plant/demand/statistical/naive.ts'
import { negativeBinomial } from '../../../src/plant/demand/statistical/negative-binomial.ts'
import { theta } from '../../../src/plant/demand/statistical/theta.ts'
import type { JudgedOn } from '../../../src/plant/demand/validation.ts'
import { createRandom } from '../../../src/random.ts'
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

  test('an item in its first steps is forecast from items like it, and no other is', async () => {
    const panel = panelOf([seasonalValues(1, 40), seasonalValues(2, 40), [], [90, 95]], 4)
    const series = panel.series.map((one) => ({ ...one, start: 40 - one.values.length }))
    const fitted = await auto.fit({ ...panel, series }, options)
    const { models } = await fitted.sample({ ...panel, series }, options)
    expect(models.slice(2)).toEqual(['like-items', 'like-items'])
    for (const model of models.slice(0, 2)) expect(model).not.toContain('like-items')
  })

  test('judged on sums, the forecaster whose paths hang together as demand does is chosen', async () => {
    // Demand is 0 or 8 for four steps at a time, so that four steps are 0 or 32 and nothing between.
    const histories = Array.from({ length: 120 }, (_, i) => {
      const random = createRandom(i)
      return Array.from({ length: 9 }, () => (random.uniform() < 0.5 ? 0 : 8)).flatMap((units) =>
        new Array<number>(4).fill(units),
      )
    })
    const apart = drawing('apart', (random) => Array.from({ length: 4 }, () => random() * 8))
    // A little too high in every step, and right in how the steps hang together.
    const together = drawing('together', (random) => new Array<number>(4).fill(random() * 8.5))
    const leaderWhen = async (judgedOn: JudgedOn, count: number): Promise<string> => {
      const judged = champion([apart, together], [apart], { windows: 2, judgedOn })
      const { choices } = await judged.fit(panelOf(histories.slice(0, count), 1), options)
      return choices[0]!.members[0]!.model
    }
    expect(await leaderWhen('steps', 120)).toBe('apart')
    expect(await leaderWhen('sums', 120)).toBe('together')
    expect(await leaderWhen('sums', 90)).toBe('apart')
  })
})

/** Draws whole paths of four steps from zeros and ones, half of each. */
function drawing(name: string, path: (draw: () => number) => number[]): Forecaster {
  return {
    name,
    fit: () =>
      Promise.resolve({
        name,
        sample(panel, given) {
          const scenarios = emptyScenarios(panel, name, given)
          const random = createRandom(name)
          const draw = (): number => Number(random.uniform() < 0.5)
          for (let start = 0; start < scenarios.values.length; start += given.horizon) {
            scenarios.values.set(path(draw), start)
          }
          return Promise.resolve(scenarios)
        },
      }),
  }
}
