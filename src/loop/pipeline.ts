// The whole run of a plant, over the areas that it has: load, check and clean, learn or reuse, decide, report.
// Nothing of the plant changes until everything is done.

import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeFolderAtomic } from '../data/files.ts'
import { fingerprintFile, fingerprintJson } from '../data/storage/fingerprint.ts'
import { openLedger, type Ledger, type RunRecord } from '../data/storage/ledger.ts'
import { writeCsv } from '../data/table/write-csv.ts'
import { forecastTable } from '../plant/demand/forecast-table.ts'
import { loadAreas, type PlantAreas, type PlantFolder } from '../plant/model.ts'
import { writePlan } from '../plant/production/plan-files.ts'
import { progressBeside, progressWithin, together, type WorkOptions } from '../progress.ts'
import type { AreaOptions } from './area-memory.ts'
import { learnFleets, maintainFleets } from './fleets.ts'
import { decideProduction, knowDemand, learnDemand } from './production.ts'
import { assessQuality } from './quality.ts'
import type { ReportContent } from './report/content.ts'
import { reportFiles } from './report/write-report.ts'
import { contentOf, recordOf, type RunOutcome, type RunStatement } from './run-outcome.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

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
const partSharesOfAreas = { demand: 0, quality: 0.5, lives: 0.4, plan: 0.1, backtest: 0 }
type Part = keyof typeof partShares

/**
 * Decides for every area that a plant has, and writes the results into a folder, all of them or none.
 * @throws MillraceError `not-found`, `bad-input`, `conflict` (another run holds the plant), `cancelled`.
 */
export async function runPlant(path: string, options: RunOptions): Promise<RunResult> {
  const { onProgress, signal } = options
  const watch = createStopwatch()
  onProgress?.({ stage: 'load', fraction: 0 })
  const areas = await watch.time('load', () => loadAreas(path, { signal }))
  const ledger = await openLedger(areas.folder)
  try {
    const outcome = await decide(areas, ledger, watch, options)
    const folder = resolve(options.out ?? join(areas.folder, 'report'))
    const content = await write(folder, outcome, ledger, watch, options)
    return { content, folder }
  } finally {
    await ledger.close()
  }
}

async function decide(
  areas: PlantAreas,
  ledger: Ledger,
  watch: Stopwatch,
  { signal, onProgress, now, version, ...options }: RunOptions,
): Promise<RunOutcome> {
  const { file } = areas
  const seed = options.seed ?? file.seed
  const budgetSeconds = options.budgetSeconds ?? file.training_seconds
  onProgress?.({ stage: 'clean', fraction: 0.01 })
  const demand =
    areas.production &&
    (await knowDemand(areas.production, ledger, watch, { seed, budgetSeconds, version, signal }))
  const dataFiles = await fingerprintsOf(areas, signal)
  const plantFingerprint = fingerprintJson([version, seed, ...dataFiles.map((one) => ({ ...one }))])
  const area: AreaOptions = { ledger, seed, version, dataFiles, budgetSeconds }
  const within = progressWithin(onProgress, 0.02, 0.98)
  const tell = progressBeside(within, demand ? partShares : partSharesOfAreas)
  const finish = (part: Part): void => tell(part)({ stage: 'learn', fraction: 1 })
  if (!demand) {
    finish('demand')
    finish('backtest')
  }

  const { trained, quality, fleets } = await together(
    async (run, stop) => {
      const learn = <T>(part: Part, work: (options: WorkOptions) => Promise<T>): Promise<T> =>
        run(async () => {
          const learnt = await work({ signal: stop, onProgress: tell(part) })
          finish(part)
          return learnt
        })
      const trained = learn('demand', async (work) => demand && learnDemand(demand, watch, work))
      const quality = learn('quality', (work) =>
        watch.time('quality', () => assessQuality(areas, { ...area, ...work })),
      )
      const fleets = learn('lives', (work) =>
        watch.time('maintenance', () => learnFleets(areas, { ...area, ...work })),
      )
      return { trained: await trained, quality: await quality, fleets: await fleets }
    },
    { signal },
  )

  const decided = demand
    ? await decideProduction(demand, trained, fleets, watch, {
        signal,
        tell,
        plantFingerprint,
        now,
      })
    : {
        production: undefined,
        maintenance: await watch.time('maintenance', () =>
          maintainFleets(areas, fleets, { signal, onProgress: tell('plan') }),
        ),
      }
  return { areas, dataFiles, plantFingerprint, seed, quality, ...decided }
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
      if (outcome.production) {
        const { history, known, plan } = outcome.production
        await watch.time('report', async () => {
          await writePlan(temporary, plan, { signal })
          const names = { id: 'item', time: 'period' }
          const table = forecastTable(history.panel, known.forecast.scenarios, names)
          await writeCsv(join(temporary, 'forecast.csv'), table, { signal })
        })
      }
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
  { folder, file }: PlantFolder,
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
