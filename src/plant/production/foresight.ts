// Perfect foresight: what could have been earned by whoever had known the demand that came. Nobody can; it
// bounds what better forecasts are worth.

import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import type { ScenarioSet } from '../demand/scenarios.ts'
import type { Plant } from '../model.ts'
import type { SolveLotSizing } from './choice.ts'
import { emptyDecision } from './decision.ts'
import { simulatePlant, type ItemBook, type PeriodBook } from './plant-simulation.ts'
import { decisionFrom, lotSizingProblem } from './problem.ts'
import {
  buildRecords,
  type PlantState,
  type ProductionRecords,
  type ResourceRecord,
} from './records.ts'
import { startsOf } from './starts.ts'

export const foresightName = 'perfect-foresight'

export interface DemandThatCame {
  /** Of the periods. */
  readonly labels: readonly string[]
  /** Per period, shape [items]. */
  readonly demands: readonly Float64Array[]
  /** Items that customers ask for. */
  readonly asked: readonly number[]
}

export interface ForesightOptions extends WorkOptions {
  readonly solve: SolveLotSizing
  readonly seed: number
  readonly onPeriod?: (period: number, items: readonly ItemBook[]) => void
}

/**
 * Decides once for the whole run with the demand that came, then lives through it; `unsolved` where the
 * effort was too little to find that plan.
 */
export async function runForesight(
  plant: Plant,
  initial: PlantState,
  { labels, demands, asked }: DemandThatCame,
  { solve, seed, onProgress, signal, onPeriod }: ForesightOptions,
): Promise<PeriodBook[] | 'unsolved' | 'infeasible'> {
  const count = labels.length
  const truth: ScenarioSet = {
    ids: asked.map((index) => plant.items[index]!.id),
    steps: labels,
    sampleCount: 1,
    values: Float64Array.from(asked.flatMap((index) => demands.map((demand) => demand[index]!))),
    models: asked.map(() => foresightName),
    seed,
  }
  const horizon = { periods: count, steps: count, notes: [] }
  const records = buildRecords(valuedAtCost(plant), truth, { state: initial, horizon })
  const lots = await foresightLots(records, solve, seed, { onProgress, signal })
  if (typeof lots === 'string') return lots
  const simulation = simulatePlant(plant, initial)
  return demands.map((demand, period) => {
    const column = new Float64Array(records.items.length)
    for (let index = 0; index < column.length; index++)
      column[index] = lots[index * count + period]!
    const now = { ...records, periodCount: 1, resources: resourcesFrom(records, period) }
    const { period: book, items } = simulation.step(
      now,
      { ...emptyDecision(now), lots: column },
      demand,
    )
    onPeriod?.(period, items)
    return book
  })
}

/** What is left is worth to the solver what it is worth in the books. */
function valuedAtCost(plant: Plant): Plant {
  return { ...plant, items: plant.items.map((item) => ({ ...item, endValueRate: 1 })) }
}

/** Items without links that are solved at once: to start a solver takes far longer than to solve for them. */
const itemsAtOnce = 400

/** One plan for the whole run is worth the effort of several. */
const foresightPatience = 6

/** Linked items together, the others some hundreds at a time. */
async function foresightLots(
  records: ProductionRecords,
  solve: SolveLotSizing,
  seed: number,
  { onProgress, signal }: WorkOptions,
): Promise<Float64Array | 'unsolved' | 'infeasible'> {
  const numbers = [...records.items.keys()]
  const alone = numbers.filter((index) => !records.items[index]!.isLinked)
  const groups = [
    numbers.filter((index) => records.items[index]!.isLinked),
    ...Array.from({ length: Math.ceil(alone.length / itemsAtOnce) }, (_, i) =>
      alone.slice(i * itemsAtOnce, (i + 1) * itemsAtOnce),
    ),
  ]
  const { planning } = records.plant.file
  const seconds = planning.time_limit_seconds
  const limits = {
    effort: foresightPatience * planning.effort,
    timeLimitSeconds: seconds && foresightPatience * seconds,
  }
  const lots = new Float64Array(records.items.length * records.periodCount)
  for (const [done, group] of groups.entries()) {
    if (group.length === 0) continue
    throwIfCancelled(signal)
    const fraction = done / groups.length
    onProgress?.({ stage: 'backtest', fraction, detail: 'perfect foresight' })
    const numbered = lotSizingProblem(records, group)
    const starts = startsOf(records, numbered)
    const outcome = await solve(numbered.problem, { ...limits, seed, starts, signal })
    if (outcome.status !== 'solved') return outcome.status
    const decision = decisionFrom(records, group, outcome.plan)
    for (let at = 0; at < lots.length; at++) lots[at]! += decision.lots[at]!
  }
  return lots
}

function resourcesFrom({ resources }: ProductionRecords, period: number): ResourceRecord[] {
  return resources.map((record) => ({
    ...record,
    hours: record.hours.subarray(period),
    overtimeHours: record.overtimeHours.subarray(period),
  }))
}
