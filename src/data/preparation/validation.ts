// From a long table as it was read to clean rows: blanks, empty identifiers, order, duplicates.

import { MillraceError } from '../../errors.ts'
import { formatValue } from '../table/cell.ts'
import { groupSeries, longFormat, type SeriesColumns, type SeriesRows } from '../table/series.ts'
import { columnOf, describeRow, type Table } from '../table/table.ts'
import { type DuplicateRule, resolveDuplicates } from './duplicates.ts'
import { createFindingCounter, type Finding } from './finding.ts'
import { trimTexts } from './identifiers.ts'

export interface CleanedRows {
  readonly rows: SeriesRows
  readonly findings: readonly Finding[]
}

/**
 * Trims the identifiers, groups and sorts the rows, and leaves one row per series and time.
 * @throws MillraceError `bad-input` for an identifier of blanks alone, a position that is no whole
 * number, and duplicates under the rule `error` (default).
 */
export function cleanRows(
  table: Table,
  columns: SeriesColumns = longFormat,
  duplicates: DuplicateRule = 'error',
): CleanedRows {
  const subject = table.source?.path ?? 'table'
  const trimmed = trimTexts(table, columns.id)
  refuseMissing(trimmed.table, columns.id)
  const unsorted = outOfOrder(trimmed.table, columns, subject)
  const grouped = groupSeries(trimmed.table, columns)
  const resolved = resolveDuplicates(grouped, duplicates, columns, (time) =>
    formatValue(grouped.timeKind === 'time' ? 'time' : 'number', time),
  )
  return {
    rows: resolved.rows,
    findings: [
      ...trimmed.findings,
      ...unsorted,
      ...resolved.findings,
      ...missingValues(resolved.rows, columns, subject),
    ],
  }
}

function refuseMissing(table: Table, name: string): void {
  const row = columnOf(table, name, 'text').codes.indexOf(-1)
  if (row < 0) return
  throw new MillraceError(
    'bad-input',
    `${describeRow(table, row)}, column ${name}: missing value, expected an identifier, got blanks`,
  )
}

/** Rows that are earlier than a row of the same series above them. */
function outOfOrder(table: Table, { id, time }: SeriesColumns, subject: string): Finding[] {
  const { codes, levels } = columnOf(table, id, 'text')
  const column = table.columns.get(time)
  if (column?.kind !== 'time' && column?.kind !== 'number') return []
  const latest = new Float64Array(levels.length).fill(-Infinity)
  const counter = createFindingCounter()
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    const value = column.values[row]!
    if (value < latest[code]!) {
      counter.add(() => `row ${table.source?.lineOf(row) ?? row + 1}: ${levels[code]}`)
    } else latest[code] = value
  }
  return counter.toFindings({ kind: 'unsorted', subject, column: time, action: 'sorted' })
}

function missingValues(rows: SeriesRows, { value }: SeriesColumns, subject: string): Finding[] {
  const counter = createFindingCounter()
  for (const [k, id] of rows.ids.entries()) {
    for (let row = rows.offsets[k]!; row < rows.offsets[k + 1]!; row++) {
      if (Number.isNaN(rows.values[row])) {
        counter.add(() => `row ${rows.source?.lineOf(rows.tableRows[row]!) ?? row + 1}: ${id}`)
      }
    }
  }
  return counter.toFindings({
    kind: 'missing-value',
    subject,
    column: value,
    action: 'left-missing',
  })
}
