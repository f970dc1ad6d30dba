// Several rows for the same series and time.

import { MillraceError } from '../../errors.ts'
import { describeSeriesRow, selectRows, type SeriesRows } from '../table/series.ts'
import { type Column, isMissingAt } from '../table/table.ts'
import { createFindingCounter, type Finding, type FindingAction } from './finding.ts'

/** What is done with several rows for one series and time. */
export type DuplicateRule = 'error' | 'sum' | 'first' | 'last'

export interface Deduplicated {
  readonly rows: SeriesRows
  readonly findings: readonly Finding[]
}

const actions: Readonly<Record<Exclude<DuplicateRule, 'error'>, FindingAction>> = {
  sum: 'summed',
  first: 'first-kept',
  last: 'last-kept',
}

/**
 * Leaves one row per series and time. A sum adds the values that are there; further columns come
 * from the first row.
 * @param label of a time, for messages.
 * @throws MillraceError `bad-input` under the rule `error`, naming the first rows.
 */
export function resolveDuplicates(
  rows: SeriesRows,
  rule: DuplicateRule,
  names: { readonly id: string; readonly time: string },
  label: (time: number) => string,
): Deduplicated {
  const same = createFindingCounter()
  const different = createFindingCounter()
  const values = rows.values.slice()
  const isDropped = new Uint8Array(values.length)
  for (const [k, id] of rows.ids.entries()) {
    const end = rows.offsets[k + 1]!
    let first = rows.offsets[k]!
    for (let row = first + 1; row < end; row++) {
      if (rows.times[row] !== rows.times[first]) {
        first = row
        continue
      }
      if (rule === 'error')
        throw duplicateKey(rows, names, first, row, `"${id}", ${label(rows.times[row]!)}`)
      const counter = isSameRow(rows, row - 1, row) ? same : different
      const previous = row - 1
      counter.add(() => `${id} ${label(rows.times[row]!)} (${describeSeriesRow(rows, row)})`)
      const kept = rule === 'last' ? row : first
      isDropped[rule === 'last' ? previous : row] = 1
      if (rule === 'sum') values[kept] = sumOf(values[kept]!, values[row]!)
    }
  }
  if (same.count + different.count === 0) return { rows, findings: [] }
  const base = {
    subject: rows.source?.path ?? 'table',
    column: `${names.id}, ${names.time}`,
    action: actions[rule === 'error' ? 'first' : rule],
  }
  return {
    rows: selectRows({ ...rows, values }, (row) => isDropped[row] === 0),
    findings: [
      ...same.toFindings({ ...base, kind: 'exact-duplicate' }),
      ...different.toFindings({ ...base, kind: 'duplicate-key' }),
    ],
  }
}

function duplicateKey(
  rows: SeriesRows,
  names: { readonly id: string; readonly time: string },
  first: number,
  second: number,
  key: string,
): MillraceError {
  const isSame = isSameRow(rows, first, second)
  const earlier = describeSeriesRow(rows, first).replace(/^.* row /, 'row ')
  return new MillraceError(
    'bad-input',
    `${describeSeriesRow(rows, second)}: ${isSame ? 'row repeated word for word' : 'duplicate key'}, expected one row per ${names.id} and ${names.time}, got ${key} also in ${earlier}`,
    {
      hint: isSame
        ? 'drop the repeated rows, or choose a rule for duplicates: first, last or sum'
        : 'choose a rule for duplicates: sum adds them up, first and last keep one',
    },
  )
}

function isSameRow(rows: SeriesRows, a: number, b: number): boolean {
  return (
    Object.is(rows.values[a], rows.values[b]) &&
    [...rows.others.values()].every((column) => isSameCell(column, a, b))
  )
}

function isSameCell(column: Column, a: number, b: number): boolean {
  if (isMissingAt(column, a)) return isMissingAt(column, b)
  return column.kind === 'text'
    ? column.codes[a] === column.codes[b]
    : column.values[a] === column.values[b]
}

function sumOf(a: number, b: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) ? a : a + b
}
