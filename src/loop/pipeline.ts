// The whole run of a plant: load, check and clean, train or reuse, evaluate, forecast, plan, report.
// Nothing of the plant changes until everything is done.

import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeFolderAtomic } from '../data/files.ts'
import { fingerprintFile, fingerprintJson } from '../data/storage/fingerprint.ts'
import { openLedger, type Ledger, type RunRecord } from '../data/storage/ledger.ts'
import { writeCsv } from '../data/table/write-csv.ts'
import { forecastTable } from '../plant/demand/forecast-table.ts'
import type { ScenarioSet } from '../plant/demand/scenarios.ts'
import { loadPlant, type Plant } from '../plant/model.ts'
import { writePlan } from '../plant/production/plan-files.ts'
import { planProduction } from '../plant/production/plan-production.ts'
import type { Plan } from '../plant/production/plan.ts'
import { horizonOf } from '../plant/production/records.ts'
import { usualRules } from '../plant/production/usual-rules.ts'
import { progressBeside, progressWithin, together, type WorkOptions } from '../progress.ts'
import { solveLotSizing } from '../solvers/lot-sizing/solve.ts'
import type { AreaOptions, AreaOutcome } from './area-memory.ts'
import { readDemandHistory, type DemandHistory } from './demand-history.ts'
import { forecastFingerprint, recallForecast } from './forecast-memory.ts'
import {
  fitEarlier,
  forecastDemand,
  type DemandForecast,
  type EarlierForecaster,
  type ForecastSettings,
} from './forecast.ts'
import { learnFleets, maintainFleets, type LearntFleet } from './fleets.ts'
import { assessQuality } from './quality.ts'
import type { BacktestSummary, FleetReport, ReportContent } from './report/content.ts'
import { reportFiles } from './report/write-report.ts'
import { contentOf, recordOf, type RunOutcome, type RunStatement } from './run-outcome.ts'
import { withServiceHours } from './service-load.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'
import { valueOfPlanning } from './value.ts'

export interface RunOptions extends WorkOptions, RunStatement {
  /** Folder of the results. Default `report` in the plant's folder. */
  readonly out?: string | undefined
  /** Default that of plant.yaml, as the next one. */
  readonly seed?: number | undefined
  /** Seconds for training networks; 0 trains none. */
  readonly budgetSeconds?: number | undefined
}

export interface RunResult {
  readonly content: ReportContent
  /** Where the results are. */
  readonly folder: string
}

/** Of the work, for its progress. */
const partShares = { demand: 0.4, quality: 0.1, lives: 0.1, plan: 0.2, backtest: 0.2 }
type Part = keyof typeof partShares

const draftEffort = 2

const nothing = { reports: [], models: [], decisions: [], outcomes: [] }

/**
 * Plans a plant and writes the results into a folder, all of them or none.
 * @throws MillraceError `not-found`, `bad-input`, `conflict` (another run holds the plant), `cancelled`.
 */
export async function runPlant(path: string, options: RunOptions): Promise<RunResult> {
  const { onProgress, signal } = options
  const watch = createStopwatch()
  onProgress?.({ stage: 'load', fraction: 0 })
  const plant = await watch.time('load', () => loadPlant(path, { signal }))
  const ledger = await openLedger(plant.folder)
  try {
    const outcome = await decide(plant, ledger, watch, options)
    const folder = resolve(options.out ?? join(plant.folder, 'report'))
    const content = await write(folder, outcome, ledger, watch, options)
    return { content, folder }
  } finally {
    await ledger.close()
  }
}

async function decide(
  plant: Plant,
  ledger: Ledger,
  watch: Stopwatch,
  { signal, onProgress, now, version, ...options }: RunOptions,
): Promise<RunOutcome> {
  const { model, planning, ...file } = plant.file
  const seed = options.seed ?? file.seed
  onProgress?.({ stage: 'clean', fraction: 0.01 })
  const history = await watch.time('clean', () => readDemandHistory(plant, { signal }))
  const { panel } = history
  const dataFiles = await fingerprintsOf(plant, signal)
  const plantFingerprint = fingerprintJson([version, seed, ...dataFiles.map((one) => ({ ...one }))])

  const settings: ForecastSettings = {
    model,
    steps: horizonOf(plant).steps,
    comparedSteps: planning.horizon,
    scenarioCount: planning.scenarios,
    seed,
    budgetSeconds: options.budgetSeconds ?? file.training_seconds,
  }
  const fingerprint = forecastFingerprint(panel, settings, version)
  const recalled = await recallForecast(ledger, fingerprint)
  const tell = progressBeside(progressWithin(onProgress, 0.02, 0.98), partShares)
  const area: AreaOptions = {
    ledger,
    seed,
    version,
    dataFiles,
    budgetSeconds: settings.budgetSeconds,
  }

  const learnt = await together(
    async (run, stop) => {
      const part = (name: Part): WorkOptions => ({ signal: stop, onProgress: tell(name) })
      const demand = run(async () =>
        recalled ? undefined : forecastDemand(panel, settings, watch, part('demand')),
      )
      const quality = run(() =>
        watch.time('quality', () => assessQuality(plant, { ...area, ...part('quality') })),
      )
      const fleets = run(() =>
        watch.time('maintenance', () => learnFleets(plant, { ...area, ...part('lives') })),
      )
      return { trained: await demand, quality: await quality, fleets: await fleets }
    },
    { signal },
  )
  const { trained, quality, fleets } = learnt
  const forecast: DemandForecast = recalled?.forecast ?? trained!
  for (const name of ['demand', 'quality', 'lives'] as const) {
    tell(name)({ stage: 'learn', fraction: 1 })
  }

  const isBacktestKnown = recalled?.plantFingerprint === plantFingerprint
  const decided = await together(
    async (run, stop) => {
      const part = (name: Part): WorkOptions => ({ signal: stop, onProgress: tell(name) })
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
        const past = { ...part('backtest'), seed }
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
  const { maintenance, plan, backtest } = decided
  return {
    plant,
    dataFiles,
    history,
    known: { forecast, backtest, plantFingerprint, trainedAt: recalled?.trainedAt ?? now },
    isReused: recalled !== undefined,
    fingerprint,
    seed,
    plan,
    quality,
    maintenance,
  }
}

/** Services are planned around a first plan, and take their hours from the resources of the plan itself. */
async function serveFleets(
  plant: Plant,
  fleets: readonly LearntFleet[],
  scenarios: ScenarioSet,
  panel: DemandHistory['panel'],
  options: WorkOptions,
): Promise<{ readonly maintenance: AreaOutcome<FleetReport>; readonly served: Plant }> {
  if (fleets.length === 0) return { maintenance: nothing, served: plant }
  const draft = await draftPlan(plant, scenarios, options)
  const maintenance = await maintainFleets(plant, fleets, { ...options, plan: draft, panel })
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

/** Writes the files beside their place, puts them in place, and records the run; without a record they are taken back. */
async function write(
  folder: string,
  outcome: RunOutcome,
  ledger: Ledger,
  watch: Stopwatch,
  options: RunOptions,
): Promise<ReportContent> {
  const { signal, onProgress } = options
  onProgress?.({ stage: 'report', fraction: 0.98 })
  return writeFolderAtomic(
    folder,
    async (temporary) => {
      const { history, known, plan } = outcome
      await watch.time('report', async () => {
        await writePlan(temporary, plan, { signal })
        const names = { id: 'item', time: 'period' }
        const table = forecastTable(history.panel, known.forecast.scenarios, names)
        await writeCsv(join(temporary, 'forecast.csv'), table, { signal })
      })
      const content = contentOf(outcome, watch.stages(), options)
      for (const [name, text] of reportFiles(content)) await writeFile(join(temporary, name), text)
      return content
    },
    {
      signal,
      confirm: async () => {
        await ledger.record(recordOf(outcome, new Date(), options), { signal })
      },
    },
  )
}

/** Of plant.yaml and every file that it names, by their names there. */
async function fingerprintsOf(
  { folder, file }: Plant,
  signal: AbortSignal | undefined,
): Promise<RunRecord['dataFiles']> {
  const { demand, covariates, items, receipts, bill_of_materials, resources, routing } = file
  const { quality, maintenance } = file
  const sources = [
    demand,
    covariates,
    items,
    receipts,
    bill_of_materials,
    resources,
    resources?.exceptions,
    routing,
    ...quality,
    ...maintenance.flatMap((fleet) => [fleet, fleet.events]),
  ]
  const files = sources.flatMap((source) => source?.file ?? [])
  const names = ['plant.yaml', ...new Set(files)]
  return Promise.all(
    names.map(async (path) => ({
      path,
      fingerprint: await fingerprintFile(resolve(folder, path), { signal }),
    })),
  )
}
