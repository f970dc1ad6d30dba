import { describe, expect, test } from 'vitest'
import { backtest, lastWindows, officialWindow } from '../../../src/plant/demand/backtest.ts'
import { parseEvent } from '../../../src/plant/demand/event.ts'
import { seasonalNaive } from '../../../src/plant/demand/statistical/naive.ts'
import { theta } from '../../../src/plant/demand/statistical/theta.ts'
import { panelOf, seasonalValues } from './panels.ts'

const range = (length: number): number[] => Array.from({ length }, (_, i) => i)

describe('backtest', () => {
  test('the last windows lie one horizon apart, the earliest first', () => {
    const windows = lastWindows(panelOf([range(10), range(5)]), 2, 2)
    expect(windows.map(({ histories }) => histories.series[0]!.values.length)).toEqual([6, 8])
    expect(windows.map(({ actuals }) => [...actuals[0]!])).toEqual([
      [6, 7],
      [8, 9],
    ])
    expect([...windows[0]!.actuals[1]!]).toEqual([1, 2])
  })

  test('a history that is too short is refused', () => {
    expect(() => lastWindows(panelOf([range(6)]), 3, 2)).toThrow(
      'history: too short, expected more than 6 steps for 2 windows of 3, got 6',
    )
  })

  test('a test file gives the actuals by name, missing ones stay missing', () => {
    const history = panelOf([range(5), range(5)])
    const test = panelOf([range(0), [7, 8, 9]])
    const { actuals } = officialWindow(history, test, 2)
    expect([...actuals[0]!]).toEqual([Number.NaN, Number.NaN])
    expect([...actuals[1]!]).toEqual([7, 8])
    expect(() => officialWindow(panelOf([range(5)]), test, 2)).toThrow('unknown series')
  })

  test('a repeating season is forecast without error by the seasonal naive', async () => {
    const season = Array.from({ length: 32 }, (_, i) => [4, 1, 0, 3][i % 4]!)
    const windows = lastWindows(panelOf([season], 4), 4, 2)
    const [result] = await backtest(windows, [seasonalNaive], { horizon: 4, seed: 1 })
    expect(result!.accuracy).toMatchObject({ series: 2, steps: 8, wql: 0, smape: 0, coverage80: 1 })
  })

  test('every model is scored over all windows, in all and by kind of demand', async () => {
    const panel = panelOf(
      range(20).map((seed) => seasonalValues(seed, 60)),
      4,
    )
    const events = [parseEvent('y > mean')]
    const results = await backtest(lastWindows(panel, 4, 2), [seasonalNaive, theta], {
      horizon: 4,
      seed: 1,
      events,
    })
    expect(results.map(({ model }) => model)).toEqual(['seasonal-naive', 'theta'])
    for (const { accuracy, bySegment } of results) {
      expect(accuracy.steps).toBe(160)
      expect(accuracy.events[0]!.accuracy).toBeGreaterThan(0.8)
      expect(bySegment.map(({ segment }) => segment)).toEqual(['smooth'])
      expect(bySegment[0]!.accuracy).toEqual(accuracy)
    }
    expect(results[1]!.accuracy.wql).toBeLessThan(results[0]!.accuracy.wql)
  })
})
