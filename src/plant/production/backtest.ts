// Outcome: what planning in this way would have earned. The plant is run again over the last periods of
// its history; every contender starts from the same stock, sees only what was known then, and meets the
// demand that really came.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import { together, type WorkOptions } from '../../progress.ts'
import { labelsFrom } from '../demand/calendar.ts'
import type { FittedForecaster } from '../demand/forecaster.ts'
import type { ScenarioSet } from '../demand/scenarios.ts'
import { endOf, panelBefore, type Panel } from '../demand/series.ts'
import type { Plant } from '../model.ts'
import type { Rule, SolveLotSizing } from './choice.ts'
import { policiesOf } from './choose-alone.ts'
import { emptyDecision, type ProductionDecision } from './decision.ts'
import { foresightName, runForesight, type DemandThatCame } from './foresight.ts'
import { linkedRule, type LinkedPolicy } from './linked-policy.ts'
import { simulatePlant, type ItemBook, type PeriodBook } from './plant-simulation.ts'
import {
  buildRecords,
  horizonOf,
  type PlantState,
  type ProductionRecords,
  withState,
} from './records.ts'
import { orderQuantity } from './replenishment.ts'
import { tuneLinkedPolicy } from './tune-linked-policy.ts'
import { startingState, usualRules } from './usual-rules.ts'

export interface BacktestOptions extends WorkOptions {
  /** Periods at the end of the history that are run again. */
  readonly periods: number
  /** Periods before those, run but not counted, in which each contender comes to its own stock. Default 0. */
  readonly warmUp?: number
  /**
   * `common`: every contender starts where the first usual rule rests (default). `own`: each with the first
   * order of its own policies in stock; only for items with policies, and best with a warm-up.
   */
  readonly start?: 'common' | 'own'
  readonly seed: number
  readonly sampleCount: number
  readonly solve: SolveLotSizing
  /** Also decide once with the demand that really came. Default true. */
  readonly withForesight?: boolean
  /** Called with every item's book of every counted period. */
  readonly onPeriod?: (contender: string, period: string, items: readonly ItemBook[]) => void
}

export interface ContenderResult {
  readonly name: string
  /** Counted periods, in order. */
  readonly periods: readonly PeriodBook[]
  /** Revenue less costs, plus the change in the value of stock and of lots on their way. */
  readonly profit: number
  readonly holding: number
  readonly ordering: number
  /** Units met from stock over units asked for. */
  readonly fillRate: number
  /** The same with each unit weighed by its cost. */
  readonly valueFillRate: number
  /** Mean value of stock and lots on their way. */
  readonly stockValue: number
}

export interface BacktestResult {
  readonly periods: readonly string[]
  readonly contenders: readonly ContenderResult[]
  /** (ours - a) / (c - a) in profit, a being the first rule; null where that is not known: without perfect foresight, or no plan was found for it. */
  readonly capturedValue: number | null
}

/** A planner in the backtest: sees the history before the period, and the plant's state through the records. */
export interface Contender {
  readonly name: string
  readonly needsScenarios: boolean
  decide(records: ProductionRecords, history: Panel): Promise<ProductionDecision | undefined>
}

export const oursName = 'millrace'

/**
 * Runs the plan, the usual rules and perfect foresight over the last periods.
 * @param fitted a forecaster that has seen nothing of the periods that are run.
 * @throws MillraceError `bad-input` for a history that is too short, `cancelled`.
 */
export async function backtestPlant(
  plant: Plant,
  panel: Panel,
  fitted: FittedForecaster,
  options: BacktestOptions,
): Promise<BacktestResult> {
  const rulesOf = oncePerPeriod(usualRules)
  const usual = rulesOf(panelBefore(panel, firstPeriodOf(panel, options))).map(
    ({ name }): Contender => ({
      name,
      needsScenarios: false,
      decide: async (records, history) =>
        rulesOf(history)
          .find((rule) => rule.name === name)!
          .decide(records),
    }),
  )
  return runBacktest(plant, panel, fitted, [...usual, ours(options)], options)
}

/** The plan as it is made each period, without what only a reader of the plan needs: the later lots and the reasons. */
function ours({ signal }: BacktestOptions): Contender {
  let previous: LinkedPolicy | undefined
  return {
    name: oursName,
    needsScenarios: true,
    async decide(records) {
      const policies = policiesOf(records, 1)
      if (policies.every((policy) => policy !== undefined)) {
        return { ...emptyDecision(records), policies }
      }
      const { effort, time_limit_seconds: timeLimitSeconds } = records.plant.file.planning
      const { policy, outlook } = await tuneLinkedPolicy(records, {
        effort,
        timeLimitSeconds,
        previous,
        signal,
      })
      previous = policy
      return { ...linkedRule(oursName, outlook, policy).decide(records), policies }
    },
  }
}

/** All contenders of a period see the same history, so what is made of it is made once. */
function oncePerPeriod(make: (history: Panel) => readonly Rule[]) {
  const known = new WeakMap<Panel, readonly Rule[]>()
  return (history: Panel): readonly Rule[] => {
    const rules = known.get(history) ?? make(history)
    known.set(history, rules)
    return rules
  }
}

/** As `backtestPlant`, with the contenders as arguments. */
export async function runBacktest(
  fencedPlant: Plant,
  panel: Panel,
  fitted: FittedForecaster,
  contenders: readonly Contender[],
  options: BacktestOptions,
): Promise<BacktestResult> {
  const { periods, warmUp = 0, withForesight = true, onProgress, signal, onPeriod } = options
  const plant = withoutFence(fencedPlant)
  const start = firstPeriodOf(panel, options)
  const end = start + warmUp + periods
  const before = panelBefore(panel, start)
  const nothing = { stock: plant.items.map(() => 0), receipts: plant.items.map(() => []) }
  const initial = startingState(
    buildRecords(plant, meanOnly(plant, before), { state: nothing }),
    before,
  )
  const runs = contenders.map((contender) => ({
    contender,
    simulation: simulatePlant(plant, initial),
    books: [] as PeriodBook[],
  }))
  const labels = labelsFrom(panel.calendar, start, warmUp + periods)
  const contend = async (signal: AbortSignal): Promise<void> => {
    for (let now = start; now < end; now++) {
      throwIfCancelled(signal)
      const fraction = (now - start) / (end - start)
      onProgress?.({ stage: 'backtest', fraction, detail: labels[now - start]! })
      const history = panelBefore(panel, now)
      const scenarios = contenders.some(({ needsScenarios }) => needsScenarios)
        ? await sampleAll(plant, history, fitted, { ...options, signal })
        : undefined
      const known = scenarios && buildRecords(plant, scenarios)
      const plain = buildRecords(plant, meanOnly(plant, history))
      const demand = demandAt(plant, panel, now)
      for (const run of runs) {
        const { contender, books } = run
        const base = contender.needsScenarios && known ? known : plain
        const records = withState(base, run.simulation.state())
        const decision = await contender.decide(records, history)
        if (!decision) throw notPlanned(contender.name, labels[now - start]!)
        if (now === start && options.start === 'own') {
          run.simulation = simulatePlant(plant, ownStart(records, decision))
        }
        const { period, items } = run.simulation.step(records, decision, demand)
        books.push(period)
        if (now >= start + warmUp) onPeriod?.(contender.name, labels[now - start]!, items)
      }
    }
  }
  // What knows the future needs nothing of the others, and is searched for in a thread of its own.
  const books = await together(
    async (run, stop) => {
      const others = run(() => contend(stop))
      const foresight = withForesight
        ? run(() =>
            runForesight(plant, initial, cameFrom(plant, panel, start, labels), {
              ...options,
              signal: stop,
              onPeriod: (period, items) => {
                if (period >= warmUp) onPeriod?.(foresightName, labels[period]!, items)
              },
              onProgress: undefined,
            }),
          )
        : undefined
      await others
      return foresight
    },
    { signal },
  )
  const results = runs.map(({ contender, books }) =>
    resultOf(contender.name, books, warmUp, valueOf(plant, initial)),
  )
  if (books) {
    if (books === 'infeasible') throw notPlanned(foresightName, labels[0]!)
    const best = Math.max(...results.map(({ profit }) => profit))
    const result =
      books !== 'unsolved' && resultOf(foresightName, books, warmUp, valueOf(plant, initial))
    // Whoever knows the future earns the most: less than others only shows a search cut short.
    if (result && result.profit >= best) results.push(result)
  }
  return {
    periods: labels.slice(warmUp),
    contenders: results,
    capturedValue: capturedValueOf(results),
  }
}

/** The first order of each policy from nothing, already there. */
function ownStart({ items }: ProductionRecords, { policies }: ProductionDecision): PlantState {
  return {
    stock: items.map((record, index) => {
      const policy = policies[index]
      return policy ? orderQuantity(record.item, policy, 0, 0, record.isWhole) : 0
    }),
    receipts: items.map(() => []),
  }
}

/** What an earlier plan froze is already on its way here, so a fence would only stop every release. */
function withoutFence(plant: Plant): Plant {
  const planning = { ...plant.file.planning, frozen_periods: 0 }
  return { ...plant, file: { ...plant.file, planning } }
}

function notPlanned(contender: string, label: string): MillraceError {
  return new MillraceError(
    'bad-input',
    `backtest ${contender}: no plan in ${label}, expected a plant that can be planned, got an infeasible one`,
    { hint: 'millrace plan names the constraints in conflict.' },
  )
}

/** Index on the calendar of the first period that is run. */
function firstPeriodOf(
  panel: Panel,
  { periods, warmUp = 0 }: Pick<BacktestOptions, 'periods' | 'warmUp'>,
): number {
  const end = Math.max(...panel.series.map(endOf))
  const first = Math.min(...panel.series.map(({ start }) => start))
  const start = end - periods - warmUp
  if (start - first < 2) {
    throw new MillraceError(
      'bad-input',
      `backtest: the history is too short, expected more than ${periods + warmUp + 2} periods, got ${end - first}`,
      { hint: 'Ask for fewer periods with --periods.' },
    )
  }
  return start
}

async function sampleAll(
  plant: Plant,
  history: Panel,
  fitted: FittedForecaster,
  { seed, sampleCount, signal }: BacktestOptions,
): Promise<ScenarioSet> {
  const horizon = horizonOf(plant).steps
  return fitted.sample(history, { horizon, sampleCount, seed, signal })
}

/** The usual rules make their own forecasts: the records need one path to be complete. */
function meanOnly(plant: Plant, history: Panel): ScenarioSet {
  const { steps } = horizonOf(plant)
  const first = Math.max(...history.series.map(endOf))
  return {
    ids: history.series.map(({ id }) => id),
    steps: labelsFrom(history.calendar, first, steps),
    sampleCount: 1,
    values: new Float64Array(history.series.length * steps),
    models: history.series.map(() => 'none'),
    seed: 0,
  }
}

function demandAt(plant: Plant, panel: Panel, index: number): Float64Array {
  const demand = new Map(
    panel.series.map(({ id, start, values }) => [id, values[index - start] ?? 0]),
  )
  // A gap in the history is no demand that anybody could have served.
  return Float64Array.from(plant.items, ({ id }) => Math.max(0, demand.get(id) || 0))
}

/** What really came, of the items that customers ask for. */
function cameFrom(
  plant: Plant,
  panel: Panel,
  start: number,
  labels: readonly string[],
): DemandThatCame {
  const asked = new Set(panel.series.map(({ id }) => id))
  const demands = labels.map((_, period) => demandAt(plant, panel, start + period))
  return { labels, demands, asked: plant.items.flatMap(({ id }, i) => (asked.has(id) ? [i] : [])) }
}

function resultOf(
  name: string,
  books: readonly PeriodBook[],
  warmUp: number,
  startValue: number,
): ContenderResult {
  const counted = books.slice(warmUp)
  const total = (key: keyof PeriodBook): number => counted.reduce((sum, book) => sum + book[key], 0)
  const before = warmUp > 0 ? books[warmUp - 1]!.stockValue : startValue
  const costs = ['purchaseAndMaking', 'fixed', 'overtime', 'holding', 'shortage'] as const
  const spent = costs.reduce((sum, key) => sum + total(key), 0)
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 1)
  return {
    name,
    periods: counted,
    profit: total('revenue') - spent + (counted.at(-1)?.stockValue ?? before) - before,
    holding: total('holding'),
    ordering: total('fixed'),
    fillRate: share(total('served'), total('demanded')),
    valueFillRate: share(total('servedValue'), total('demandedValue')),
    stockValue: total('stockValue') / Math.max(1, counted.length),
  }
}

function valueOf(plant: Plant, { stock, receipts }: PlantState): number {
  return plant.items.reduce((sum, item, index) => {
    const units = Array.from(receipts[index]!).reduce(
      (total, arriving) => total + arriving,
      Math.max(0, stock[index]!),
    )
    return sum + units * item.unitCost
  }, 0)
}

function capturedValueOf(results: readonly ContenderResult[]): number | null {
  const [rule] = results
  const ours = results.find(({ name }) => name === oursName)
  const foresight = results.find(({ name }) => name === foresightName)
  if (!rule || !ours || !foresight || foresight.profit <= rule.profit) return null
  return (ours.profit - rule.profit) / (foresight.profit - rule.profit)
}
