import { expect, test } from 'vitest'
import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import { emptyScenarios } from '../../../src/plant/demand/forecaster.ts'
import { pathOf } from '../../../src/plant/demand/scenarios.ts'

test('an empty scenario set has room for every path and says which model fills it', () => {
  const series = ['a', 'b'].map((id) => ({
    id,
    start: 0,
    values: Float64Array.of(1, 2),
    known: [],
    attributes: [],
  }))
  const panel = {
    calendar: createCalendar('position', 1, 1),
    seasonLength: 1,
    knownNames: [],
    attributeNames: [],
    series,
  }
  const scenarios = emptyScenarios(panel, 'naive', { horizon: 3, sampleCount: 5, seed: 1 })
  expect(scenarios.ids).toEqual(['a', 'b'])
  expect(scenarios.models).toEqual(['naive', 'naive'])
  expect(scenarios.steps).toEqual(['3', '4', '5'])
  expect(scenarios.values).toHaveLength(2 * 5 * 3)
  expect(pathOf(scenarios, 1, 4)).toHaveLength(3)
})
