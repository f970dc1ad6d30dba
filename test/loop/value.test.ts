import { describe, expect, test } from 'vitest'
import { readDemandHistory } from '../../src/loop/demand-history.ts'
import { fitEarlier } from '../../src/loop/forecast.ts'
import { valueOfPlanning } from '../../src/loop/value.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { horizonOf } from '../../src/plant/production/records.ts'
import { solveLotSizing } from '../../src/solvers/lot-sizing/solve.ts'
import { smallPlant } from './small-plant.ts'

describe('the value of planning', async () => {
  const plant = await loadPlant(await smallPlant())
  const { panel } = await readDemandHistory(plant)
  const earlier = await fitEarlier(panel, {
    model: 'ses',
    steps: horizonOf(plant).steps,
    comparedSteps: 4,
    scenarioCount: 40,
    seed: 1,
  })
  const summary = await valueOfPlanning(plant, panel, earlier!.fitted, {
    periods: 4,
    seed: 1,
    solve: solveLotSizing,
  })

  test('compares all ways of planning over the same periods', () => {
    expect(summary.periods).toEqual(['2025-09-15', '2025-09-22', '2025-09-29', '2025-10-06'])
    expect(summary.policies.map(({ policy }) => policy)).toEqual([
      'millrace',
      'seasonal-naive',
      'sba-ets',
      'perfect-foresight',
    ])
  })

  test('its sums end in the profit', () => {
    for (const { profit, cumulativeProfit } of summary.policies) {
      expect(cumulativeProfit).toHaveLength(4)
      expect(cumulativeProfit.at(-1)).toBeCloseTo(profit, 6)
    }
  })

  test('nobody earns more than perfect foresight', () => {
    const best = summary.policies.find(({ policy }) => policy === 'perfect-foresight')!.profit
    for (const { profit } of summary.policies) expect(profit).toBeLessThanOrEqual(best + 1e-6)
  })
})
