// Proposes the schema of a record from a table: a proposal to be read and edited by a person.

import { MillraceError } from '../../errors.ts'
import type { Field, RecordSchema, StoredKind } from './schema.ts'
import type { Column, Table } from './table.ts'

/** @throws MillraceError `bad-input` for a table without rows or columns. */
export function inferSchema(table: Table): RecordSchema {
  if (table.columns.size === 0 || table.rowCount === 0) {
    const subject = table.source?.path ?? 'table'
    throw new MillraceError(
      'bad-input',
      `${subject}: nothing to learn from, expected at least one row and one column, got ${table.rowCount} rows of ${table.columns.size} columns`,
    )
  }
  const fields: Record<string, Field> = {}
  for (const [name, column] of table.columns) fields[name] = inferField(name, column)
  return { fields, constraints: [] }
}

function inferField(name: string, column: Column): Field {
  switch (column.kind) {
    case 'text':
      return textField(column.codes, column.levels)
    case 'boolean':
      return { kind: 'boolean', stored: 'boolean', missing: column.values.includes(-1) }
    case 'time':
      return timeField(column.values)
    case 'number':
      return numberField(name, column.values)
  }
}

/** Rows below which a column of distinct values may be so by chance. */
const identifierRows = 20

function textField(codes: Int32Array, levels: readonly string[]): Field {
  const used = new Set(codes)
  const missing = used.delete(-1)
  const texts = levels.filter((_, code) => used.has(code))
  const isDistinct = texts.length === codes.length && texts.length >= identifierRows
  if (isDistinct) return identifierOf(texts, 'text')
  return { kind: 'category', ordered: false, levels: texts, stored: 'text', missing }
}

/** Fresh identifiers go on after the largest number that ends one of the data. */
export function identifierOf(texts: readonly string[], stored: StoredKind): Field {
  const parts = texts.map((text) => /^(.*?)(\d{0,15})$/s.exec(text)!)
  const prefixes = new Set(parts.map((part) => part[1]!))
  const prefix = prefixes.size === 1 ? parts[0]![1]! : ''
  const digits = Math.max(...parts.map((part) => part[2]!.length))
  const largest = parts.reduce((most, part) => Math.max(most, Number(part[2])), 0)
  const isFilled = parts.some((part) => part[2]!.startsWith('0') && part[2]!.length > 1)
  return { kind: 'identifier', prefix, next: largest + 1, digits: isFilled ? digits : 0, stored }
}

const second = 1000
const resolutions = [86_400_000, 3_600_000, 60 * second, second, 1]

function timeField(values: Float64Array): Field {
  const present = values.filter((value) => !Number.isNaN(value))
  const [earliest, latest] = boundsOf(present)
  const isVaried = firstDistinct(present, variedValues).size === variedValues
  const resolution = (isVaried && timeStep(present, earliest)) || resolutionOf(present, earliest)
  return {
    kind: 'time',
    earliest: new Date(earliest).toISOString(),
    latest: new Date(latest).toISOString(),
    resolution,
    missing: present.length < values.length,
  }
}

/** The longest of the usual resolutions that leads from the earliest instant to every other one. */
function resolutionOf(values: Float64Array, earliest: number): number {
  return resolutions.find((step) => values.every((value) => (value - earliest) % step === 0)) ?? 1
}

/** Such as a week or a quarter of an hour; undefined for distances that milliseconds do not measure. */
function timeStep(values: Float64Array, earliest: number): number | undefined {
  let step = 0
  for (const value of values) {
    step = greatestCommonDivisor(step, value - earliest)
    if (step === 1) break
  }
  return step > 0 && Number.isInteger(step) ? step : undefined
}

function numberField(name: string, values: Float64Array): Field {
  const present = values.filter((value) => !Number.isNaN(value))
  const missing = present.length < values.length
  const decimals = decimalsOf(present)
  const [minimum, maximum] = boundsOf(present).map((bound) =>
    decimals < mostDecimals ? Number(bound.toFixed(decimals)) : bound,
  ) as [number, number] // Safe: of two.
  if (!missing && decimals === 0 && isNumbering(name, present)) {
    return { kind: 'identifier', prefix: '', next: maximum + 1, digits: 0, stored: 'number' }
  }
  const distinct = firstDistinct(present, 3)
  if (decimals === 0 && distinct.size === 2) {
    if (distinct.has(0) && distinct.has(1)) return { kind: 'boolean', stored: 'number', missing }
    const levels = [...distinct].sort((a, b) => a - b).map(String)
    return { kind: 'category', ordered: true, levels, stored: 'number', missing }
  }
  const isVaried = firstDistinct(present, variedValues).size === variedValues
  const increment = isVaried ? incrementOf(present, minimum, decimals) : undefined
  const rounding = increment === undefined ? {} : { increment }
  return decimals === 0 && minimum >= 0
    ? { kind: 'count', minimum, maximum, ...rounding, missing }
    : { kind: 'number', minimum, maximum, decimals, ...rounding, missing }
}

/** Distinct values below which a common step between them says nothing. */
const variedValues = 5

/** Rows numbered one after another, or distinct whole numbers under a name that says so. */
function isNumbering(name: string, values: Float64Array): boolean {
  if (values.length < identifierRows) return false
  if (values.every((value, i) => i === 0 || value === values[i - 1]! + 1)) return true
  const isNamed = /(^|[^a-z])(id|uid|udi|uuid|key|serial|number|no)$/i.test(name)
  return isNamed && values.every((value) => value >= 0) && new Set(values).size === values.length
}

function firstDistinct(values: Float64Array, most: number): Set<number> {
  const distinct = new Set<number>()
  for (const value of values) {
    distinct.add(value)
    if (distinct.size >= most) break
  }
  return distinct
}

/** Zero and zero where there is no value. */
function boundsOf(values: Float64Array): [number, number] {
  if (values.length === 0) return [0, 0]
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

/** Units of the last place that a value may be off by after some arithmetic. */
const noiseBits = 8

/** Of values that no decimals write. */
const rareShare = 0.01

/** Decimals beyond which no rounding is looked for. */
export const mostDecimals = 12

/**
 * The fewest decimals that write every value, but for the last bits in which sums and products of decimals
 * differ (0.4184 * 0.2 is stored as 0.08368000000000001), and for a few values that no decimals write, such
 * as a third among prices.
 */
export function decimalsOf(values: Float64Array): number {
  let decimals = 0
  let unwritten = 0
  for (const value of values) {
    const noise = noiseBits * Number.EPSILON * Math.abs(value)
    const isWritten = (): boolean => Math.abs(Number(value.toFixed(decimals)) - value) <= noise
    const before = decimals
    while (decimals < mostDecimals && !isWritten()) decimals++
    if (decimals < mostDecimals) continue
    unwritten++
    decimals = before
  }
  return unwritten <= rareShare * values.length ? decimals : mostDecimals
}

/** The greatest step that leads from the minimum to every value, where it is coarser than the decimals. */
function incrementOf(values: Float64Array, minimum: number, decimals: number): number | undefined {
  const scale = 10 ** decimals
  let divisor = 0
  for (const value of values) {
    const steps = Math.round((value - minimum) * scale)
    if (!Number.isSafeInteger(steps)) return undefined
    divisor = greatestCommonDivisor(divisor, steps)
    if (divisor === 1) return undefined
  }
  return divisor > 1 ? divisor / scale : undefined
}

/** Of whole numbers from 0 on; 0 divides nothing, so that of 0 and a number is the number. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b]
  return a
}
