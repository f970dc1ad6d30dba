import { describe, expect, test } from 'vitest'
import type { History } from '../../../src/plant/demand/statistical/local.ts'
import {
  etsForecast,
  sbaForecast,
  seasonalNaiveForecast,
  startingState,
  usualRules,
} from '../../../src/plant/production/usual-rules.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, panelOf, plantOf, scenariosOf } from './small-plant.ts'

function historyOf(values: readonly number[], seasonLength = 4): History {
  return {
    id: 'A',
    values: Float64Array.from(values),
    seasonLength,
    domain: { isNonNegative: true, isInteger: true },
  }
}

describe('forecasts of the usual rules', () => {
  test('seasonal naive repeats the last season, and its deviation is that of seasonal changes', () => {
    const { mean, deviation } = seasonalNaiveForecast(historyOf([1, 2, 3, 4, 3, 4, 5, 6]), 6)
    expect([...mean]).toEqual([3, 4, 5, 6, 3, 4])
    expect(deviation).toBe(2)
  })

  test('SBA smooths sizes and intervals apart with 0.1', () => {
    const { mean, deviation } = sbaForecast(historyOf([0, 4, 0, 0, 4]), 3)
    // Interval 2, then 3: 2.1. Size 4. Corrected by 1 - 0.1 / 2.
    expect(mean[0]).toBeCloseTo((0.95 * 4) / 2.1, 12)
    expect(mean[2]).toBe(mean[0])
    expect(deviation).toBeCloseTo(Math.sqrt(4.8), 12)
  })

  test('ETS of a level is the level', () => {
    const { mean } = etsForecast(historyOf(new Array<number>(24).fill(7), 1), 2)
    expect(mean[0]).toBeCloseTo(7, 3)
  })
})

describe('usualRules', () => {
  test('are two, seasonal naive first, and use SBA for intermittent demand', () => {
    const values = [0, 0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3]
    const [naive, smoothed] = usualRules(panelOf({ A: values }, 3))
    const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [[1, 1, 1, 1]] }))
    expect([naive!.name, smoothed!.name]).toEqual(['seasonal-naive', 'sba-ets'])
    expect([...naive!.decide(records).policies[0]!.reorderPoint]).toEqual([0, 0, 3])
    const { mean, deviation } = sbaForecast(historyOf(values), 1)
    expect(smoothed!.decide(records).policies[0]!.reorderPoint[0]).toBeCloseTo(
      mean[0]! + 1.6448536269514722 * deviation,
      9,
    )
  })

  test('the starting state is where the seasonal naive rule rests', () => {
    const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [[1, 1, 1, 1]] }))
    const panel = panelOf({ A: [4, 4, 4, 4, 4, 4] }, 2)
    expect(startingState(records, panel)).toEqual({ stock: [4], receipts: [[]] })
  })
})
