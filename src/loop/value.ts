// What planning in this way would have earned: the plant's backtest, as the report shows it.

import type { FittedForecaster } from '../plant/demand/forecaster.ts'
import type { Panel } from '../plant/demand/series.ts'
import type { Plant } from '../plant/model.ts'
import { backtestPlant, type ContenderResult } from '../plant/production/backtest.ts'
import type { SolveLotSizing } from '../plant/production/choice.ts'
import type { WorkOptions } from '../progress.ts'
import { policies, type BacktestSummary, type Policy, type PolicyResult } from './report/content.ts'

export interface ValueOptions extends WorkOptions {
  /** Periods at the end of the history that are planned again. */
  readonly periods: number
  readonly seed: number
  readonly solve: SolveLotSizing
}

/** Each plan of the backtest is made from scratch, so its search is shorter than that of the plan itself. */
const searchEffort = 3
const sampleCount = 100

/**
 * Plans the last periods again, with shorter searches than the plan itself.
 * @param fitted has seen nothing of those periods.
 */
export async function valueOfPlanning(
  plant: Plant,
  panel: Panel,
  fitted: FittedForecaster,
  { periods, seed, solve, onProgress, signal }: ValueOptions,
): Promise<BacktestSummary> {
  const { planning } = plant.file
  const effort = Math.min(planning.effort, searchEffort)
  const hurried: Plant = {
    ...plant,
    file: { ...plant.file, planning: { ...planning, effort } },
  }
  const result = await backtestPlant(hurried, panel, fitted, {
    periods,
    seed,
    sampleCount: Math.min(planning.scenarios, sampleCount),
    // Perfect foresight plans once, and all others are measured by it.
    solve: (problem, search) =>
      solve(problem, {
        ...search,
        ...(problem.scenarioCount === 1 && { effort: planning.effort }),
      }),
    onProgress,
    signal,
  })
  return {
    periods: result.periods,
    policies: policies.flatMap((policy) => {
      const found = result.contenders.find(({ name }) => name === policy)
      return found ? [policyResult(policy, found)] : []
    }),
    capturedValue: result.capturedValue,
  }
}

function policyResult(
  policy: Policy,
  { profit, fillRate, stockValue, periods }: ContenderResult,
): PolicyResult {
  let flow = 0
  const flows = periods.map((book) => {
    const costs = book.purchaseAndMaking + book.fixed + book.overtime + book.holding + book.shortage
    flow += book.revenue - costs
    return flow + book.stockValue
  })
  // Profit counts the change in the value of stock: what was there at the start is taken off.
  const valueAtStart = (flows.at(-1) ?? profit) - profit
  return {
    policy,
    profit,
    fillRate,
    stockValue,
    cumulativeProfit: flows.map((value) => value - valueAtStart),
  }
}
