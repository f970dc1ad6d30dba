import { describe, expect, test } from 'vitest'
import { emptyScenarios, type Forecaster } from '../../../src/plant/demand/forecaster.ts'
import { validate, validationCuts } from '../../../src/plant/demand/validation.ts'
import { panelOf } from './panels.ts'

/** Forecasts the length of the history, and remembers the longest one it was fitted on. */
function lengthForecaster(): Forecaster & { fittedOn: number } {
  const forecaster = {
    name: 'length',
    fittedOn: 0,
    fit(panel: Parameters<Forecaster['fit']>[0]) {
      forecaster.fittedOn = Math.max(...panel.series.map(({ values }) => values.length))
      return Promise.resolve({
        name: 'length',
        sample(
          panel: Parameters<Forecaster['fit']>[0],
          options: { horizon: number; sampleCount: number; seed: number },
        ) {
          const scenarios = emptyScenarios(panel, 'length', options)
          const size = options.horizon * options.sampleCount
          for (const [i, { values }] of panel.series.entries()) {
            scenarios.values.fill(values.length, i * size, (i + 1) * size)
          }
          return Promise.resolve(scenarios)
        },
      })
    },
  }
  return forecaster
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i)
const options = { horizon: 3, seed: 1, windows: 2, sampleCount: 4 }

describe('validation', () => {
  test('origins lie one horizon apart, and closer where the history is short', () => {
    expect(validationCuts(panelOf([range(60)]), 6, 3)).toEqual([6, 12, 18])
    expect(validationCuts(panelOf([range(20)]), 6, 3)).toEqual([6, 8, 10])
    expect(validationCuts(panelOf([range(8)]), 6, 3)).toEqual([6])
  })

  test('a forecaster is fitted before the earliest origin and sees nothing later than each', async () => {
    const forecaster = lengthForecaster()
    const panel = panelOf([range(30), range(26)])
    const { cases, quantiles } = await validate(panel, [forecaster], options)
    expect(forecaster.fittedOn).toBe(24)
    expect(cases.map(({ actuals }) => [...actuals])).toEqual([
      [27, 28, 29],
      [23, 24, 25],
      [24, 25, 26],
      [20, 21, 22],
    ])
    expect([0, 27, 54, 81].map((place) => quantiles[0]![place])).toEqual([27, 23, 24, 20])
  })

  test('judged on sums, what came and what was forecast are added up from the origin', async () => {
    const panel = panelOf([range(30)])
    const judged = { ...options, judgedOn: 'sums' } as const
    const { cases, quantiles } = await validate(panel, [lengthForecaster()], judged)
    expect([...cases[0]!.actuals]).toEqual([27, 27 + 28, 27 + 28 + 29])
    expect(cases[0]!.weight).toBe(27 + 55 + 84)
    expect([0, 9, 18].map((step) => quantiles[0]![step])).toEqual([27, 54, 81])
  })

  test('sums are judged as far as an order of the series has to cover', async () => {
    const panel = { ...panelOf([range(20)]), covers: new Map([['s0', 2]]) }
    const { cases } = await validate(panel, [], { ...options, windows: 1, judgedOn: 'sums' })
    expect(cases[0]!.actuals).toEqual(Float64Array.of(17, 35, Number.NaN))
    expect(cases[0]!.count).toBe(2)
    const steps = await validate(panel, [], { ...options, windows: 1 })
    expect(steps.cases[0]!.count).toBe(3)
  })

  test('what is missing makes the later sums unknown', async () => {
    const values = range(30)
    values[28] = Number.NaN
    const judged = { ...options, judgedOn: 'sums', windows: 1 } as const
    const { cases } = await validate(panelOf([values]), [lengthForecaster()], judged)
    expect([...cases[0]!.actuals]).toEqual([27, Number.NaN, Number.NaN])
  })

  test('a series without history at an origin is left out there', async () => {
    const panel = panelOf([range(30), range(28), range(5), range(2)])
    const { cases } = await validate(panel, [lengthForecaster()], options)
    expect(cases.map(({ series }) => series)).toEqual([0, 1, 2, 0, 1])
  })

  test('a history without change has no scale', async () => {
    const { cases } = await validate(panelOf([new Float64Array(30)]), [lengthForecaster()], options)
    expect(cases[0]).toMatchObject({ scale: 0, weight: 0, segment: 'intermittent' })
  })
})
