// What every family gives for rows of numbers, and how it is asked: the seam between the families and
// the table model, which adds schema, constraints and files.

import type { WorkOptions } from '../../progress.ts'
import type { Random } from '../../random.ts'
import type { Fidelity } from './row-fidelity.ts'
import type { RowMatrix } from './row-matrix.ts'

/** Rows of numbers of which a part is given: `values` and `flags`, both `[rowCount, fields]`. */
export interface GivenRows {
  readonly rowCount: number
  readonly values: Float64Array
  /** 1 where the value is given; what stands elsewhere does not count. */
  readonly flags: Uint8Array
}

export interface DrawOptions {
  /** Draws no missing value where none is given. Default false. */
  readonly isComplete?: boolean
  /** Per field, which values may be drawn where none is given; absent: all. */
  readonly mayBe?: (field: number, value: number) => boolean
}

/** A fitted family, opened. */
export interface RowModel {
  /** Rows `[rowCount, fields]`; what is given is copied. The same generator gives the same rows. */
  draw(given: GivenRows, random: Random, options?: DrawOptions): Promise<Float64Array>
  /** Exact conditional probabilities, where the family has them. */
  readonly density?: RowDensity
  release(): Promise<void>
}

/** Probabilities of the values of discretised fields, given any subset of the others. */
export interface RowDensity {
  /** Number of values or spans of values that are told apart, per field. */
  readonly outcomes: readonly number[]
  /** The outcome that a value belongs to; NaN is missing. */
  outcomeOf(field: number, value: number): number
  /** First and last value of an outcome, both NaN for a missing value. */
  spanOf(field: number, outcome: number): readonly [low: number, high: number]
  /** log p of each outcome of a field given the flagged values: `[rowCount, outcomes]`. */
  logProbabilities(given: GivenRows, field: number): Promise<Float32Array>
  /** Of every field given those before it, averaged over orders. */
  surprise(rows: RowMatrix, random: Random, options?: SurpriseOptions): Promise<RowSurprise>
}

/** In nats, both `[rowCount, fields]`. */
export interface RowSurprise {
  /** -log p: of a probability, or of a density where the field is a quantity. */
  readonly surprise: Float64Array
  /** Its mean over the values that the field could have had there, by the model. */
  readonly expected: Float64Array
}

export interface SurpriseOptions extends WorkOptions {
  /** Random orders of the fields over which is averaged. Default 4. */
  readonly orders?: number
  /** Places of the fields whose surprise is asked for; that of others is 0. Default: all. */
  readonly scored?: readonly number[] | undefined
  /** Places of fields that are known beforehand. What is neither scored nor given stays unknown. */
  readonly given?: readonly number[] | undefined
}

export interface FamilyOptions extends WorkOptions {
  readonly seed: number | string
  /** Time for the training; what is reached by then is kept. Default: as long as it improves. */
  readonly budgetSeconds?: number | undefined
}

export interface FamilyModels {
  readonly sampler: Uint8Array
  readonly [name: string]: Uint8Array
}

/** What a family has learnt, as it is kept in a file. */
export interface FittedFamily {
  /** ONNX models: the one that draws rows, and others that the family needs. */
  readonly models: FamilyModels
  /** Plain data that `open` needs beside the models; JSON. */
  readonly state: unknown
  /** What a person is told of the training. */
  readonly training: TrainingRecord
}

export interface TrainingRecord {
  readonly seconds: number
  readonly rows: number
  /** Rows held out to say when to stop; 0 where there are too few. */
  readonly validationRows: number
  /** By epoch; empty for a family without training. */
  readonly history: readonly {
    readonly epoch: number
    readonly losses: Readonly<Record<string, number>>
    readonly validation: Readonly<Record<string, number>>
  }[]
  readonly bestEpoch: number
  /** Of a family that chooses between others: what was tried, and which of them it is. */
  readonly candidates?: readonly CandidateRecord[]
  readonly chosen?: string
}

/** What became of one candidate. */
export interface CandidateRecord {
  readonly family: string
  readonly seconds: number
  /** How its rows compare with held-out ones; absent where it was not judged. */
  readonly fidelity?: Fidelity
  /** Why it was not judged. */
  readonly reason?: string
}

/** One way to learn rows of numbers and to draw from what was learnt. */
export interface TableFamily {
  readonly name: string
  /** Whether what it opens has a density. */
  readonly givesProbabilities?: boolean
  /** @throws MillraceError `bad-input` for rows that it cannot learn from, `cancelled`. */
  fit(rows: RowMatrix, options: FamilyOptions): Promise<FittedFamily>
  /** `fields` are those of the rows that it was fitted on. */
  open(
    fitted: Pick<FittedFamily, 'models' | 'state'>,
    fields: RowMatrix['fields'],
  ): Promise<RowModel>
}

/** Whether the same is given for every row. */
export function isSameForAll({ rowCount, values, flags }: GivenRows): boolean {
  const width = flags.length / rowCount
  for (let i = width; i < flags.length; i++) {
    if (flags[i] !== flags[i - width]) return false
    if (flags[i] === 1 && !Object.is(values[i], values[i - width])) return false
  }
  return true
}

/** As many rows as another matrix has, drawn with nothing given. */
export async function drawnLike(
  model: RowModel,
  { fields, rowCount }: RowMatrix,
  random: Random,
): Promise<RowMatrix> {
  const size = rowCount * fields.length
  const nothing = { rowCount, values: new Float64Array(size), flags: new Uint8Array(size) }
  return { fields, rowCount, values: await model.draw(nothing, random) }
}
