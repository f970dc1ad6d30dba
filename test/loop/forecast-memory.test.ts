import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLedger, type RunRecord } from '../../src/data/storage/ledger.ts'
import {
  forecastFingerprint,
  jsonOf,
  recallForecast,
  rememberedForecast,
} from '../../src/loop/forecast-memory.ts'
import { keptFormat } from '../../src/loop/kept-format.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import type { Panel } from '../../src/plant/demand/series.ts'

const panel: Panel = {
  calendar: createCalendar('position', 1, 0),
  seasonLength: 4,
  knownNames: ['promotion'],
  attributeNames: [],
  series: [
    {
      id: 'a',
      start: 0,
      values: Float64Array.of(1, 2, Number.NaN),
      known: [Float64Array.of(0, 0, 1, 1)],
      attributes: [],
    },
  ],
}
const settings = { model: 'auto', steps: 2, comparedSteps: 2, scenarioCount: 3, seed: 1 }
const fingerprint = forecastFingerprint(panel, settings, '1.0.0')

const forecast = {
  scenarios: {
    ids: ['a'],
    steps: ['3', '4'],
    sampleCount: 3,
    values: Float64Array.of(1, 2, 3, 4, 5, 6),
    models: ['ets'],
    seed: 1,
  },
  comparison: { windows: 0, horizon: 2, scores: [], segments: [], calibration: [], leftOut: [] },
  training: [{ model: 'vae', curves: [], bestEpoch: 3 }],
}

describe('the fingerprint of a forecast', () => {
  test('changes with a value, with what is known ahead, a setting, the version and the shape', () => {
    const [series] = panel.series
    const other = [
      { ...panel, series: [{ ...series!, values: Float64Array.of(1, 2.5, Number.NaN) }] },
      { ...panel, series: [{ ...series!, known: [Float64Array.of(0, 0, 1, 0)] }] },
      { ...panel, series: [{ ...series!, id: 'b' }] },
    ].map((changed) => forecastFingerprint(changed, settings, '1.0.0'))
    const all = [
      fingerprint,
      ...other,
      forecastFingerprint(panel, { ...settings, seed: 2 }, '1.0.0'),
      forecastFingerprint(panel, settings, '1.0.1'),
      forecastFingerprint(panel, settings, '1.0.0', keptFormat + 1),
    ]
    expect(new Set(all).size).toBe(all.length)
    expect(forecastFingerprint(structuredClone(panel), { ...settings }, '1.0.0')).toBe(fingerprint)
  })
})

describe('what likens items to each other', () => {
  const longer = { ...panel.series[0]!, values: new Float64Array(60).fill(1), known: [] }
  const priced = (price: number, lengths: readonly number[]): string => {
    const traits = { figures: [price], words: [], parts: new Map<string, number>() }
    const series = lengths.map((length, i) => {
      return { ...longer, id: `s${i}`, values: longer.values.subarray(0, length) }
    })
    const known = new Map(
      series.map(({ id }) => [id, { ...traits, expected: undefined, like: undefined }]),
    )
    return forecastFingerprint({ ...panel, series, traits: known }, settings, '1.0.0')
  }

  test('counts where an item is in its first steps, or was at an earlier origin', () => {
    expect(priced(9, [60, 10])).not.toBe(priced(19, [60, 10]))
    expect(priced(9, [60, 45])).not.toBe(priced(19, [60, 45]))
  })

  test('does not count where every item has a long history', () => {
    expect(priced(9, [60, 60])).toBe(priced(19, [60, 60]))
  })
})

describe('a remembered forecast', () => {
  const trainedAt = new Date('2026-01-02T03:04:05Z')
  const known = { forecast, trainedAt, plantFingerprint: 'p', backtest: null }
  const run = (isNew: boolean): RunRecord => ({
    command: 'run',
    version: '1.0.0',
    seed: 1,
    settings: {},
    fingerprint,
    startedAt: trainedAt,
    finishedAt: trainedAt,
    dataFiles: [],
    models: [rememberedForecast(fingerprint, 1, known)],
    decisions: [],
    outcomes: [],
    ...(isNew && { scenarios: forecast.scenarios }),
  })

  test('comes back whole, and not for another fingerprint', async () => {
    const ledger = await openLedger(await mkdtemp(join(tmpdir(), 'millrace-memory-')))
    try {
      expect(await recallForecast(ledger, fingerprint)).toBeUndefined()
      await ledger.record(run(true))
      expect(await recallForecast(ledger, fingerprint)).toEqual(known)
      expect(await recallForecast(ledger, 'other')).toBeUndefined()
    } finally {
      await ledger.close()
    }
  })

  test('the scenarios may be those of an earlier run than the backtest', async () => {
    const ledger = await openLedger(await mkdtemp(join(tmpdir(), 'millrace-memory-')))
    try {
      await ledger.record(run(true))
      const later = { ...known, plantFingerprint: 'q' }
      await ledger.record({ ...run(false), models: [rememberedForecast(fingerprint, 1, later)] })
      expect(await recallForecast(ledger, fingerprint)).toEqual(later)
    } finally {
      await ledger.close()
    }
  })
})

test('a score that JSON cannot hold becomes null', () => {
  expect(jsonOf({ loss: Number.NaN, kept: undefined })).toEqual({ loss: null })
})
