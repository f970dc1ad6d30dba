// `millrace backtest PLANT`: what planning in this way would have earned over the last periods.

import { compactJson } from '../../data/compact-json.ts'
import { writeFileAtomic } from '../../data/files.ts'
import { readDemandHistory } from '../../loop/demand-history.ts'
import { fitForecaster } from '../../loop/forecast.ts'
import { loadPlant, type Plant } from '../../plant/model.ts'
import { backtestPlant, type BacktestResult } from '../../plant/production/backtest.ts'
import { horizonOf } from '../../plant/production/records.ts'
import type { ItemBook } from '../../plant/production/plant-simulation.ts'
import { panelWithoutLast } from '../../plant/demand/series.ts'
import { progressWithin } from '../../progress.ts'
import { solveLotSizing } from '../../solvers/lot-sizing/solve.ts'
import type { CommandContext } from '../context.ts'

export interface BacktestPlantOptions {
  readonly periods: number
  readonly warmUp: number
  readonly effort: number
  readonly budget?: number
  readonly seed?: number
  readonly out?: string
}

/** Per contender and item, its books over the periods. */
type Trajectories = Record<string, Record<string, ItemBook[]>>

export async function runPlantBacktest(
  path: string,
  options: BacktestPlantOptions,
  context: CommandContext,
): Promise<void> {
  const { signal, onProgress } = context
  const { periods, warmUp, out } = options
  const plant = hurried(await loadPlant(path, { signal }), options.effort)
  const { panel } = await readDemandHistory(plant, { signal })
  const seed = options.seed ?? plant.file.seed
  const { model, training_seconds } = plant.file
  const fitted = await fitForecaster(
    panelWithoutLast(panel, periods + warmUp),
    {
      model,
      horizon: horizonOf(plant).steps,
      seed,
      budgetSeconds: options.budget ?? training_seconds,
    },
    { signal, onProgress: progressWithin(onProgress, 0, 0.3) },
  )
  const trajectories: Trajectories = {}
  const result = await backtestPlant(plant, panel, fitted, {
    periods,
    warmUp,
    seed,
    sampleCount: plant.file.planning.scenarios,
    solve: solveLotSizing,
    signal,
    onProgress: progressWithin(onProgress, 0.3, 1),
    onPeriod(contender, _period, items) {
      const own = (trajectories[contender] ??= {})
      for (const [index, book] of items.entries()) (own[plant.items[index]!.id] ??= []).push(book)
    },
  })
  if (out !== undefined) {
    await writeFileAtomic(out, compactJson({ ...result, trajectories }), { signal })
  }
  for (const line of describeBacktest(plant, result)) context.print(line)
  if (out !== undefined) context.print(`wrote ${out}`)
  context.printJson(result)
}

/** Each of many plans gets less effort than the one that a user waits for. */
function hurried(plant: Plant, mostEffort: number): Plant {
  const { planning } = plant.file
  const effort = Math.min(planning.effort, mostEffort)
  const file = { ...plant.file, planning: { ...planning, effort } }
  return { ...plant, file }
}

export function describeBacktest(
  { file }: Pick<Plant, 'file'>,
  { periods, contenders, capturedValue }: BacktestResult,
): string[] {
  const money = (value: number): string => Math.round(value).toLocaleString('en')
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(13))).join('')
  return [
    `${file.name}: ${periods.length} periods from ${periods[0]}, planned again with what was known then (${file.currency})`,
    row(['', 'profit', 'holding', 'ordering', 'fill rate', 'by value', 'stock value']),
    ...contenders.map(({ name, profit, holding, ordering, fillRate, valueFillRate, stockValue }) =>
      row([
        name,
        money(profit),
        money(holding),
        money(ordering),
        percent(fillRate),
        percent(valueFillRate),
        money(stockValue),
      ]),
    ),
    capturedValue === null
      ? 'captured value: unknown, no plan with perfect foresight was found that beats the others (allow more with --effort)'
      : `captured value: ${percent(capturedValue)} of what perfect foresight gains over ${contenders[0]!.name}`,
  ]
}
