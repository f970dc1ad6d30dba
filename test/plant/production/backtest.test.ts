import { describe, expect, test } from 'vitest'
import { emptyScenarios, type FittedForecaster } from '../../../src/plant/demand/forecaster.ts'
import { endOf, panelBefore } from '../../../src/plant/demand/series.ts'
import {
  backtestPlant,
  oursName,
  runBacktest,
  type BacktestOptions,
  type Contender,
} from '../../../src/plant/production/backtest.ts'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { foresightName } from '../../../src/plant/production/foresight.ts'
import type { ItemBook } from '../../../src/plant/production/plant-simulation.ts'
import type { SolveLotSizing } from '../../../src/plant/production/choice.ts'
import { itemOf, panelOf, plantOf } from './small-plant.ts'

const demand = [4, 0, 6, 3, 0, 5, 4, 0, 6, 3, 0, 5, 4, 1, 6, 2, 0, 5]
const panel = panelOf({ A: demand }, 6)

/** Samples the last season again and again, and notes what it was shown. */
function repeating(seen: number[] = []): FittedForecaster {
  return {
    name: 'repeat',
    sample(history, options) {
      const scenarios = emptyScenarios(history, 'repeat', options)
      const { values } = history.series[0]!
      seen.push(endOf(history.series[0]!))
      for (let i = 0; i < scenarios.values.length; i++) {
        scenarios.values[i] = values[values.length - 6 + ((i % options.horizon) % 6)]!
      }
      return Promise.resolve(scenarios)
    },
  }
}

const options: BacktestOptions = {
  periods: 6,
  seed: 1,
  sampleCount: 3,
  solve: lotForLot(),
}

/** Knows the best plan of one item without fixed cost and lead time: make each demand when it comes. */
function lotForLot(): SolveLotSizing {
  return ({ periods, items }) => {
    const [item] = items
    let stock = item!.initialStock
    const lots = Array.from(item!.demand!.scenarios.subarray(0, periods), (units) => {
      const lot = Math.max(0, units - stock)
      stock = Math.max(0, stock - units)
      return lot
    })
    return Promise.resolve({
      status: 'solved',
      plan: {
        lots: Float64Array.from(lots),
        allocations: new Float64Array(periods),
        overtime: new Float64Array(0),
      },
      objective: 0,
      bound: 0,
      gap: 0,
      costs: {
        total: 0,
        unit: 0,
        setup: 0,
        holding: 0,
        overtime: 0,
        shortage: 0,
        forgoneRevenue: 0,
        terminalValue: 0,
      },
      shortages: [],
      overtime: [],
      isCut: false,
    })
  }
}

describe('backtestPlant', () => {
  test('runs two usual rules, the plan and perfect foresight, which nobody beats', async () => {
    const { contenders, periods, capturedValue } = await backtestPlant(
      plantOf([itemOf('A')]),
      panel,
      repeating(),
      options,
    )
    expect(periods).toEqual(['12', '13', '14', '15', '16', '17'])
    expect(contenders.map(({ name }) => name)).toEqual([
      'seasonal-naive',
      'sba-ets',
      oursName,
      foresightName,
    ])
    const best = contenders.at(-1)!
    for (const { profit } of contenders) expect(profit).toBeLessThanOrEqual(best.profit + 1e-9)
    expect(best.fillRate).toBe(1)
    const [a, , ours] = contenders
    expect(capturedValue).toBeCloseTo((ours!.profit - a!.profit) / (best.profit - a!.profit), 12)
  })

  test('a forecast is made at every period from the history before it, and from nothing later', async () => {
    const seen: number[] = []
    const shown = panelBefore(panel, 18)
    await backtestPlant(plantOf([itemOf('A')]), shown, repeating(seen), options)
    expect(seen).toEqual([12, 13, 14, 15, 16, 17])
  })

  test('what the future holds changes nothing that was decided before it', async () => {
    const changed = panelOf({ A: [...demand.slice(0, 15), 99, 99, 99] }, 6)
    const books: number[][] = []
    for (const history of [panel, changed]) {
      const released: number[] = []
      await backtestPlant(plantOf([itemOf('A')]), history, repeating(), {
        ...options,
        withForesight: false,
        onPeriod: (_, period, items) => Number(period) <= 15 && released.push(items[0]!.released),
      })
      books.push(released)
    }
    expect(books[1]).toEqual(books[0])
    expect(books[0]!.length).toBeGreaterThan(6)
  })
})

describe('runBacktest', () => {
  const nothing: Contender = {
    name: 'nothing',
    needsScenarios: false,
    decide: (records) =>
      Promise.resolve({
        ...emptyDecision(records),
        policies: [{ reorderPoint: Float64Array.of(-1e9), lot: 0 }],
      }),
  }

  test('the profit is the cash that came in and the stock that went', async () => {
    const books: ItemBook[] = []
    const item = itemOf('A', { holdingCost: 0, shortage: { kind: 'lost-sale', cost: 0 } })
    const { contenders } = await runBacktest(plantOf([item]), panel, repeating(), [nothing], {
      ...options,
      withForesight: false,
      onPeriod: (_contender, _period, items) => books.push(items[0]!),
    })
    const sold = books.reduce((sum, { served }) => sum + served, 0)
    expect(sold).toBeGreaterThan(0)
    expect(contenders[0]!.profit).toBeCloseTo(sold * (20 - 10), 9)
    expect(contenders[0]!.fillRate).toBeCloseTo(sold / (4 + 1 + 6 + 2 + 0 + 5), 12)
  })

  test('a warm-up is run and not counted', async () => {
    const { contenders, periods } = await runBacktest(
      plantOf([itemOf('A')]),
      panel,
      repeating(),
      [nothing],
      { ...options, periods: 3, warmUp: 3, withForesight: false },
    )
    expect(periods).toEqual(['15', '16', '17'])
    expect(contenders[0]!.periods).toHaveLength(3)
  })

  test('a history that is too short is refused', async () => {
    await expect(
      runBacktest(plantOf([itemOf('A')]), panel, repeating(), [nothing], {
        ...options,
        periods: 17,
      }),
    ).rejects.toThrow('the history is too short, expected more than 19 periods, got 18')
  })

  test('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(
      runBacktest(plantOf([itemOf('A')]), panel, repeating(), [nothing], { ...options, signal }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a search that runs out of time', () => {
  test('leaves the plant with the best usual rule, not with nothing', async () => {
    const plant = plantOf([itemOf('A')], {
      resources: [{ id: 'bench', hours: 50, overtimeHours: 0, overtimeCost: 0 }],
      routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
    })
    const { contenders } = await backtestPlant(plant, panel, repeating(), {
      ...options,
      withForesight: false,
      solve: () => Promise.resolve({ status: 'unsolved', bound: 0, isCut: false }),
    })
    const [naive, smoothed, ours] = contenders.map(({ profit }) => profit)
    expect(ours!).toBeGreaterThanOrEqual(Math.min(naive!, smoothed!))
  })
})
