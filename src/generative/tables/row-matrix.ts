// Rows of numbers: the one form between tables and models. A record is one number per field: a quantity
// as it is, a category as the index of its level, a truth value as 0 or 1, a time as steps of its
// resolution after the earliest; NaN is missing.

import { MillraceError } from '../../errors.ts'
import {
  type Field,
  type FieldOf,
  fieldOf,
  listed,
  modelledFields,
  type RecordSchema,
  storedKind,
} from '../../data/table/schema.ts'
import { timeOfText } from '../../data/table/cell.ts'
import { type Column, createTable, describeRow, type Table } from '../../data/table/table.ts'
import { mostDecimals } from '../../data/table/schema-inference.ts'
import { nearestName } from '../../near-name.ts'

/** What a model has to know of a field. */
export interface RowField {
  readonly name: string
  /** Number of levels where values are their indices; absent for quantities. */
  readonly levels?: number
  /** Whether values are counts, which have probabilities and no density. */
  readonly isCounted?: boolean
  /** Whether gaps occur, as the schema says. */
  readonly mayBeMissing?: boolean
  /** Values are whole multiples of `step` above `minimum`. */
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  /** Of times: value v is the instant `origin + v * unit`, in milliseconds since 1970-01-01 UTC. */
  readonly scale?: { readonly origin: number; readonly unit: number }
  /** Always given where rows are drawn, so that nothing needs to be learnt of it; such fields come first. */
  readonly isContext?: boolean
  /** Bins into which a quantity is cut at most; default as the family has it. */
  readonly mostBins?: number
}

export interface RowMatrix {
  readonly fields: readonly RowField[]
  readonly rowCount: number
  /** `[rowCount, fields]`, row-major. */
  readonly values: Float64Array
  /** By row, what it belongs to: rows of one group are held out together. Default: each row alone. */
  readonly groups?: Uint32Array
}

/** The values of one field. */
export function fieldValues({ fields, rowCount, values }: RowMatrix, field: number): Float64Array {
  return Float64Array.from({ length: rowCount }, (_, row) => values[row * fields.length + field]!)
}

/** What is learnt of each field of a schema. */
export function rowFields(schema: RecordSchema): RowField[] {
  return modelledFields(schema).map(([name, field]): RowField => {
    const mayBeMissing = field.missing
    switch (field.kind) {
      case 'category':
        return {
          name,
          mayBeMissing,
          levels: field.levels.length,
          ...wholeNumbers(field.levels.length),
        }
      case 'boolean':
        return { name, mayBeMissing, levels: 2, ...wholeNumbers(2) }
      case 'time':
        return {
          name,
          mayBeMissing,
          minimum: 0,
          maximum: stepsOf(field, Date.parse(field.latest)),
          step: 1,
          scale: { origin: Date.parse(field.earliest), unit: field.resolution },
        }
      case 'count':
      case 'number': {
        const { minimum, maximum, increment } = field
        const step = increment ?? 10 ** -decimalsIn(field)
        const counted = field.kind === 'count' && { isCounted: true }
        return { name, mayBeMissing, minimum, maximum, step, ...counted }
      }
    }
  })
}

function wholeNumbers(count: number): Pick<RowField, 'minimum' | 'maximum' | 'step'> {
  return { minimum: 0, maximum: Math.max(0, count - 1), step: 1 }
}

export interface GapOptions {
  /** A gap stands for what is to be drawn, also in a field that never had one. Default false. */
  readonly mayHaveGaps?: boolean
}

/**
 * The records of a table as rows of numbers. Columns that the schema does not name are left out.
 * @throws MillraceError `not-found` for a column that the table lacks; `bad-input` for one of another
 *   kind, a level or a value that the schema does not know, or a gap where it allows none.
 */
export function rowsOf(
  schema: RecordSchema,
  table: Table,
  { mayHaveGaps = false }: GapOptions = {},
): RowMatrix {
  const fields = rowFields(schema)
  const values = new Float64Array(table.rowCount * fields.length)
  for (const [index, [name, field]] of modelledFields(schema).entries()) {
    const column = columnFor(table, name, field)
    const read = reader(name, field, column)
    for (let row = 0; row < table.rowCount; row++) {
      const value = read(row, table)
      if (Number.isNaN(value) && !field.missing && !mayHaveGaps) {
        throw new MillraceError(
          'bad-input',
          `${describeRow(table, row)}, field ${name}: missing, expected a value, got nothing`,
          { hint: `set "missing: true" for ${name} in the schema` },
        )
      }
      values[row * fields.length + index] = value
    }
  }
  return { fields, rowCount: table.rowCount, values }
}

/** Rows of numbers as a table of the schema; identifiers are numbered from `firstIdentifier` on. */
export function tableOf(
  schema: RecordSchema,
  values: Float64Array,
  firstIdentifier: number = 0,
): Table {
  const width = modelledFields(schema).length
  const rowCount = width === 0 ? 0 : values.length / width
  let index = 0
  const columns = Object.entries(schema.fields).map(([name, field]): [string, Column] => {
    if (field.kind === 'identifier')
      return [name, freshIdentifiers(field, firstIdentifier, rowCount)]
    const own = new Float64Array(rowCount)
    for (let row = 0; row < rowCount; row++) own[row] = values[row * width + index]!
    index++
    return [name, columnOf(field, own)]
  })
  return createTable(columns)
}

/** A value that a person gives for a field: as it stands in a table, or as its text; null is missing. */
export type GivenValue = string | number | boolean | Date | null

/**
 * Given values as a row of numbers, with 1 where one was given.
 * @throws MillraceError `not-found` for an unknown field, `bad-input` for a value that cannot be.
 */
export function givenRow(
  schema: RecordSchema,
  given: Readonly<Record<string, GivenValue>>,
): { readonly values: Float64Array; readonly flags: Uint8Array } {
  const fields = modelledFields(schema)
  const values = new Float64Array(fields.length).fill(NaN)
  const flags = new Uint8Array(fields.length)
  for (const [name, value] of Object.entries(given)) {
    const field = fieldOf(schema, name)
    if (field.kind === 'identifier') {
      throw new MillraceError(
        'bad-input',
        `field ${name}: cannot be given, identifiers are made fresh`,
      )
    }
    const index = fields.findIndex(([other]) => other === name)
    values[index] = numberOfGiven(name, field, value)
    flags[index] = 1
  }
  return { values, flags }
}

/**
 * Records show what was given to the last digit, or it is refused.
 * @throws MillraceError `bad-input` for a number of more decimals than its field has.
 */
export function expectWritable(
  schema: RecordSchema,
  { values }: { readonly values: Float64Array },
): void {
  for (const [index, [name, field]] of modelledFields(schema).entries()) {
    if (field.kind !== 'count' && field.kind !== 'number') continue
    const decimals = decimalsIn(field)
    const value = values[index]!
    if (Number.isNaN(value) || decimals >= mostDecimals) continue
    if (rounded(value, decimals) === value) continue
    const expected = decimals === 0 ? 'a whole number' : `a number of at most ${decimals} decimals`
    throw new MillraceError(
      'bad-input',
      `field ${name}: cannot be given, expected ${expected}, got ${value}`,
    )
  }
}

function numberOfGiven(
  name: string,
  field: Exclude<Field, { kind: 'identifier' }>,
  value: GivenValue,
): number {
  const fail = (expected: string): never => {
    throw new MillraceError(
      'bad-input',
      `field ${name}: cannot be given, expected ${expected}, got ${value === null ? 'nothing' : String(value)}`,
    )
  }
  if (value === null || value === '') return field.missing ? NaN : fail('a value')
  switch (field.kind) {
    case 'category':
      return levelIndex(name, field.levels, String(value))
    case 'boolean': {
      const text = String(value).toLowerCase()
      if (['true', '1', 'yes'].includes(text)) return 1
      return ['false', '0', 'no'].includes(text) ? 0 : fail('true or false')
    }
    case 'time': {
      const time = value instanceof Date ? value.getTime() : timeOfText(String(value))
      if (Number.isNaN(time)) return fail('a time like 2024-01-31 or 2024-01-31T06:30')
      const steps = stepsOf(field, time)
      if (!within(steps, 0, stepsOf(field, Date.parse(field.latest)))) {
        return fail(`${field.earliest} to ${field.latest}`)
      }
      const nearest = Date.parse(field.earliest) + steps * field.resolution
      return nearest === time ? steps : fail(`one such as ${new Date(nearest).toISOString()}`)
    }
    case 'count':
    case 'number': {
      const number = Number(value)
      return within(number, field.minimum, field.maximum)
        ? number
        : fail(`a number from ${field.minimum} to ${field.maximum}`)
    }
  }
}

/** A number of a row as it stands in a table; null where missing. */
export function valueInTable(
  field: Exclude<Field, { kind: 'identifier' }>,
  value: number,
): GivenValue {
  if (Number.isNaN(value)) return null
  switch (field.kind) {
    case 'category':
      return field.levels[value] ?? null
    case 'boolean':
      return field.stored === 'boolean' ? value === 1 : value
    case 'time':
      return new Date(Date.parse(field.earliest) + value * field.resolution)
    case 'count':
    case 'number':
      return value
  }
}

/** The quotient of a whole number and a power of ten is the number that its digits read back to. */
function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}

function within(value: number, low: number, high: number): boolean {
  return value >= low && value <= high
}

type Read = (row: number, table: Table) => number

function columnFor(table: Table, name: string, field: Field): Column {
  const column = table.columns.get(name)
  const subject = table.source ? `${table.source.path}, ` : ''
  if (!column) {
    const known = [...table.columns.keys()]
    const near = nearestName(name, known)
    throw new MillraceError(
      'not-found',
      `${subject}column ${name}: missing, expected one as in the schema, got ${listed(known)}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  const expected = storedKind(field)
  // A column of nothing but gaps is read as text.
  const isEmpty = column.kind === 'text' && column.codes.every((code) => code < 0)
  if (column.kind !== expected && !isEmpty) {
    throw new MillraceError(
      'bad-input',
      `${subject}column ${name}: wrong kind, expected ${expected}, got ${column.kind}`,
    )
  }
  return column
}

function reader(name: string, field: Exclude<Field, { kind: 'identifier' }>, column: Column): Read {
  if (column.kind === 'text' && column.codes.every((code) => code < 0)) return () => NaN
  switch (field.kind) {
    case 'category':
      return levelReader(name, field, column)
    case 'boolean': {
      if (column.kind === 'text') throw textTruth(name)
      return (row) => {
        const value = column.values[row]!
        if (Number.isNaN(value) || value === -1) return NaN
        if (value === 0 || value === 1) return value
        throw new MillraceError(
          'bad-input',
          `field ${name}: unknown value, expected 0 or 1, got ${value}`,
        )
      }
    }
    case 'time':
      return (row) => (column.kind === 'text' ? NaN : stepsOf(field, Number(column.values[row])))
    case 'count':
    case 'number':
      return (row) => (column.kind === 'text' ? NaN : Number(column.values[row]))
  }
}

function textTruth(name: string): MillraceError {
  return new MillraceError(
    'bad-input',
    `field ${name}: wrong kind, expected a column of truth values, got text`,
    { hint: `make ${name} a category in the schema` },
  )
}

function levelReader(name: string, { levels }: FieldOf<'category'>, column: Column): Read {
  const indices = new Map(levels.map((level, index) => [level, index]))
  const indexOf = (text: string, row: number, table: Table): number => {
    const index = indices.get(text)
    if (index === undefined)
      throw unseenLevel(`${describeRow(table, row)}, field ${name}`, levels, text)
    return index
  }
  if (column.kind === 'text') {
    const known = new Map<number, number>()
    return (row, table) => {
      const code = column.codes[row]!
      if (code < 0) return NaN
      const index = known.get(code) ?? indexOf(column.levels[code]!, row, table)
      known.set(code, index)
      return index
    }
  }
  return (row, table) => {
    const value = column.values[row]!
    if (Number.isNaN(value) || (column.kind === 'boolean' && value < 0)) return NaN
    return indexOf(String(value), row, table)
  }
}

function levelIndex(name: string, levels: readonly string[], text: string): number {
  const index = levels.indexOf(text)
  if (index < 0) throw unseenLevel(`field ${name}`, levels, text)
  return index
}

function unseenLevel(subject: string, levels: readonly string[], text: string): MillraceError {
  const near = nearestName(text, levels)
  return new MillraceError(
    'bad-input',
    `${subject}: unknown level, expected one of ${listed(levels)}, got ${text}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

function stepsOf({ earliest, resolution }: FieldOf<'time'>, time: number): number {
  return Math.round((time - Date.parse(earliest)) / resolution)
}

function decimalsIn(field: FieldOf<'number'> | FieldOf<'count'>): number {
  return field.kind === 'number' ? field.decimals : 0
}

function columnOf(field: Exclude<Field, { kind: 'identifier' }>, values: Float64Array): Column {
  switch (field.kind) {
    case 'category':
      return levelColumn(field, values)
    case 'boolean':
      return field.stored === 'boolean'
        ? { kind: 'boolean', values: Int8Array.from(values, (x) => (Number.isNaN(x) ? -1 : x)) }
        : { kind: 'number', values }
    case 'time': {
      const origin = Date.parse(field.earliest)
      return { kind: 'time', values: values.map((steps) => origin + steps * field.resolution) }
    }
    case 'count':
    case 'number': {
      const decimals = decimalsIn(field)
      return { kind: 'number', values: values.map((x) => rounded(x, decimals)) }
    }
  }
}

function levelColumn({ levels, stored }: FieldOf<'category'>, values: Float64Array): Column {
  const numbers = (): Float64Array =>
    values.map((index) => (Number.isNaN(index) ? NaN : Number(levels[index])))
  switch (stored) {
    case 'number':
    case 'time':
      return { kind: stored, values: numbers() }
    case 'boolean':
      return { kind: 'boolean', values: Int8Array.from(numbers(), (x) => (x >= 0 ? x : -1)) }
    case 'text':
      return { kind: 'text', codes: codesOf(values), levels }
  }
}

/** -1 where missing. */
function codesOf(values: Float64Array): Int32Array {
  const codes = new Int32Array(values.length)
  for (let row = 0; row < codes.length; row++) codes[row] = values[row]! >= 0 ? values[row]! : -1
  return codes
}

function freshIdentifiers(
  { prefix, next, digits, stored }: FieldOf<'identifier'>,
  first: number,
  rowCount: number,
): Column {
  if (stored !== 'text') {
    return {
      kind: 'number',
      values: Float64Array.from({ length: rowCount }, (_, i) => next + first + i),
    }
  }
  return {
    kind: 'text',
    codes: Int32Array.from({ length: rowCount }, (_, i) => i),
    levels: Array.from(
      { length: rowCount },
      (_, i) => prefix + String(next + first + i).padStart(digits, '0'),
    ),
  }
}
