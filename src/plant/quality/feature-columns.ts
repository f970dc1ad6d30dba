// The columns of later records as the model learnt them, and what in them it has never seen.

import { MillraceError } from '../../errors.ts'
import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import { alignTables } from '../../data/table/aligned-columns.ts'
import type { ExpectedColumn, ExpectedColumns } from '../../data/table/expectation.ts'
import { listed } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import { nearestName } from '../../near-name.ts'
import { quantileOfSorted } from '../../statistics/quantile.ts'
import { type Feature, type QualitySpecification, sourceOf } from './quality-records.ts'

/** What was learnt of one column; plain data. */
export type KnownFeature = Feature &
  (
    | {
        readonly kind: 'number'
        readonly lowest: number
        readonly highest: number
        /** Between them lie the middle 95% of what was seen. */
        readonly usual: readonly [lowest: number, highest: number]
        readonly mayBeMissing: boolean
      }
    | {
        readonly kind: 'category'
        readonly levels: readonly string[]
        readonly mayBeMissing: boolean
      }
  )

export function knownFeatures(
  features: readonly Feature[],
  columns: readonly AlignedColumn[],
): KnownFeature[] {
  return features.map((feature, i) => {
    const column = columns[i]!
    if (column.kind === 'category') {
      const { levels, codes } = column
      return { ...feature, kind: 'category', levels, mayBeMissing: codes.includes(-1) }
    }
    const present = column.values.filter((value) => !Number.isNaN(value)).sort()
    const [lowest, highest] = [present[0] ?? Infinity, present.at(-1) ?? -Infinity]
    const usual = [0.025, 0.975].map((level) =>
      present.length > 0 ? quantileOfSorted(present, level) : NaN,
    ) as [number, number] // Safe: one per level.
    const mayBeMissing = present.length < column.values.length
    return { ...feature, kind: 'number', lowest, highest, usual, mayBeMissing }
  })
}

/**
 * What a model expects of the columns of a file, so that records are read as what was learnt and not by a
 * guess of its own: levels that look like numbers or dates stay texts, and a word among numbers is named
 * with its row. Numbers that are levels are guessed anew, since a new level may be a word.
 */
export function recordColumns({
  features,
  specification,
}: {
  readonly features: readonly KnownFeature[]
  readonly specification: Pick<QualitySpecification, 'columns'>
}): ExpectedColumns {
  const { lot } = specification.columns
  const expected = features.flatMap(({ name, kind, stored }): [string, ExpectedColumn][] => {
    if (kind === 'category' && stored !== 'text') return []
    return [[name, { kind: kind === 'number' ? 'number' : 'text', optional: true }]]
  })
  return {
    ...(lot !== undefined && { [lot]: { kind: 'text', optional: true } }),
    ...Object.fromEntries(expected),
  }
}

export interface AlignedRecords {
  /** One per feature; a level that was never seen is missing. */
  readonly columns: readonly AlignedColumn[]
  /** By row: what in it was never seen; null where there is nothing. */
  readonly strange: readonly (string | null)[]
}

/**
 * @throws MillraceError `not-found` for a column that the model needs, `bad-input` for one of another
 *   kind.
 */
export function alignRecords(table: Table, known: readonly KnownFeature[]): AlignedRecords {
  const source = sourceOf(table)
  const names = [...table.columns.keys()]
  const absent = known.filter(({ name }) => !table.columns.has(name))
  if (absent.length > 0) {
    const near = nearestName(absent[0]!.name, names)
    throw new MillraceError(
      'not-found',
      `${source}: ${absent.length === 1 ? 'column is' : 'columns are'} missing, expected ${listed(absent.map(({ name }) => name))}, which the model was fitted with, got ${listed(names)}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  const strange = new Array<string | null>(table.rowCount).fill(null)
  const columns = known.map((feature) => {
    const { name, kind } = feature
    const [[column]] = alignTables([emptyAsKind(table, feature)], [{ name, kind }]) as [
      [AlignedColumn],
    ] // Safe: one table and one field were given.
    const remark = (row: number, text: string): void => {
      strange[row] ??= `${name} ${text}`
    }
    return column.kind === 'number'
      ? knownNumbers(feature, column, remark)
      : knownLevels(feature, column, remark)
  })
  return { columns, strange }
}

/** A column of nothing but gaps is read as text: it is what the model expects, all missing. */
function emptyAsKind(table: Table, { name, kind }: KnownFeature): Table {
  const column = table.columns.get(name)!
  if (kind !== 'number' || column.kind !== 'text') return table
  if (column.codes.some((code) => code >= 0)) return table
  const values = new Float64Array(table.rowCount).fill(NaN)
  return { ...table, columns: new Map(table.columns).set(name, { kind: 'number', values }) }
}

type Remark = (row: number, text: string) => void

function knownNumbers(
  feature: KnownFeature,
  column: Extract<AlignedColumn, { kind: 'number' }>,
  remark: Remark,
): AlignedColumn {
  if (feature.kind !== 'number') return column
  const { lowest, highest, mayBeMissing } = feature
  column.values.forEach((value, row) => {
    if (Number.isNaN(value)) {
      if (!mayBeMissing) remark(row, 'is missing and never was before')
    } else if (value < lowest || value > highest) {
      remark(row, `is ${value}, outside of ${lowest} to ${highest}`)
    }
  })
  return column
}

function knownLevels(
  feature: KnownFeature,
  column: Extract<AlignedColumn, { kind: 'category' }>,
  remark: Remark,
): AlignedColumn {
  if (feature.kind !== 'category') return column
  const codes = column.codes.map((code, row) => {
    if (code < 0) {
      if (!feature.mayBeMissing) remark(row, 'is missing and never was before')
      return -1
    }
    const known = feature.levels.indexOf(column.levels[code]!)
    if (known < 0) remark(row, `is ${column.levels[code]}, which was never seen`)
    return known
  })
  return { kind: 'category', name: column.name, codes, levels: feature.levels }
}
