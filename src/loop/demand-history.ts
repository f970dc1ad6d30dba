// The demand history of a plant: read, checked, cleaned by the rules of plant.yaml, and put on one
// calendar, with what is known ahead beside it.

import { resolve } from 'node:path'
import { cleanHistories } from '../data/preparation/histories.ts'
import { createFindingCounter, type Finding } from '../data/preparation/finding.ts'
import { cleanRows } from '../data/preparation/validation.ts'
import { readTable } from '../data/table/read-table.ts'
import {
  describeSeriesRow,
  readSeriesTable,
  type SeriesColumns,
  type SeriesRows,
} from '../data/table/series.ts'
import { columnOf, describeRow, type Table, type TextColumn } from '../data/table/table.ts'
import { MillraceError } from '../errors.ts'
import { indexAt, labelAt, type Calendar } from '../plant/demand/calendar.ts'
import { expectedLevels } from '../plant/demand/cold-start/like-items.ts'
import { panelFromRows } from '../plant/demand/panel.ts'
import { endOf, type Panel, type Series } from '../plant/demand/series.ts'
import type { Plant } from '../plant/model.ts'
import { unknownItem } from '../plant/model/bill-of-materials.ts'
import type { WorkOptions } from '../progress.ts'
import { coversOfItems, traitsOfItems } from './item-traits.ts'

export interface DemandHistory {
  readonly panel: Panel
  readonly findings: readonly Finding[]
  /** Rows of the demand file. */
  readonly rowCount: number
  /** Labels of the first and last period of any history. */
  readonly firstPeriod: string
  readonly lastPeriod: string
}

/**
 * @throws MillraceError with file, row and column for what the rules of plant.yaml do not allow.
 */
export async function readDemandHistory(
  plant: Plant,
  { signal }: WorkOptions = {},
): Promise<DemandHistory> {
  const { demand, season } = plant.file
  const columns: SeriesColumns = {
    id: demand.columns.item ?? 'item',
    time: demand.columns.period ?? 'period',
    value: demand.columns.quantity ?? 'quantity',
  }
  const table = await readSeriesTable(resolve(plant.folder, demand.file), columns, { signal })
  const cleaned = cleanRows(table, columns, demand.cleaning.duplicates)
  refuseUnknownItems(plant, cleaned.rows)
  const raw = panelFromRows(cleaned.rows, {
    seasonLength: season,
    frequency: plant.file.frequency,
    allowNegative: true,
  })
  const { gaps, negatives, outliers } = demand.cleaning
  const histories = cleanHistories(
    raw.series.map(({ id, start, values }) => ({
      id,
      values,
      label: (step) => labelAt(raw.calendar, start + step),
    })),
    { subject: demand.file, column: columns.value, seasonLength: raw.seasonLength },
    { gaps, negatives, outliers },
  )
  const end = Math.max(...raw.series.map(endOf))
  const known = raw.series.map((series, i) => ({
    ...series,
    // All histories end together, because the plan starts for all items in the same period.
    values: extended(histories.values[i]!, end - series.start, gaps === 'zero' ? 0 : Number.NaN),
  }))
  const panel = await withCovariates(
    plant,
    {
      ...raw,
      traits: traitsOfItems(plant),
      covers: coversOfItems(plant),
      series: [...known, ...announced(plant, raw, end)],
    },
    signal,
  )
  return {
    panel,
    findings: [
      ...cleaned.findings,
      ...histories.findings,
      ...itemsWithoutHistory(plant, panel, demand.file, columns.value),
    ],
    rowCount: table.rowCount,
    firstPeriod: labelAt(raw.calendar, Math.min(...raw.series.map(({ start }) => start))),
    lastPeriod: labelAt(raw.calendar, end - 1),
  }
}

/** Items without a row of demand of which a planner says what they will sell, or like which item. */
function announced({ items }: Plant, { series }: Panel, end: number): Series[] {
  const sold = new Set(series.map(({ id }) => id))
  return items.flatMap(({ id, expectedDemand, like }) => {
    if (sold.has(id) || (expectedDemand === undefined && like === undefined)) return []
    return [{ id, start: end, values: new Float64Array(0), known: [], attributes: [] }]
  })
}

/** What those may sell, and which items nobody asks for. */
function itemsWithoutHistory(
  { items, billOfMaterials }: Plant,
  panel: Panel,
  subject: string,
  column: string,
): Finding[] {
  const likened = createFindingCounter()
  for (const { id, low, median, high, source, like } of expectedLevels(panel)) {
    const models = source === 'stated' ? '' : ` ← ${like.join(', ')}`
    likened.add(() => `${id}: ${[low, median, high].map(shortly).join(' … ')}${models}`)
  }
  const used = new Set([
    ...panel.series.map(({ id }) => id),
    ...billOfMaterials.map(({ component }) => component),
  ])
  const unasked = createFindingCounter()
  for (const { id } of items) if (!used.has(id)) unasked.add(() => id)
  return [
    ...likened.toFindings({ kind: 'no-history', subject, column, action: 'likened' }),
    ...unasked.toFindings({ kind: 'never-asked', subject, column, action: 'not-planned' }),
  ]
}

function shortly(value: number): string {
  return String(Number(value.toPrecision(2)))
}

function refuseUnknownItems({ items }: Plant, rows: SeriesRows): void {
  const known = new Set(items.map(({ id }) => id))
  const unknown = rows.ids.findIndex((id) => !known.has(id))
  if (unknown < 0) return
  const place = `${describeSeriesRow(rows, rows.offsets[unknown]!)}, column ${rows.columns.id}`
  throw unknownItem(place, rows.ids[unknown]!, known)
}

function extended(values: Float64Array, length: number, filler: number): Float64Array {
  if (values.length === length) return values
  const longer = new Float64Array(length).fill(filler)
  longer.set(values)
  return longer
}

/** Adds what is known ahead; an item or a period without a row, within what the file covers, is 0. */
async function withCovariates(
  plant: Plant,
  panel: Panel,
  signal: AbortSignal | undefined,
): Promise<Panel> {
  const source = plant.file.covariates
  if (!source) return panel
  const item = source.columns.item ?? 'item'
  const period = source.columns.period ?? 'period'
  const table = await readTable(resolve(plant.folder, source.file), {
    signal,
    columns: {
      [item]: { kind: 'text', optional: true },
      [period]: { kind: ['number', 'time'], allowMissing: false },
      ...Object.fromEntries(source.names.map((name) => [name, { kind: ['number', 'boolean'] }])),
    },
  })
  const indices = indicesOf(table, period, panel.calendar)
  const end = indices.reduce((last, index) => Math.max(last, index), -Infinity) + 1
  const rows = rowsByItem(table, item)
  const series = panel.series.map((one): Series => {
    const length = Math.max(end, endOf(one)) - one.start
    const own = rows === 'all' ? indices.map((_, row) => row) : (rows.get(one.id) ?? [])
    const known = source.names.map((name) => {
      const values = numbersOf(table, name)
      const filled = new Float64Array(length)
      for (const row of own) {
        const place = indices[row]! - one.start
        if (place >= 0) filled[place] = values[row]!
      }
      return filled
    })
    return { ...one, known }
  })
  return { ...panel, knownNames: source.names, series }
}

function indicesOf(table: Table, name: string, calendar: Calendar): number[] {
  const column = table.columns.get(name)
  const values = column?.kind === 'time' || column?.kind === 'number' ? column.values : []
  return Array.from(values, (time, row) => {
    const index = indexAt(calendar, time)
    if (!Number.isNaN(index)) return index
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, row)}, column ${name}: not a period of the demand history, expected one like ${labelAt(calendar, 0)}`,
    )
  })
}

function rowsByItem(table: Table, name: string): ReadonlyMap<string, readonly number[]> | 'all' {
  if (!table.columns.has(name)) return 'all'
  const { codes, levels }: TextColumn = columnOf(table, name, 'text')
  const rows = new Map<string, number[]>(levels.map((level) => [level, []]))
  codes.forEach((code, row) => rows.get(levels[code] ?? '')?.push(row))
  return rows
}

function numbersOf(table: Table, name: string): ArrayLike<number> {
  const column = table.columns.get(name)
  return column?.kind === 'boolean' ? column.values : columnOf(table, name, 'number').values
}
