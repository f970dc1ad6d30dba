import { describe, expect, test } from 'vitest'
import {
  errorSeason,
  scoreSeries,
  stepDistributions,
  summarise,
} from '../../../src/plant/demand/accuracy.ts'
import { parseEvent } from '../../../src/plant/demand/event.ts'
import type { ScenarioSet } from '../../../src/plant/demand/scenarios.ts'

/** Two steps whose samples are 0, 1, ..., 10 and 10 times that. */
const scenarios: ScenarioSet = {
  ids: ['a'],
  steps: ['1', '2'],
  sampleCount: 11,
  values: Float64Array.from({ length: 22 }, (_, i) =>
    i % 2 === 0 ? (7 * (i / 2)) % 11 : 10 * ((3 * ((i - 1) / 2)) % 11),
  ),
  models: ['x'],
  seed: 1,
}
const history = Float64Array.of(2, 4, 8)
const event = parseEvent('y > 2*mean')
const options = { errorSeason: 1, events: [event] }

describe('accuracy', () => {
  test('distributions of the steps are those of the samples', () => {
    const { quantiles, means } = stepDistributions(scenarios, 0)
    expect([...quantiles.subarray(0, 9)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([...means]).toEqual([5, 50])
  })

  test('all scores by hand', () => {
    const score = scoreSeries(scenarios, 0, history, Float64Array.of(7, 95), options)
    // Naive scale (2 + 4) / 2 = 3, squared (4 + 16) / 2 = 10; errors of the medians 2 and 45.
    expect(score).toMatchObject({ count: 2, absoluteActual: 102, covered: 1, scaledCount: 2 })
    expect(score.scaledError).toBeCloseTo(47 / 3, 12)
    expect(score.rootMeanSquaredScaledError).toBeCloseTo(Math.sqrt((4 + 2025) / 2 / 10), 12)
    expect(score.symmetricError).toBeCloseTo((200 * 2) / 12 + (200 * 45) / 145, 12)
    const accuracy = summarise([score], [event])
    expect(accuracy.wql).toBeCloseTo(score.quantileLoss / 102, 12)
    expect(accuracy.mase).toBeCloseTo(47 / 6, 12)
    expect(accuracy.coverage80).toBe(0.5)
    expect(accuracy.transformShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    // The threshold is 2 * 14 / 3 = 9.33: forecast with 1/11 and 10/11, met by the second.
    expect(accuracy.events[0]).toMatchObject({
      frequency: 0.5,
      accuracy: 1,
      precision: 1,
      recall: 1,
    })
    expect(accuracy.events[0]!.brier).toBeCloseTo((2 * (1 / 11) ** 2) / 2, 2)
  })

  test('missing actuals do not count, nor does a scale of zero', () => {
    const flat = Float64Array.of(3, 3, 3)
    const score = scoreSeries(scenarios, 0, flat, Float64Array.of(7, Number.NaN), options)
    expect(score).toMatchObject({ count: 1, scaledCount: 0, scaledError: 0, covered: 1 })
    const other = scoreSeries(scenarios, 0, history, Float64Array.of(7, Number.NaN), options)
    expect(summarise([score, other]).mase).toBeCloseTo(2 / 3, 12)
    expect(summarise([score, other]).rmsse).toBeCloseTo(Math.sqrt(4 / 10), 12)
  })

  test('a missed and a false event lower recall and precision', () => {
    const late = parseEvent('y > 60')
    const given = { ...options, events: [late], eventProbability: 0.3 }
    const missed = scoreSeries(scenarios, 0, history, Float64Array.of(70, 70), given)
    const falseAlarm = scoreSeries(scenarios, 0, history, Float64Array.of(5, 5), given)
    const [scores] = summarise([missed, falseAlarm], [late]).events
    expect(scores).toMatchObject({ accuracy: 0.5, precision: 0.5, recall: 0.5, f1: 0.5 })
  })

  test('weekly errors are scaled by last week, monthly ones by last year', () => {
    expect([12, 4, 7, 24, 52].map(errorSeason)).toEqual([12, 4, 7, 24, 1])
  })
})
