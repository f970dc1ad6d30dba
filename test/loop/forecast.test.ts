import { describe, expect, test } from 'vitest'
import { fitEarlier, forecastDemand, type ForecastSettings } from '../../src/loop/forecast.ts'
import { createStopwatch } from '../../src/loop/stopwatch.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import { panelWithoutLast, type Panel } from '../../src/plant/demand/series.ts'

const panelOf = (length: number): Panel => ({
  calendar: createCalendar('position', 1, 0),
  seasonLength: 4,
  knownNames: [],
  attributeNames: [],
  series: ['a', 'b'].map((id, k) => ({
    id,
    start: 0,
    values: Float64Array.from({ length }, (_, i) => 20 + 5 * (i % 4) + ((i * 7 + k) % 3)),
    known: [],
    attributes: [],
  })),
})
const settings: ForecastSettings = {
  model: 'theta',
  steps: 6,
  comparedSteps: 4,
  scenarioCount: 30,
  seed: 5,
}

describe('forecast of demand', () => {
  test('samples as many futures and steps as asked for, by the model asked for', async () => {
    const { scenarios } = await forecastDemand(panelOf(40), settings, createStopwatch())
    expect([scenarios.ids, scenarios.steps.length, scenarios.sampleCount]).toEqual([
      ['a', 'b'],
      6,
      30,
    ])
    expect(scenarios.models).toEqual(['theta', 'theta'])
  })

  test('compares the baselines on the last windows, with calibration of the chosen one', async () => {
    const { comparison, earlier } = await forecastDemand(panelOf(40), settings, createStopwatch())
    expect(comparison.windows).toBe(2)
    expect(comparison.scores.map(({ model }) => model)).toContain('seasonal-naive')
    expect(comparison.scores.find(({ model }) => model === 'theta')!.chosenFor).toBe(2)
    expect(comparison.calibration.map(({ nominal }) => nominal)).toHaveLength(9)
    const observed = comparison.calibration.map((point) => point.observed)
    expect(observed).toEqual(observed.toSorted((a, b) => a - b))
    expect(earlier!.unseenPeriods).toBe(8)
  })

  test('what is forecast earlier has not seen the periods held back', async () => {
    const whole = panelOf(40)
    const changed: Panel = {
      ...whole,
      series: whole.series.map((series) => ({
        ...series,
        values: series.values.map((value, i) => (i >= 32 ? 1000 : value)),
      })),
    }
    const sample = async (panel: Panel): Promise<Float64Array> => {
      const earlier = await fitEarlier(panel, settings)
      const histories = panelWithoutLast(panel, 8)
      return (await earlier!.fitted.sample(histories, { horizon: 4, sampleCount: 5, seed: 1 }))
        .values
    }
    expect(await sample(changed)).toEqual(await sample(whole))
  })

  test('a short history is forecast without a comparison', async () => {
    const { comparison, earlier } = await forecastDemand(panelOf(10), settings, createStopwatch())
    expect(comparison.windows).toBe(0)
    expect(comparison.scores).toEqual([])
    expect(earlier).toBeUndefined()
    expect(await fitEarlier(panelOf(10), settings)).toBeUndefined()
  })
})
