// Demand and the plan for it, as `millrace run` has them: the forecast learnt or recalled, services planned
// around a first plan, the plan itself, and what planning in this way would have earned.

import type { Ledger } from '../data/storage/ledger.ts'
import type { ScenarioSet } from '../plant/demand/scenarios.ts'
import type { Plant } from '../plant/model.ts'
import { planProduction } from '../plant/production/plan-production.ts'
import type { Plan } from '../plant/production/plan.ts'
import { horizonOf } from '../plant/production/records.ts'
import { usualRules } from '../plant/production/usual-rules.ts'
import { together, type Progress, type WorkOptions } from '../progress.ts'
import { solveLotSizing } from '../solvers/lot-sizing/solve.ts'
import type { AreaOutcome } from './area-memory.ts'
import { readDemandHistory, type DemandHistory } from './demand-history.ts'
import { maintainFleets, type LearntFleet } from './fleets.ts'
import { forecastFingerprint, recallForecast, type RecalledForecast } from './forecast-memory.ts'
import {
  fitEarlier,
  forecastDemand,
  type EarlierForecaster,
  type ForecastSettings,
  type TrainedForecast,
} from './forecast.ts'
import type { BacktestSummary, FleetReport } from './report/content.ts'
import { withServiceHours } from './service-load.ts'
import type { Stopwatch } from './stopwatch.ts'
import { valueOfPlanning } from './value.ts'

/** A plant's demand before a run has learnt anything of it. */
export interface KnownDemand {
  readonly plant: Plant
  readonly history: DemandHistory
  readonly settings: ForecastSettings
  /** Of the forecast. */
  readonly fingerprint: string
  /** The forecast, where an earlier run has it. */
  readonly recalled: RecalledForecast | undefined
}

/** What a run made of demand. */
export interface ProductionOutcome extends Pick<KnownDemand, 'plant' | 'history' | 'fingerprint'> {
  /** The forecast and the backtest, and from when they are. */
  readonly known: RecalledForecast
  readonly isReused: boolean
  readonly plan: Plan
}

export interface KnowOptions extends WorkOptions {
  readonly seed: number
  /** Seconds for training networks; 0 trains none. Undefined: as long as it takes. */
  readonly budgetSeconds: number | undefined
  /** Of Millrace. */
  readonly version: string
}

/** Reads and cleans the history, and looks for its forecast in the ledger. */
export async function knowDemand(
  plant: Plant,
  ledger: Ledger,
  watch: Stopwatch,
  { seed, budgetSeconds, version, signal }: KnowOptions,
): Promise<KnownDemand> {
  const { model, planning } = plant.file
  const history = await watch.time('clean', () => readDemandHistory(plant, { signal }))
  const settings: ForecastSettings = {
    model,
    steps: horizonOf(plant).steps,
    comparedSteps: planning.horizon,
    scenarioCount: planning.scenarios,
    seed,
    budgetSeconds,
  }
  const fingerprint = forecastFingerprint(history.panel, settings, version)
  const recalled = await recallForecast(ledger, fingerprint)
  return { plant, history, settings, fingerprint, recalled }
}

/** @returns undefined where an earlier run has the forecast. */
export async function learnDemand(
  { history, settings, recalled }: KnownDemand,
  watch: Stopwatch,
  options: WorkOptions,
): Promise<TrainedForecast | undefined> {
  return recalled ? undefined : forecastDemand(history.panel, settings, watch, options)
}

export interface DecideOptions {
  readonly signal?: AbortSignal | undefined
  readonly tell: (part: 'plan' | 'backtest') => (progress: Progress) => void
  /** Of all files of the plant: the backtest of an earlier run holds for the same ones. */
  readonly plantFingerprint: string
  readonly now: Date
}

/** Plans services and production, and beside it the last periods again. */
export async function decideProduction(
  { plant, history, settings, fingerprint, recalled }: KnownDemand,
  trained: TrainedForecast | undefined,
  fleets: readonly LearntFleet[],
  watch: Stopwatch,
  { signal, tell, plantFingerprint, now }: DecideOptions,
): Promise<{
  readonly production: ProductionOutcome
  readonly maintenance: AreaOutcome<FleetReport>
}> {
  const { panel } = history
  const forecast = recalled?.forecast ?? trained!
  const isBacktestKnown = recalled?.plantFingerprint === plantFingerprint
  const { maintenance, plan, backtest } = await together(
    async (run, stop) => {
      const part = (name: 'plan' | 'backtest') => ({ signal: stop, onProgress: tell(name) })
      const planned = run(async () => {
        const { maintenance, served } = await watch.time('maintenance', () =>
          serveFleets(plant, fleets, forecast.scenarios, panel, { signal: stop }),
        )
        const plan = await watch.time('plan', () =>
          planProduction(served, forecast.scenarios, {
            solve: solveLotSizing,
            rules: usualRules(panel),
            ...part('plan'),
          }),
        )
        tell('plan')({ stage: 'plan', fraction: 1 })
        return { maintenance, plan }
      })
      const backtest = run(async () => {
        if (isBacktestKnown) return recalled.backtest
        const past = { ...part('backtest'), seed: settings.seed }
        return watch.time('backtest', async () => {
          const earlier = trained
            ? trained.earlier
            : await fitEarlier(panel, settings, { signal: stop })
          return valueIfPossible(plant, panel, planned, earlier, past)
        })
      })
      return { ...(await planned), backtest: await backtest }
    },
    { signal },
  )
  const known = { forecast, backtest, plantFingerprint, trainedAt: recalled?.trainedAt ?? now }
  const isReused = recalled !== undefined
  return { production: { plant, history, fingerprint, known, isReused, plan }, maintenance }
}

const draftEffort = 2

/** Services are planned around a first plan, and take their hours from the resources of the plan itself. */
async function serveFleets(
  plant: Plant,
  fleets: readonly LearntFleet[],
  scenarios: ScenarioSet,
  panel: DemandHistory['panel'],
  options: WorkOptions,
): Promise<{ readonly maintenance: AreaOutcome<FleetReport>; readonly served: Plant }> {
  if (fleets.length === 0)
    return { maintenance: await maintainFleets(plant, [], options), served: plant }
  const draft = await draftPlan(plant, scenarios, options)
  const production = { plan: draft, panel }
  const maintenance = await maintainFleets(plant, fleets, { ...options, production })
  return { maintenance, served: withServiceHours(plant, maintenance.reports, draft.periods) }
}

/** Searched for briefly: it only says in which periods production is heavy. */
function draftPlan(plant: Plant, scenarios: ScenarioSet, options: WorkOptions): Promise<Plan> {
  const { planning } = plant.file
  const hurried = { ...planning, effort: Math.min(planning.effort, draftEffort) }
  const file = { ...plant.file, planning: hurried }
  return planProduction({ ...plant, file }, scenarios, { ...options, solve: solveLotSizing })
}

/** Without a plan now, or without anything held back, the past cannot be planned again. */
async function valueIfPossible(
  plant: Plant,
  panel: DemandHistory['panel'],
  planned: Promise<{ readonly plan: Plan }>,
  earlier: EarlierForecaster | undefined,
  options: WorkOptions & { readonly seed: number },
): Promise<BacktestSummary | null> {
  if (!earlier) return null
  const { fitted, unseenPeriods } = earlier
  const periods = Math.min(unseenPeriods, plant.file.planning.horizon)
  const isPlanned = async (): Promise<boolean> => (await planned).plan.status === 'planned'
  try {
    const work = { ...options, periods, solve: solveLotSizing }
    const value = await valueOfPlanning(plant, panel, fitted, work)
    return (await isPlanned()) ? value : null
  } catch (error) {
    // What cannot be planned now need not have been possible then.
    if (await isPlanned()) throw error
    return null
  }
}
