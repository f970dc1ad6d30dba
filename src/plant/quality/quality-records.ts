// Records of units or lots of one operation: what the outcome is predicted from, and the outcome.

import { MillraceError } from '../../errors.ts'
import {
  type AlignedColumn,
  alignTables,
  type CategoryValues,
} from '../../data/table/aligned-columns.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { numberHint } from '../../data/table/cell.ts'
import { quoteCell } from '../../data/table/expectation.ts'
import { listed } from '../../data/table/schema.ts'
import { requireReadTexts } from '../../data/table/unread-texts.ts'
import {
  type Column,
  type ColumnKind,
  describeRow,
  isMissingAt,
  rowsAt,
  type Table,
} from '../../data/table/table.ts'
import { nearestName } from '../../near-name.ts'
import type { QualityOperation } from '../model/quality-schema.ts'
import type { OutcomeKind } from './result.ts'

/** An operation in the words of plant.yaml, without its file and its charts. */
export type QualitySpecification = Omit<QualityOperation, 'file' | 'control_charts' | 'monitoring'>

/** Which columns are features; without an outcome none is one. */
export type FeatureChoice = Pick<
  QualitySpecification,
  'columns' | 'settings' | 'measurements' | 'ignore'
> & { readonly outcome?: string | undefined }

/** One column that the outcome is predicted from. */
export interface Feature {
  readonly name: string
  readonly kind: 'number' | 'category'
  /** The kind of the column that it was learnt from. Absent in models of before. */
  readonly stored?: ColumnKind
  readonly isSetting: boolean
}

export interface QualityRecords {
  readonly specification: QualitySpecification
  /** Records with an outcome, in the order of time where there is one. */
  readonly table: Table
  /** Records without an outcome yet, in the same order. */
  readonly waiting: Table
  readonly features: readonly Feature[]
  /** One per feature. */
  readonly columns: readonly AlignedColumn[]
  readonly kind: OutcomeKind
  /** 1 where the record fails, else 0. */
  readonly failed: Float64Array
  /** Levels of an outcome that is no measurement. */
  readonly levels: CategoryValues | null
  /** Values of a measured characteristic. */
  readonly values: Float64Array | null
  /** Names of lots by record; null where none are named. */
  readonly lots: readonly string[] | null
  readonly isOrdered: boolean
  /** Columns of the file that are not used, and why. */
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
}

/** Fewest records of each kind from which a model is fitted and judged. */
const fewestFailures = 10

/**
 * @throws MillraceError `not-found` for a column that is named and not there, `bad-input` for an outcome
 *   that cannot be learnt: of one class only, or with too few failures.
 */
export function readQualityRecords(
  file: Table,
  specification: QualitySpecification,
): QualityRecords {
  const source = sourceOf(file)
  requireNamed(file, specification)
  requireNumbers(file, Object.keys(specification.settings))
  const { columns: named, outcome, limits, failing = [] } = specification
  const order = inOrder(file, named.time)
  const isJudged = (row: number): boolean => !isMissingAt(file.columns.get(outcome)!, row)
  const table = recordsAt(file, order.filter(isJudged))
  if (table.rowCount === 0) {
    throw new MillraceError(
      'bad-input',
      `${source}, column ${outcome}: nothing to learn from, expected records that were judged, got ${file.rowCount} without a value`,
      { hint: 'records that wait for their verdict are for predict and inspect' },
    )
  }
  const { features, leftOut } = featuresOf(table, specification)
  if (features.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${source}: nothing to predict ${outcome} from, expected settings or measurements, got none`,
      { hint: listed(leftOut.map(({ column, reason }) => `${column}: ${reason}`)) },
    )
  }
  requireReach(table, specification)
  const [columns] = alignTables([table], features)
  const judged = limits
    ? measured(table, outcome, limits)
    : levelled(table, outcome, failing, source)
  requireBothClasses(judged.failed, source, outcome, limits !== undefined)
  return {
    specification,
    table,
    waiting: recordsAt(
      file,
      order.filter((row) => !isJudged(row)),
    ),
    features,
    columns: columns!,
    ...judged,
    lots: named.lot === undefined ? null : textsOf(table, named.lot),
    isOrdered: named.time !== undefined,
    leftOut,
  }
}

/** Records at these places, which know their rows of the file. */
function recordsAt(file: Table, places: Int32Array): Table {
  const { source } = file
  return {
    ...rowsAt(file, places),
    ...(source && { source: { ...source, lineOf: (row) => source.lineOf(places[row]!) } }),
  }
}

/** Whether each record fails; null where it has no verdict. */
export function failsOf(
  table: Table,
  { outcome, failing, limits }: Pick<QualitySpecification, 'outcome' | 'failing' | 'limits'>,
): (boolean | null)[] {
  return textsOf(table, outcome).map((text) => {
    if (text === '') return null
    if (failing) return failing.includes(text)
    const value = Number(text)
    return value < (limits?.lower ?? -Infinity) || value > (limits?.upper ?? Infinity)
  })
}

/** Text of every cell of a column; an empty one for a missing value. */
export function textsOf(table: Table, name: string): string[] {
  const [[column]] = alignTables([table], [{ name, kind: 'category' }]) as [[CategoryValues]] // Safe: as asked for.
  return Array.from(column.codes, (code) => column.levels[code] ?? '')
}

export function sourceOf(table: Table): string {
  return table.source?.path ?? 'records'
}

/** @throws MillraceError `not-found` for a column that is named and not there. */
export function requireNamed(
  table: Table,
  { columns, outcome, settings, measurements = [], ignore }: FeatureChoice,
): void {
  const named = [outcome, ...Object.values(columns), ...Object.keys(settings), ...measurements]
  const known = [...table.columns.keys()]
  const absent = [...named, ...ignore].find(
    (name) => name !== undefined && !table.columns.has(name),
  )
  if (absent === undefined) return
  const near = nearestName(absent, known)
  throw new MillraceError(
    'not-found',
    `${sourceOf(table)}: column ${absent} is missing, expected one of ${listed(known)}, got ${absent}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

/** A setting that is changed is a number. @throws MillraceError `bad-input` with the first that is none. */
function requireNumbers(table: Table, names: readonly string[]): void {
  for (const name of names) {
    const column = table.columns.get(name)!
    if (column.kind === 'number') continue
    const texts = column.kind === 'text' ? textsOf(table, name) : []
    const row = texts.findIndex((text) => Number.isNaN(Number(text)))
    const found = row < 0 ? column.kind : `"${texts[row]}" in ${describeRow(table, row)}`
    const hint = numberHint(texts[row] ?? '')
    throw new MillraceError(
      'bad-input',
      `${sourceOf(table)}, setting ${name}: wrong kind, expected numbers, got ${found}`,
      hint === undefined ? {} : { hint },
    )
  }
}

/** Said before minutes are spent on learning: mostly the range is in another unit than the records. */
function requireReach(table: Table, { settings }: Pick<QualitySpecification, 'settings'>): void {
  for (const [name, { lowest, highest }] of Object.entries(settings)) {
    const column = table.columns.get(name)!
    if (column.kind !== 'number') continue
    const known = column.values.filter((value) => !Number.isNaN(value)).sort()
    const [least, most] = [known[0], known.at(-1)]
    if (least === undefined || most === undefined) continue
    if (lowest <= most && highest >= least) continue
    throw new MillraceError(
      'bad-input',
      `${sourceOf(table)}, setting ${name}: its range lies outside of all records, expected one that overlaps ${least} to ${most}, got ${lowest} to ${highest}`,
      { hint: 'are both in the same unit?' },
    )
  }
}

/** Rows by time, those of one instant as they stand in the file. */
function inOrder(table: Table, time: string | undefined): Int32Array {
  const rows = Int32Array.from({ length: table.rowCount }, (_, row) => row)
  if (time === undefined) return rows
  const column = table.columns.get(time)!
  if (column.kind === 'text') requireReadTexts(table, (name) => name === time)
  if (column.kind !== 'time' && column.kind !== 'number') {
    const first = rows.find((row) => !isMissingAt(column, row)) ?? 0
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, first)}, column ${time}: wrong kind, expected times or numbers, got "${textsOf(table, time)[first]}"`,
      { hint: 'write times like 2024-01-31 or 2024-01-31 06:30' },
    )
  }
  const absent = rows.find((row) => isMissingAt(column, row))
  if (absent !== undefined) {
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, absent)}, column ${time}: missing, expected when the record was made, got nothing`,
    )
  }
  return rows.sort((a, b) => column.values[a]! - column.values[b]! || a - b)
}

/** The columns that say something of a record, and those that do not, with the reason. */
export function featuresOf(
  table: Table,
  { columns: named, outcome, settings, measurements, ignore }: FeatureChoice,
): Pick<QualityRecords, 'features' | 'leftOut'> {
  const leftOut: { column: string; reason: string }[] = []
  const features: Feature[] = []
  const asked = new Set([...Object.keys(settings), ...(measurements ?? [])])
  const isFeature = (name: string): boolean => {
    if ([outcome, named.time, named.lot, ...ignore].includes(name)) return false
    return name === named.item || asked.has(name) || measurements === undefined
  }
  requireReadTexts(table, isFeature)
  const schema = inferSchema(table)
  for (const [name, column] of table.columns) {
    if (!isFeature(name)) continue
    const isSetting = Object.hasOwn(settings, name)
    const reason = reasonToLeaveOut(column, schema.fields[name]!.kind)
    if (reason !== null && !(asked.has(name) && reason === distinct)) {
      leftOut.push({ column: name, reason })
      continue
    }
    const isNumber = column.kind === 'number' && name !== named.item
    const kind = isNumber ? 'number' : 'category'
    features.push({ name, kind, stored: column.kind, isSetting })
  }
  return { features, leftOut }
}

const distinct = 'another value in every record'

function reasonToLeaveOut(column: Column, kind: string): string | null {
  if (column.kind === 'time') return 'a time'
  if (kind === 'identifier') return distinct
  const values = column.kind === 'text' ? column.codes : column.values
  if (values.every((_, row) => isMissingAt(column, row))) return 'no value in any record'
  const first = values.find((value) => !Number.isNaN(value))
  if (values.every((value) => value === first)) return 'the same value in every record'
  return null
}

type Judged = Pick<QualityRecords, 'kind' | 'failed' | 'levels' | 'values'>

function measured(
  table: Table,
  outcome: string,
  { lower = -Infinity, upper = Infinity }: NonNullable<QualitySpecification['limits']>,
): Judged {
  const column = table.columns.get(outcome)!
  if (column.kind !== 'number') {
    throw new MillraceError(
      'bad-input',
      `${sourceOf(table)}, column ${outcome}: wrong kind, expected a number, which limits are for, got ${column.kind}`,
      {
        hint:
          numberHint(firstText(table, outcome)) ?? 'name the levels that fail instead of limits',
      },
    )
  }
  const { values } = column
  const failed = values.map((value) => +(value < lower || value > upper))
  return { kind: 'measured', failed, levels: null, values }
}

/** The first of its texts that is no number. */
function firstText(table: Table, name: string): string {
  return textsOf(table, name).find((text) => Number.isNaN(Number(text))) ?? ''
}

function levelled(
  table: Table,
  outcome: string,
  failing: readonly string[],
  source: string,
): Judged {
  const [[levels]] = alignTables([table], [{ name: outcome, kind: 'category' }]) as [
    [CategoryValues],
  ] // Safe: as asked for.
  const unknown = failing.find((level) => !levels.levels.includes(level))
  if (failing.length === 0 || (unknown !== undefined && failing.length === 1)) {
    const near = unknown === undefined ? undefined : nearestName(unknown, levels.levels)
    throw new MillraceError(
      'bad-input',
      `${source}, column ${outcome}: no record that fails, expected levels that do among ${listed(levels.levels.map(quoteCell))}, got ${unknown === undefined ? 'none' : quoteCell(unknown)}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  const fails = levels.levels.map((level) => failing.includes(level))
  return {
    kind: levels.levels.length > 2 ? 'defect-class' : 'pass-fail',
    failed: Float64Array.from(levels.codes, (code) => +fails[code]!),
    levels,
    values: null,
  }
}

function requireBothClasses(
  failed: Float64Array,
  source: string,
  outcome: string,
  isMeasured: boolean,
): void {
  const failures = failed.reduce((sum, y) => sum + y, 0)
  const passes = failed.length - failures
  if (Math.min(failures, passes) >= fewestFailures) return
  // The distribution of a measurement is learnt from all records, failing or not.
  if (isMeasured && failed.length >= 2 * fewestFailures) return
  throw new MillraceError(
    'bad-input',
    `${source}, column ${outcome}: ${failures === 0 || passes === 0 ? 'only one class' : 'too few of a class'}, expected at least ${fewestFailures} failing and ${fewestFailures} passing records, got ${failures} and ${passes}`,
    { hint: 'collect more records; until then, millrace spc watches the process without a model' },
  )
}
