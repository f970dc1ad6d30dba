// The append-only ledger of a plant: runs with their data, models, scenarios and decisions, and what
// came of them. There is no statement here that changes or deletes a row.

import { join, relative } from 'node:path'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { MillraceError } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import type { Database, SqlValue } from '../duckdb.ts'
import { fileExists } from '../files.ts'
import { openPlantDatabase } from './database.ts'
import type { PlantDatabase } from './plant-database.ts'
import { canonicalJson, type JsonValue } from './fingerprint.ts'
import { loadModel, type ModelFiles, removeModel, saveModel } from './models.ts'

/** The shape of a scenario set, as `plant/demand/scenarios.ts` has it. */
export interface StoredScenarios {
  readonly ids: readonly string[]
  readonly steps: readonly string[]
  readonly sampleCount: number
  /** Shape [ids, sampleCount, steps], row-major. */
  readonly values: Float64Array
  readonly models: readonly string[]
  readonly seed: number
}

export interface TrainedModel extends ModelFiles {
  readonly seed: number
  /** Measured when it was chosen. */
  readonly metrics: JsonValue
}

export interface RunRecord {
  readonly command: string
  /** Of Millrace. */
  readonly version: string
  readonly seed: number
  readonly settings: JsonValue
  /** Of the data and settings together. */
  readonly fingerprint: string
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The input files and the fingerprints of their content. */
  readonly dataFiles: readonly { readonly path: string; readonly fingerprint: string }[]
  /** Models trained in this run; a reused one is not recorded again. */
  readonly models: readonly TrainedModel[]
  readonly scenarios?: StoredScenarios
  readonly decisions: readonly Decision[]
  /** What was seen in this run to have come of decisions of earlier ones. */
  readonly outcomes: readonly Outcome[]
}

export interface Decision {
  readonly kind: string
  readonly content: JsonValue
  /** KPIs with the distribution that is expected of them. */
  readonly expected: JsonValue
}

export interface PastRun {
  readonly run: number
  readonly command: string
  readonly fingerprint: string
  readonly seed: number
  readonly finishedAt: Date
}

/** What came of an earlier decision; one may have several, as more of it is seen. */
export interface Outcome {
  /** Its number in the ledger. */
  readonly decision: number
  readonly content: JsonValue
}

export interface PastDecision extends Decision {
  readonly decision: number
  readonly run: number
  /** The contents of its outcomes, in the order of the runs that saw them. */
  readonly outcomes: readonly JsonValue[]
}

export interface Ledger {
  /**
   * Records a run and saves its models: all of it, or nothing.
   * @returns its number.
   * @throws MillraceError `not-found` for an outcome of a decision that is not in the ledger.
   */
  record(run: RunRecord, options?: Pick<WorkOptions, 'signal'>): Promise<number>
  /** The newest model of that name, trained on that data with those settings, if its files are there. */
  findModel(name: string, fingerprint: string): Promise<TrainedModel | undefined>
  /** The newest first. */
  runs(): Promise<readonly PastRun[]>
  /** Of a kind, or of every kind; the newest first. */
  decisions(kind?: string): Promise<readonly PastDecision[]>
  scenarios(run: number): Promise<StoredScenarios | undefined>
  close(): Promise<void>
}

/** Opens the ledger of a plant. @throws MillraceError as `openPlantDatabase`. */
export async function openLedger(plantFolder: string): Promise<Ledger> {
  const database = await openPlantDatabase(plantFolder)
  const models = join(database.path, '..', 'models')
  return {
    record: (run, options = {}) => record(database, models, run, options),
    findModel: (name, fingerprint) => findModel(database, models, name, fingerprint),
    async runs() {
      const rows = await database.rows(
        'SELECT run, command, fingerprint, seed, finished_at FROM runs ORDER BY run DESC',
      )
      return rows.map((row) => ({
        run: Number(row['run']),
        command: String(row['command']),
        fingerprint: String(row['fingerprint']),
        seed: Number(row['seed']),
        finishedAt: new Date(Number(row['finished_at'])),
      }))
    },
    decisions: (kind) => readDecisions(database, kind),
    scenarios: (run) => readScenarios(database, run),
    close: () => database.close(),
  }
}

async function record(
  database: PlantDatabase,
  modelsFolder: string,
  run: RunRecord,
  options: Pick<WorkOptions, 'signal'>,
): Promise<number> {
  const saved: string[] = []
  try {
    return await database.write(async (open) => {
      const [row] = await open.rows(`SELECT nextval('run_ids') AS run`)
      const id = Number(row?.['run'])
      await insert(open, 'runs', {
        run: id,
        command: run.command,
        version: run.version,
        seed: run.seed,
        settings: canonicalJson(run.settings),
        fingerprint: run.fingerprint,
        started_at: run.startedAt.toISOString(),
        finished_at: run.finishedAt.toISOString(),
      })
      for (const file of run.dataFiles) await insert(open, 'data_files', { run: id, ...file })
      for (const model of run.models) {
        // A folder of its own for each run, so that an older model is never overwritten.
        const folder = join(modelsFolder, `${id}-${safeName(model.name)}`)
        saved.push(folder)
        await saveModel(folder, model, { ...options, key: database.key })
        await insert(open, 'models', {
          run: id,
          name: model.name,
          fingerprint: model.fingerprint,
          seed: model.seed,
          metrics: canonicalJson(model.metrics),
          folder: relative(modelsFolder, folder),
        })
      }
      if (run.scenarios) await insertScenarios(open, id, run.scenarios)
      for (const { kind, content, expected } of run.decisions) {
        const [next] = await open.rows(`SELECT nextval('decision_ids') AS decision`)
        await insert(open, 'decisions', {
          decision: Number(next?.['decision']),
          run: id,
          kind,
          content: canonicalJson(content),
          expected: canonicalJson(expected),
        })
      }
      for (const outcome of run.outcomes) await insertOutcome(open, outcome, run.finishedAt)
      return id
    })
  } catch (error) {
    for (const folder of saved) await removeModel(folder)
    throw error
  }
}

async function insertOutcome(
  database: Database,
  { decision, content }: Outcome,
  at: Date,
): Promise<void> {
  const known = await database.rows('SELECT 1 FROM decisions WHERE decision = $decision', {
    decision,
  })
  if (known.length === 0) {
    throw new MillraceError('not-found', `decision ${decision}: no such decision in the ledger`)
  }
  await insert(database, 'outcomes', {
    decision,
    content: canonicalJson(content),
    recorded_at: at.toISOString(),
  })
}

async function readDecisions(
  database: PlantDatabase,
  kind: string | undefined,
): Promise<readonly PastDecision[]> {
  const ofKind = kind === undefined ? '' : 'WHERE kind = $kind'
  const values = kind === undefined ? {} : { kind }
  const rows = await database.rows(
    `SELECT * FROM decisions ${ofKind} ORDER BY decision DESC`,
    values,
  )
  const outcomes = new Map<number, JsonValue[]>()
  for (const row of await database.rows(
    `SELECT decision, content FROM outcomes WHERE decision IN (SELECT decision FROM decisions ${ofKind})
     ORDER BY recorded_at`,
    values,
  )) {
    const decision = Number(row['decision'])
    outcomes.set(decision, [...(outcomes.get(decision) ?? []), parsed(row['content'])])
  }
  return rows.map((row) => ({
    decision: Number(row['decision']),
    run: Number(row['run']),
    kind: String(row['kind']),
    content: parsed(row['content']),
    expected: parsed(row['expected']),
    outcomes: outcomes.get(Number(row['decision'])) ?? [],
  }))
}

async function findModel(
  database: PlantDatabase,
  modelsFolder: string,
  name: string,
  fingerprint: string,
): Promise<TrainedModel | undefined> {
  const rows = await database.rows(
    `SELECT seed, metrics, folder FROM models
     WHERE name = $name AND fingerprint = $fingerprint ORDER BY run DESC`,
    { name, fingerprint },
  )
  for (const row of rows) {
    const folder = join(modelsFolder, String(row['folder']))
    // A user may delete model files to save room; what was deleted is trained again.
    if (!(await fileExists(join(folder, 'model.json')))) continue
    const model = await loadModel(folder, { key: database.key })
    return { ...model, seed: Number(row['seed']), metrics: parsed(row['metrics']) }
  }
  return undefined
}

async function insertScenarios(
  database: Database,
  run: number,
  { ids, steps, sampleCount, values, models, seed }: StoredScenarios,
): Promise<void> {
  await insert(database, 'scenario_sets', {
    run,
    seed,
    sample_count: sampleCount,
    steps: canonicalJson(steps),
  })
  const size = sampleCount * steps.length
  for (const [place, series] of ids.entries()) {
    const paths = values.subarray(place * size, (place + 1) * size)
    await insert(database, 'scenario_paths', {
      run,
      place,
      series,
      model: models[place] ?? '',
      paths: deflateRawSync(new Uint8Array(paths.buffer, paths.byteOffset, paths.byteLength), {
        level: 1,
      }),
    })
  }
}

async function readScenarios(
  database: PlantDatabase,
  run: number,
): Promise<StoredScenarios | undefined> {
  const [set] = await database.rows('SELECT * FROM scenario_sets WHERE run = $run', { run })
  if (!set) return undefined
  const rows = await database.rows(
    'SELECT series, model, paths FROM scenario_paths WHERE run = $run ORDER BY place',
    { run },
  )
  const steps = parsed(set['steps']) as string[] // Safe: written by `insertScenarios`.
  const sampleCount = Number(set['sample_count'])
  const size = sampleCount * steps.length
  const values = new Float64Array(rows.length * size)
  const bytes = new Uint8Array(values.buffer)
  for (const [place, row] of rows.entries()) {
    bytes.set(inflateRawSync(row['paths'] as Uint8Array), place * size * 8) // Safe: a BLOB.
  }
  return {
    ids: rows.map((row) => String(row['series'])),
    steps,
    sampleCount,
    values,
    models: rows.map((row) => String(row['model'])),
    seed: Number(set['seed']),
  }
}

async function insert(
  database: Database,
  table: string,
  row: Readonly<Record<string, SqlValue>>,
): Promise<void> {
  const names = Object.keys(row)
  await database.run(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `$${name}`).join(', ')})`,
    row,
  )
}

function parsed(value: SqlValue | undefined): JsonValue {
  return JSON.parse(String(value)) as JsonValue // Safe: written by `canonicalJson`.
}

function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60)
}
