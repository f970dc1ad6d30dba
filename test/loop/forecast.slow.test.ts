import { describe, expect, test } from 'vitest'
import { forecastDemand, type ForecastSettings } from '../../src/loop/forecast.ts'
import { createStopwatch } from '../../src/loop/stopwatch.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import type { Panel } from '../../src/plant/demand/series.ts'

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

describe('the mix of forecasters', () => {
  test('the mix says what it weighs for each kind of demand', async () => {
    const { comparison } = await forecastDemand(
      panelOf(40),
      { ...settings, model: 'auto' },
      createStopwatch(),
    )
    const [segment] = comparison.segments
    expect(segment!.seriesCount).toBe(2)
    expect(segment!.weightedQuantileLoss).toBeLessThanOrEqual(segment!.baselineLoss)
    expect(comparison.scores.map(({ model }) => model)).toContain('auto')
  })
})
