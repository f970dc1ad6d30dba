import { describe, expect, test } from 'vitest'
import { fansOf } from '../../src/loop/fans.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import type { ScenarioSet } from '../../src/plant/demand/scenarios.ts'
import type { Panel } from '../../src/plant/demand/series.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { smallPlant } from './small-plant.ts'

const panel: Panel = {
  calendar: createCalendar('position', 1, 1),
  seasonLength: 4,
  knownNames: [],
  attributeNames: [],
  series: ['bolt', 'gear'].map((id) => ({
    id,
    start: 0,
    values: Float64Array.from({ length: 30 }, (_, i) => (i === 28 ? Number.NaN : i)),
    known: [],
    attributes: [],
  })),
}
const scenarios: ScenarioSet = {
  ids: ['bolt', 'gear'],
  steps: ['31', '32', '33'],
  sampleCount: 11,
  values: Float64Array.from({ length: 2 * 11 * 3 }, (_, i) => Math.floor(i / 3) % 11),
  models: ['ets', 'tsb+vae'],
  seed: 1,
}

describe('fans', async () => {
  const { items } = await loadPlant(await smallPlant())
  const fans = fansOf(panel, scenarios, items, 2)

  test('what sells for most stands first', () => {
    expect(fans.map(({ item, description }) => [item, description])).toEqual([
      ['gear', 'A gear'],
      ['bolt', 'A bolt'],
    ])
  })

  test('hold the last stretch of history with its gaps, and the deciles of the horizon', () => {
    const [fan] = fans
    expect(fan!.history).toHaveLength(8)
    expect(fan!.history.slice(-3)).toEqual([27, null, 29])
    expect(fan!.historySteps.at(-1)).toBe('30')
    expect(fan!.steps).toEqual(['31', '32'])
    expect(fan!.mean).toEqual([5, 5])
    expect(fan!.quantiles.map(([first]) => first)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  test('name the models of a mix apart', () => {
    expect(fans[0]!.model).toBe('tsb + vae')
  })
})
