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
import { progressWithin, type WorkOptions } from '../progress.ts'
import { solveLotSizing } from '../solvers/lot-sizing/solve.ts'
import type { AreaOptions } from './area-memory.ts'
import { readDemandHistory, type DemandHistory } from './demand-history.ts'
import { forecastFingerprint, recallForecast } from './forecast-memory.ts'
import {
  fitEarlier,
  forecastDemand,
  type DemandForecast,
  type EarlierForecaster,
  type ForecastSettings,
} from './forecast.ts'
import { maintainFleets } from './fleets.ts'
import { assessQuality } from './quality.ts'
import type { BacktestSummary, ReportContent } from './report/content.ts'
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

/** For the networks of one operation or fleet, at most: a run is made every day. */
const areaSeconds = 40
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
  const work = (from: number, to: number): WorkOptions => ({
    signal,
    onProgress: progressWithin(onProgress, from, to),
  })
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
  const trained = recalled
    ? undefined
    : await forecastDemand(panel, settings, watch, work(0.02, 0.35))
  const forecast: DemandForecast = recalled?.forecast ?? trained!
  const area: AreaOptions = {
    ledger,
    seed,
    version,
    dataFiles,
    budgetSeconds: Math.min(areaSeconds, settings.budgetSeconds ?? areaSeconds),
  }
  const quality = await watch.time('quality', () =>
    assessQuality(plant, { ...area, ...work(0.35, 0.42) }),
  )

  const { maintenance, served } = await watch.time('maintenance', async () => {
    if (plant.file.maintenance.length === 0) return { maintenance: nothing, served: plant }
    const draft = await draftPlan(plant, forecast.scenarios, { signal })
    const fleets = { ...area, ...work(0.42, 0.5), plan: draft, panel }
    const outcome = await maintainFleets(plant, fleets)
    return {
      maintenance: outcome,
      served: withServiceHours(plant, outcome.reports, draft.periods),
    }
  })
  const plan = await watch.time('plan', () =>
    planProduction(served, forecast.scenarios, {
      solve: solveLotSizing,
      rules: usualRules(panel),
      ...work(0.5, 0.75),
    }),
  )
  const isBacktestKnown = recalled?.plantFingerprint === plantFingerprint
  const backtest = isBacktestKnown
    ? recalled.backtest
    : await watch.time('backtest', async () => {
        const earlier = trained ? trained.earlier : await fitEarlier(panel, settings, { signal })
        return valueIfPossible(plant, panel, plan, earlier, { seed, ...work(0.75, 0.98) })
      })
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
  plan: Plan,
  earlier: EarlierForecaster | undefined,
  options: WorkOptions & { readonly seed: number },
): Promise<BacktestSummary | null> {
  if (plan.status === 'infeasible' || !earlier) return null
  const { fitted, unseenPeriods } = earlier
  const periods = Math.min(unseenPeriods, plant.file.planning.horizon)
  return valueOfPlanning(plant, panel, fitted, { ...options, periods, solve: solveLotSizing })
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
