// Control charts of the columns of a table: its records in the order of time, put into samples.

import { MillraceError } from '../../../errors.ts'
import {
  type Column,
  columnOf,
  describeRow,
  isMissingAt,
  type Table,
} from '../../../data/table/table.ts'
import { nearestName } from '../../../near-name.ts'
import type {
  ControlChartKind,
  ControlChartRequest,
  QualityOperation,
} from '../../model/quality-schema.ts'
import { type ChartSamples, controlChart, type ControlChartOptions } from './control-chart.ts'
import type { ControlChartResult } from './result.ts'

/** One chart of one column. */
export interface ChartRequest extends Omit<ControlChartRequest, 'limits' | 'baseline'> {
  /** Column that orders the records; by default they are in order. */
  readonly time?: string | undefined
  /** Levels that fail, where the characteristic is judged and not measured. */
  readonly failing?: readonly string[] | undefined
}

/** All charts that an operation of plant.yaml asks for. */
export function operationCharts(
  table: Table,
  { control_charts: requests, columns, outcome, failing, limits }: QualityOperation,
  options: ControlChartOptions = {},
): ControlChartResult[] {
  return requests.map(({ limits: own, baseline = options.baseline, ...request }) => {
    const isOutcome = request.characteristic === outcome
    return chartTable(
      table,
      { ...request, time: columns.time, ...(isOutcome && { failing }) },
      { ...options, baseline, limits: own ?? (isOutcome ? limits : undefined) },
    )
  })
}

/** @throws MillraceError `not-found` or `bad-input` for columns that do not make a chart. */
export function chartTable(
  table: Table,
  request: ChartRequest,
  options: ControlChartOptions = {},
): ControlChartResult {
  const { characteristic } = request
  if (request.subgroup !== undefined && request.subgroup_size !== undefined) {
    throw new MillraceError(
      'bad-input',
      `${characteristic}: subgroups named twice, expected a column or a size, got both`,
    )
  }
  const judged = judgedOf(table, request)
  const chart = request.chart ?? usualChart(table, request)
  const order = orderOf(table, request.time)
  const present = order.filter((row) => !isMissingAt(judged, row))
  // Groups are made of all records, so that a gap shifts no other record into another group.
  const groups = groupsOf(table, order, request)
  const input = samplesOf(table, request, chart, groups)
  const missing = table.rowCount - present.length
  return { ...controlChart(characteristic, input, options), missing }
}

interface Group {
  readonly label: string
  readonly rows: readonly number[]
}

function judgedOf(table: Table, { characteristic }: ChartRequest): Column {
  const column = table.columns.get(characteristic)
  if (column) return column
  const known = [...table.columns.keys()]
  const near = nearestName(characteristic, known)
  throw new MillraceError(
    'not-found',
    `column ${characteristic}: missing, expected one of ${known.join(', ')}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

/** What suits the column and its subgroups, where the chart is not named. */
function usualChart(table: Table, request: ChartRequest): ControlChartKind {
  const judged = judgedOf(table, request)
  if (judged.kind !== 'number' && (request.failing || !isMostlyNumbers(judged))) return 'p'
  if (request.opportunities !== undefined) return 'u'
  const isGrouped = request.subgroup !== undefined || (request.subgroup_size ?? 1) > 1
  if (!isGrouped) return 'i-mr'
  const groups = groupsOf(table, orderOf(table, request.time), request)
  // The range wastes what larger subgroups know (Montgomery 2009, section 6.3).
  return groups.some(({ rows }) => rows.length > 10) ? 'xbar-s' : 'xbar-r'
}

/** A measure with a word typed among its numbers: the chart of a measure then names the row. */
export function isMostlyNumbers(column: Column): boolean {
  if (column.kind !== 'text') return false
  const numbers = column.levels.filter((level) => Number.isFinite(Number(level)))
  return numbers.length > column.levels.length / 2
}

/** Rows in the order of time; of the table where no column says so, and among equal times. */
export function orderOf(table: Table, time: string | undefined): number[] {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  if (time === undefined) return rows
  const column = table.columns.get(time)
  const { values } = column?.kind === 'number' ? column : columnOf(table, time, 'time')
  const gap = values.findIndex((value) => Number.isNaN(value))
  if (gap >= 0) {
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, gap)}: no ${time}, expected a time for every record, got nothing`,
    )
  }
  return rows.sort((a, b) => values[a]! - values[b]! || a - b)
}

function groupsOf(table: Table, order: readonly number[], request: ChartRequest): Group[] {
  const { subgroup, subgroup_size: size = 1, time } = request
  if (subgroup === undefined) {
    const count = Math.ceil(order.length / size)
    return Array.from({ length: count }, (_, i) => {
      const rows = order.slice(i * size, (i + 1) * size)
      return { label: time === undefined ? String(i + 1) : textAt(table, time, rows[0]!), rows }
    })
  }
  const groups = new Map<string, number[]>()
  for (const row of order) {
    const label = textAt(table, subgroup, row)
    if (label === '') {
      throw new MillraceError(
        'bad-input',
        `${describeRow(table, row)}: no ${subgroup}, expected the subgroup of every record, got nothing`,
      )
    }
    const rows = groups.get(label)
    if (rows) rows.push(row)
    else groups.set(label, [row])
  }
  return [...groups].map(([label, rows]) => ({ label, rows }))
}

/** The text of a cell; empty where it is missing. */
export function textAt(table: Table, name: string, row: number): string {
  const column = judgedOf(table, { characteristic: name })
  if (isMissingAt(column, row)) return ''
  if (column.kind === 'text') return column.levels[column.codes[row]!]!
  if (column.kind === 'boolean') return String(column.values[row] === 1)
  if (column.kind === 'number') return String(column.values[row])
  return new Date(column.values[row]!)
    .toISOString()
    .replace(/T00:00:00.000Z$|:00.000Z$|.000Z$/, '')
    .replace('T', ' ')
}

function samplesOf(
  table: Table,
  request: ChartRequest,
  chart: ControlChartKind,
  groups: readonly Group[],
): ChartSamples {
  if (chart === 'p' || chart === 'np' || chart === 'c' || chart === 'u') {
    const counts = countsOf(table, request)
    const sizes = sizesOf(table, request)
    requireSizes(request, chart)
    const samples = groups.map(({ label, rows }) => {
      const present = rows.filter((row) => !Number.isNaN(counts[row]))
      const total = (values: ArrayLike<number>): number =>
        present.reduce((sum, row) => sum + values[row]!, 0)
      if (present.length === 0) return { label, count: Number.NaN, size: rows.length }
      return { label, count: total(counts), size: total(sizes) }
    })
    return { chart, samples }
  }
  const values = measuredValues(table, request)
  const samples = groups.map(({ label, rows }) => ({
    label,
    values: rows.map((row) => values[row]!).filter((value) => !Number.isNaN(value)),
  }))
  return { chart, samples }
}

function measuredValues(table: Table, { characteristic }: ChartRequest): Float64Array {
  const column = judgedOf(table, { characteristic })
  if (column.kind === 'text') {
    const row = column.codes.findIndex(
      (code) => code >= 0 && Number.isNaN(Number(column.levels[code])),
    )
    const found =
      row >= 0 ? `"${column.levels[column.codes[row]!]}" in ${describeRow(table, row)}` : 'text'
    throw new MillraceError(
      'bad-input',
      `column ${characteristic}: not measured, expected numbers, got ${found}`,
      { hint: 'for units that pass or fail take a p chart and name the levels that fail' },
    )
  }
  return columnOf(table, characteristic, 'number').values
}

/** Per record: units that fail or defects; a record that passes or fails is one unit. */
function countsOf(table: Table, { characteristic, failing }: ChartRequest): Float64Array {
  const column = judgedOf(table, { characteristic })
  if (column.kind === 'number' && failing === undefined) return column.values
  const levels = failing ?? (column.kind === 'boolean' ? ['true'] : [])
  if (column.kind === 'text' && column.codes.every((code) => code < 0)) {
    throw new MillraceError(
      'bad-input',
      `column ${characteristic}: empty, expected measured values or levels, got ${table.rowCount} gaps`,
    )
  }
  if (levels.length === 0) {
    const known = column.kind === 'text' ? column.levels.slice(0, 5).join(', ') : column.kind
    throw new MillraceError(
      'bad-input',
      `column ${characteristic}: unknown what fails, expected the levels that fail, got none of ${known}`,
    )
  }
  return Float64Array.from({ length: table.rowCount }, (_, row) => {
    const text = textAt(table, characteristic, row)
    return text === '' ? Number.NaN : levels.includes(text) ? 1 : 0
  })
}

/** Per record: units inspected. */
function sizesOf(table: Table, { opportunities }: ChartRequest): Float64Array {
  if (opportunities !== undefined) return columnOf(table, opportunities, 'number').values
  return new Float64Array(table.rowCount).fill(1)
}

function requireSizes(
  { characteristic, opportunities, subgroup, subgroup_size: size = 1 }: ChartRequest,
  chart: ControlChartKind,
): void {
  const isSized = opportunities !== undefined || subgroup !== undefined || size > 1
  if (chart === 'c' || isSized) return
  throw new MillraceError(
    'bad-input',
    `${characteristic}: sample sizes unknown, expected a column of units inspected, or subgroups of records, for a ${chart} chart, got neither`,
  )
}
