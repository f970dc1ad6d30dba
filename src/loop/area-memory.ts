// What was learnt of an operation or a fleet is kept in the plant's ledger under the fingerprint of all that
// it depends on, and taken from there as long as nothing of that has changed.

import { MillraceError } from '../errors.ts'
import type { WorkOptions } from '../progress.ts'
import { fingerprintJson } from '../data/storage/fingerprint.ts'
import type { Decision, Ledger, Outcome, RunRecord, TrainedModel } from '../data/storage/ledger.ts'
import { jsonOf } from './forecast-memory.ts'
import { keptFormat } from './kept-format.ts'

export interface AreaOptions extends WorkOptions {
  readonly ledger: Ledger
  readonly seed: number
  /** Of Millrace. */
  readonly version: string
  /** Of the shape of what is kept. Default: `keptFormat`. */
  readonly format?: number
  /** Seconds for the networks of one operation or fleet; 0 trains none. Default: as long as it takes. */
  readonly budgetSeconds: number | undefined
  /** Fingerprints of the plant's files. */
  readonly dataFiles: RunRecord['dataFiles']
}

/** What a run has to tell of an area, and to keep. */
export interface AreaOutcome<Report> {
  readonly reports: readonly Report[]
  /** Learnt in this run. */
  readonly models: readonly TrainedModel[]
  readonly decisions: readonly Decision[]
  /** Of decisions of earlier runs: what the data say by now. */
  readonly outcomes: readonly Outcome[]
}

export interface Learnt<T> {
  readonly value: T
  /** Undefined where the ledger had it. */
  readonly model: TrainedModel | undefined
}

const fileName = 'learnt.json'

/**
 * The value of an earlier run, or of `learn`, which must be plain data.
 * @param files of plant.yaml from which it is learnt.
 */
export async function learntOnce<T>(
  name: string,
  settings: unknown,
  files: readonly string[],
  options: AreaOptions,
  learn: (options: AreaOptions) => Promise<T>,
): Promise<Learnt<T>> {
  const { ledger, seed, version, budgetSeconds, dataFiles, format = keptFormat } = options
  const fingerprint = fingerprintJson({
    format,
    version,
    seed,
    budgetSeconds: budgetSeconds ?? null,
    settings: jsonOf(settings),
    files: dataFiles.filter(({ path }) => files.includes(path)).map((file) => ({ ...file })),
  })
  const known = (await ledger.findModel(name, fingerprint))?.files.get(fileName)
  if (known) {
    // Safe: written below, and checked by the ledger against its manifest.
    return { value: JSON.parse(Buffer.from(known).toString('utf8')) as T, model: undefined }
  }
  const value = await learn(options)
  return {
    value,
    model: {
      name,
      fingerprint,
      seed,
      metrics: {},
      files: new Map([[fileName, Buffer.from(JSON.stringify(value))]]),
    },
  }
}

/** Records that teach nothing are told in the report and stop nothing else. @throws what is no such mistake. */
export function problemOf(error: unknown): string {
  const isTold =
    error instanceof MillraceError &&
    (error.code === 'bad-input' || error.code === 'not-found' || error.code === 'unsupported')
  if (!isTold) throw error
  return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`
}
