// A panel from rows in long format: one row per series and step.

import { MillraceError } from '../../errors.ts'
import { describeSeriesRow, type SeriesRows } from '../../data/table/series.ts'
import type { Column } from '../../data/table/table.ts'
import {
  type Calendar,
  defaultSeasonLength,
  describeCalendar,
  formatTime,
  indexAt,
} from './calendar.ts'
import { inferCalendar } from './frequency.ts'
import type { Panel, Series } from './series.ts'

export type Frequency = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface PanelOptions {
  /** Default: the usual one of the calendar. */
  readonly seasonLength?: number | undefined
  /** The length of a step, where it is known; else the coarsest on which all times lie. */
  readonly frequency?: Frequency | undefined
  /** Columns with numbers known in advance; rows after the history give them over the horizon. */
  readonly known?: readonly string[]
  /** Columns that do not change within a series: text or numbers. */
  readonly attributes?: readonly string[]
  /** What a step without a row is: unknown, or no demand, as in an export of sales. Default `missing`. */
  readonly gaps?: 'missing' | 'zero'
  /** Values below zero are refused unless allowed. Default false. */
  readonly allowNegative?: boolean
}

/**
 * Histories end at the last time at which any series has a value; later rows give known covariates only.
 * @throws MillraceError `bad-input` for no rows, duplicate keys, irregular or mixed frequencies, values
 * below zero where not allowed; `not-found` for a column that is not there.
 */
export function panelFromRows(rows: SeriesRows, options: PanelOptions = {}): Panel {
  const { known = [], attributes = [], gaps = 'missing', allowNegative = false } = options
  if (rows.ids.length === 0)
    throw new MillraceError('bad-input', `${nameSource(rows)}: empty, expected rows`)
  refuseDuplicates(rows)
  if (!allowNegative) refuseNegatives(rows)
  const spans = rows.ids.map((id, k) => ({ id, from: rows.offsets[k]!, to: rows.offsets[k + 1]! }))
  const inferred = inferCalendar(
    spans.map(({ id, from, to }) => ({ id, times: rows.times.subarray(from, to) })),
    rows.timeKind,
    `${nameSource(rows)}, column ${rows.columns.time}`,
  )
  const calendar = options.frequency ? onFrequency(rows, inferred, options.frequency) : inferred
  refuseWideGaps(rows, calendar)
  const knownColumns = known.map((name) => numbersOf(rows, name))
  const attributeColumns = attributes.map((name) => otherColumn(rows, name))
  const lastTime = lastTimeWithValue(rows)
  const series = spans.map(({ id, from, to }): Series => {
    const start = indexAt(calendar, rows.times[from]!)
    const knownEnd = indexAt(calendar, rows.times[to - 1]!) + 1
    const lastEnd = indexAt(calendar, lastTime) + 1
    // Where no row means no demand, a series goes on to the common end.
    const end = gaps === 'zero' ? lastEnd : Math.min(knownEnd, lastEnd)
    const filler = gaps === 'zero' ? 0 : Number.NaN
    const values = new Float64Array(Math.max(0, end - start)).fill(filler)
    const ownKnown = knownColumns.map(() => new Float64Array(knownEnd - start).fill(Number.NaN))
    for (let row = from; row < to; row++) {
      const offset = indexAt(calendar, rows.times[row]!) - start
      if (offset < values.length && !Number.isNaN(rows.values[row]!)) {
        values[offset] = rows.values[row]!
      }
      for (const [j, column] of knownColumns.entries()) ownKnown[j]![offset] = column[row]!
    }
    const ownAttributes = attributeColumns.map((column) => cellOf(column, from))
    return { id, start, values, known: ownKnown, attributes: ownAttributes }
  })
  return {
    calendar,
    seasonLength: options.seasonLength ?? defaultSeasonLength(calendar),
    knownNames: known,
    attributeNames: attributes,
    series,
  }
}

/** Sparse weekly rows may happen to lie on every second week: the step is one week all the same. */
function onFrequency(rows: SeriesRows, inferred: Calendar, frequency: Frequency): Calendar {
  const every = frequency === 'quarter' ? 3 : frequency === 'year' ? 12 : 1
  const unit = frequency === 'quarter' || frequency === 'year' ? 'month' : frequency
  const isWorkday = unit === 'day' && inferred.unit === 'business-day'
  if (inferred.unit === 'position') return inferred
  if ((inferred.unit === unit || isWorkday) && inferred.every % every === 0) {
    return { ...inferred, every }
  }
  throw new MillraceError(
    'bad-input',
    `${nameSource(rows)}, column ${rows.columns.time}: other frequency than stated, expected a row every ${frequency}, got ${describeCalendar(inferred)}`,
    { hint: 'state the frequency that the demand has' },
  )
}

function refuseDuplicates(rows: SeriesRows): void {
  for (const [k, id] of rows.ids.entries()) {
    for (let row = rows.offsets[k]! + 1; row < rows.offsets[k + 1]!; row++) {
      if (rows.times[row] !== rows.times[row - 1]) continue
      throw new MillraceError(
        'bad-input',
        `${describeSeriesRow(rows, row)}: duplicate key, expected one row for series ${id} and ${nameTime(rows, row)}, got a second`,
        { hint: 'add up the rows of one step, or drop those that repeat another' },
      )
    }
  }
}

function refuseNegatives(rows: SeriesRows): void {
  const row = rows.values.findIndex((value) => value < 0)
  if (row < 0) return
  throw new MillraceError(
    'bad-input',
    `${describeSeriesRow(rows, row)}, column ${rows.columns.value}: negative, expected demand of zero or more, got ${rows.values[row]}`,
    { hint: 'book returns apart from demand, or allow values below zero where they belong' },
  )
}

const widestGapSteps = 100_000
const widestGapYears = 100

/** A date with a slip of a digit would make a history of thousands of empty steps. */
function refuseWideGaps(rows: SeriesRows, calendar: Calendar): void {
  const { ids, offsets, times } = rows
  const years = rows.timeKind === 'time' ? 365.25 * 86_400_000 : Number.POSITIVE_INFINITY
  for (const [k, id] of ids.entries()) {
    for (let row = offsets[k]! + 1; row < offsets[k + 1]!; row++) {
      const isWithinYears = times[row]! - times[row - 1]! <= widestGapYears * years
      const gap = indexAt(calendar, times[row]!) - indexAt(calendar, times[row - 1]!)
      if (isWithinYears && gap <= widestGapSteps) continue
      throw new MillraceError(
        'bad-input',
        `${describeSeriesRow(rows, row)}, column ${rows.columns.time}: too far from the row before, expected steps like ${describeCalendar(calendar)}, got ${nameTime(rows, row)} after ${nameTime(rows, row - 1)} in series ${id}`,
        { hint: 'look for a slip in the year' },
      )
    }
  }
}

function nameSource({ source }: SeriesRows): string {
  return source?.path ?? 'data'
}

function otherColumn(rows: SeriesRows, name: string): Column {
  const column = rows.others.get(name)
  if (column) return column
  const names = [...rows.others.keys()].join(', ') || 'no further columns'
  throw new MillraceError(
    'not-found',
    `column ${name}: missing, expected it in the data, got ${names}`,
  )
}

function numbersOf(rows: SeriesRows, name: string): Float64Array {
  const column = otherColumn(rows, name)
  if (column.kind === 'number') return column.values
  if (column.kind === 'boolean') {
    return Float64Array.from(column.values, (value) => (value < 0 ? Number.NaN : value))
  }
  throw new MillraceError(
    'bad-input',
    `column ${name}: wrong kind, expected numbers or true and false, got ${column.kind}`,
  )
}

function cellOf(column: Column, row: number): string | number {
  if (column.kind === 'text') return column.levels[column.codes[row]!] ?? ''
  return column.values[row]!
}

function lastTimeWithValue(rows: SeriesRows): number {
  const { times, values } = rows
  let last = Number.NEGATIVE_INFINITY
  for (let row = 0; row < times.length; row++) {
    if (!Number.isNaN(values[row]!) && times[row]! > last) last = times[row]!
  }
  if (last === Number.NEGATIVE_INFINITY) {
    throw new MillraceError(
      'bad-input',
      `${nameSource(rows)}, column ${rows.columns.value}: no value at all, expected a history, got only empty cells`,
    )
  }
  return last
}

function nameTime({ timeKind, times }: SeriesRows, row: number): string {
  return timeKind === 'position' ? String(times[row]) : formatTime(times[row]!)
}
