// A generative model of a plant's records, fitted or read from a file: samples, also under conditions,
// fills gaps, gives probabilities of fields, and says how surprising a record is.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import { writeFileAtomic } from '../../data/files.ts'
import { readProtectedFile } from '../../data/storage/protected-file.ts'
import { fieldOf, modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import type { Column, Table } from '../../data/table/table.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom, type Random } from '../../random.ts'
import { withoutProbabilities } from './families.ts'
import {
  decodeTableModel,
  encodeTableModel,
  type StoredTableModel,
  type TableModelDescription,
} from './model-file.ts'
import { openRows } from './open-rows.ts'
import { rowsPerBlock } from './draw-block.ts'
import { drawBlocks } from './row-blocks.ts'
import {
  fieldValues,
  expectWritable,
  givenRow,
  type GivenValue,
  type RowMatrix,
  rowsOf,
  tableOf,
  valueInTable,
} from './row-matrix.ts'
import { targetShares } from './rebalance.ts'
import type { RowDensity, RowModel, RowSurprise } from './row-model.ts'

export type Given = Readonly<Record<string, GivenValue>>

export interface SampleOptions extends WorkOptions {
  readonly seed: number | string
  /** Values that every record has, by field; null is "missing". They hold exactly. */
  readonly given?: Given | undefined
  /**
   * Shares of the levels of fields, such as `{ failure: { true: 0.5, false: 0.5 } }`; levels that are
   * not named keep their proportions within what is left.
   */
  readonly rebalance?: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined
}

export interface ImputeOptions extends WorkOptions {
  readonly seed: number | string
}

export interface ScoreOptions extends WorkOptions {
  readonly seed?: number | string
  /** Random orders of the fields over which is averaged. Default 4. */
  readonly orders?: number
  /** Fields whose surprise is asked for; that of others is 0. Default: all that are not given. */
  readonly scored?: readonly string[]
  /** Fields that are known beforehand: -log p(scored | given). The others stay unknown. */
  readonly given?: readonly string[]
}

/** How likely a field's values are in one record. */
export interface FieldProbability {
  /** Values, or first and last value of a span; null is a missing value. */
  readonly from: GivenValue
  readonly to: GivenValue
  readonly probability: number
}

/**
 * How surprising the records of a table are, in nats: -log p, where counts, levels and gaps have probabilities and
 * quantities a density, measured in standard deviations of the field.
 */
export interface RecordScores {
  /** One per row. */
  readonly surprise: Float64Array
  /** By field, one per row; they add up to the surprise of the record. */
  readonly byField: ReadonlyMap<string, Float64Array>
  /**
   * Surprise less what the model expects there, one per row: 0 is usual, whatever the number of levels and the
   * units. What tells unusual records from usual ones.
   */
  readonly excess: Float64Array
  /** The same by field; they add up to that of the record. */
  readonly excessByField: ReadonlyMap<string, Float64Array>
}

export interface TableModel {
  readonly description: TableModelDescription
  /** Whether `probability` and `score` are possible. */
  readonly hasProbabilities: boolean
  /**
   * Records in blocks of constant size. The same seed gives the same rows, whatever their number.
   * @throws MillraceError `not-found` or `bad-input` for what cannot be given, `cancelled`.
   */
  sample(count: number, options: SampleOptions): AsyncIterable<Table>
  /** The table with every gap filled by a draw given what its record has. */
  impute(table: Table, options: ImputeOptions): Promise<Table>
  /** Of a field given other values: every value or span of values with its probability. */
  probability(field: string, given: Given): Promise<readonly FieldProbability[]>
  /** @throws MillraceError `unsupported` for a family without probabilities. */
  score(table: Table, options?: ScoreOptions): Promise<RecordScores>
  /** The file of the model; `readTableModel` opens it again. */
  encode(): Uint8Array
  /** Writes `encode()` to a file, whole or not at all. */
  save(path: string): Promise<void>
  /** The ONNX model alone that draws rows of numbers. */
  exportOnnx(): Uint8Array
  release(): Promise<void>
}

/**
 * An encrypted file is read with the key that the environment names.
 * @throws MillraceError `not-found`, `bad-input` or `conflict` for a file that is no model of ours.
 */
export async function readTableModel(path: string): Promise<TableModel> {
  return openTableModel(decodeTableModel(new Uint8Array(await readProtectedFile(path)), path))
}

export async function openTableModel(stored: StoredTableModel): Promise<TableModel> {
  const { description } = stored
  const { schema } = description
  const rows = await openRows(stored)
  const family = description.training.chosen ?? description.family
  return {
    description,
    hasProbabilities: rows.density !== undefined,
    sample: (count, options) => sample(rows, stored, count, options),
    impute: (table, options) => impute(rows, schema, table, options),
    probability: (field, given) => probability(densityOf(rows, family), schema, field, given),
    score: (table, options) => score(densityOf(rows, family), schema, table, options),
    encode: () => encodeTableModel(stored),
    save: (path) => writeFileAtomic(path, encodeTableModel(stored)),
    exportOnnx: () => stored.models.sampler,
    release: () => rows.release(),
  }
}

function densityOf({ density }: RowModel, family: string): RowDensity {
  if (density) return density
  throw withoutProbabilities(family)
}

async function* sample(
  rows: RowModel,
  stored: StoredTableModel,
  count: number,
  { seed, given = {}, rebalance = {}, onProgress, signal }: SampleOptions,
): AsyncGenerator<Table, void, undefined> {
  const { schema } = stored.description
  const one = givenRow(schema, given)
  expectWritable(schema, one)
  const width = one.values.length
  const shares = await targetShares(rows, schema, rebalance, given)
  const request = { seed, shares, ...one }
  const blocks = drawBlocks(rows, stored, request, Math.ceil(count / rowsPerBlock), { signal })
  let first = 0
  for await (const drawn of blocks) {
    const wanted = Math.min(rowsPerBlock, count - first)
    yield tableOf(schema, drawn.subarray(0, wanted * width), first)
    first += wanted
    onProgress?.({ stage: 'sample', fraction: first / count })
  }
}

async function impute(
  rows: RowModel,
  schema: RecordSchema,
  table: Table,
  { seed, onProgress, signal }: ImputeOptions,
): Promise<Table> {
  const { values, rowCount, fields } = rowsOf(schema, table, { mayHaveGaps: true })
  const width = fields.length
  const random = createRandom(seed)
  const filled = new Float64Array(values)
  for (let first = 0; first < rowCount; first += rowsPerBlock) {
    throwIfCancelled(signal)
    const last = Math.min(first + rowsPerBlock, rowCount)
    const own = values.slice(first * width, last * width)
    const flags = Uint8Array.from(own, (value) => (Number.isNaN(value) ? 0 : 1))
    if (flags.includes(0)) {
      const block = { rowCount: last - first, values: own, flags }
      const part = random.split('rows', first / rowsPerBlock)
      filled.set(await rows.draw(block, part, { isComplete: true }), first * width)
    }
    onProgress?.({ stage: 'impute', fraction: last / rowCount })
  }
  return withColumnsOf(tableOf(schema, filled), schema, table)
}

/** What was drawn in place of the gaps; what was there stays to the last digit, as do other columns. */
function withColumnsOf(filled: Table, schema: RecordSchema, table: Table): Table {
  const columns = new Map(table.columns)
  for (const [name] of modelledFields(schema)) {
    columns.set(name, patched(table.columns.get(name)!, filled.columns.get(name)!))
  }
  return { ...table, columns }
}

function patched(own: Column, filled: Column): Column {
  const isMeasured =
    (own.kind === 'number' && filled.kind === 'number') ||
    (own.kind === 'time' && filled.kind === 'time')
  // Levels and truth values are the same in both.
  if (!isMeasured) return filled
  const values = own.values.map((value, row) => (Number.isNaN(value) ? filled.values[row]! : value))
  return { ...own, values }
}

async function probability(
  density: RowDensity,
  schema: RecordSchema,
  name: string,
  given: Given,
): Promise<readonly FieldProbability[]> {
  const asked = fieldOf(schema, name)
  if (asked.kind === 'identifier') {
    throw new MillraceError('bad-input', `field ${name}: has no probabilities, it is an identifier`)
  }
  const { [name]: _, ...others } = given
  const row = { rowCount: 1, ...givenRow(schema, others) }
  const field = modelledFields(schema).findIndex(([other]) => other === name)
  const logs = await density.logProbabilities(row, field)
  return Array.from(logs, (log, outcome) => {
    const [low, high] = density.spanOf(field, outcome)
    return {
      from: valueInTable(asked, low),
      to: valueInTable(asked, high),
      probability: Math.exp(log),
    }
  })
}

async function score(
  density: RowDensity,
  schema: RecordSchema,
  table: Table,
  { seed = 1, scored, given, ...options }: ScoreOptions = {},
): Promise<RecordScores> {
  const matrix = rowsOf(schema, table)
  const random: Random = createRandom(seed)
  const placesOf = (names: readonly string[] | undefined): number[] | undefined =>
    names?.map((name) => {
      fieldOf(schema, name)
      return matrix.fields.findIndex((field) => field.name === name)
    })
  const cells = await density.surprise(matrix, random, {
    ...options,
    scored: placesOf(scored),
    given: placesOf(given),
  })
  return recordScores(matrix, cells)
}

/** The sums of what was found of each field, `[rowCount, fields]` both. */
function recordScores(matrix: RowMatrix, { surprise, expected }: RowSurprise): RecordScores {
  const above = surprise.map((value, cell) => value - expected[cell]!)
  const columns = (values: Float64Array): Map<string, Float64Array> =>
    new Map(matrix.fields.map(({ name }, i) => [name, fieldValues({ ...matrix, values }, i)]))
  const [byField, excessByField] = [columns(surprise), columns(above)]
  const sum = (parts: ReadonlyMap<string, Float64Array>): Float64Array => {
    const total = new Float64Array(matrix.rowCount)
    for (const values of parts.values()) values.forEach((value, row) => (total[row]! += value))
    return total
  }
  return { surprise: sum(byField), byField, excess: sum(excessByField), excessByField }
}
