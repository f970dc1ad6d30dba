// What every forecaster keeps to, whatever its method.

import { expect, test } from 'vitest'
import type { Forecaster } from '../../../src/plant/demand/forecaster.ts'
import { pathOf, type ScenarioSet } from '../../../src/plant/demand/scenarios.ts'
import { type Panel, panelWithoutLast } from '../../../src/plant/demand/series.ts'
import { intermittentCounts, panelOf, seasonalValues } from './panels.ts'

const options = { horizon: 5, sampleCount: 40, seed: 3 }

async function forecast(forecaster: Forecaster, panel: Panel): Promise<ScenarioSet> {
  const fitted = await forecaster.fit(panel, options)
  return fitted.sample(panel, options)
}

export function forecasterConformance(forecaster: Forecaster): void {
  const counts = panelOf([1, 2, 3].map((seed) => intermittentCounts(seed, 40)))
  const mixed = panelOf([
    ...[1, 2].map((seed) => seasonalValues(seed, 48)),
    intermittentCounts(4, 30),
    new Float64Array(20),
    [3],
    [3, 5],
    [],
    [Number.NaN, 4, Number.NaN, 6, 7, Number.NaN, Number.NaN, 5],
  ])

  test('gives finite joint paths of every series, short, zero, with gaps or without history', async () => {
    const scenarios = await forecast(forecaster, mixed)
    expect(scenarios.ids).toEqual(mixed.series.map(({ id }) => id))
    expect(scenarios.values).toHaveLength(mixed.series.length * 40 * 5)
    expect(scenarios.values.every(Number.isFinite)).toBe(true)
    expect(scenarios.models.every((name) => name !== '')).toBe(true)
  })

  test('whole numbers that are never below zero give such paths', async () => {
    const { values } = await forecast(forecaster, counts)
    expect(values.every((value) => value >= 0 && Number.isInteger(value))).toBe(true)
    expect(values.some((value) => value > 0)).toBe(true)
  })

  test('a history of zeros is forecast as zero', async () => {
    const scenarios = await forecast(forecaster, panelOf([new Float64Array(30)]))
    expect(scenarios.values.every((value) => value === 0)).toBe(true)
  })

  test('the same seed gives the same paths, another one other paths', async () => {
    const fitted = await forecaster.fit(counts, options)
    const first = await fitted.sample(counts, options)
    const again = await fitted.sample(counts, options)
    const other = await fitted.sample(counts, { ...options, seed: 4 })
    expect(again.values).toEqual(first.values)
    expect(other.values).not.toEqual(first.values)
  })

  test('the paths of a series depend on its own history and name, not on its place', async () => {
    const fitted = await forecaster.fit(counts, options)
    const all = await fitted.sample(counts, options)
    const last = await fitted.sample({ ...counts, series: counts.series.slice(2) }, options)
    expect(pathOf(last, 0, 7)).toEqual(pathOf(all, 2, 7))
  })

  test('fitted once, it goes on from later origins and with new series', async () => {
    const early = panelWithoutLast(counts, 6)
    const fitted = await forecaster.fit({ ...early, series: early.series.slice(0, 2) }, options)
    const scenarios = await fitted.sample(counts, { ...options, horizon: 3 })
    expect(scenarios.steps).toHaveLength(3)
    expect(scenarios.values.every(Number.isFinite)).toBe(true)
  })

  test('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(forecaster.fit(counts, { ...options, signal })).rejects.toThrow('cancelled')
  })
}
