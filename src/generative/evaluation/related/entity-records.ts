// Whole entities as records: a parent with all of its children in one row of numbers, so that what is measured
// of records (the closest one, membership) can be measured of parents with their children.

import { createHash } from 'node:crypto'
import {
  type AlignedColumn,
  alignTables,
  type CategoryValues,
  type EvaluationField,
  takeRows,
} from '../../../data/table/aligned-columns.ts'
import { keysOf } from '../../../data/table/related-tables.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import type { KeyNames, TablePair } from './cardinality.ts'
import { sequencesOf } from './sequences.ts'

export interface EntityFields {
  readonly keys: KeyNames
  readonly order?: string | undefined
  readonly parentFields: readonly EvaluationField[]
  /** Without the order. */
  readonly childFields: readonly EvaluationField[]
}

export interface Entities {
  /**
   * One row per parent: its fields, the number of children, and of each field of these mean, deviation and the
   * means of the first to the last fifth, or of a category the share of its most frequent levels.
   */
  readonly records: readonly AlignedColumn[]
  /** A code per parent, the same for two that are the same in every field and child, whatever their keys. */
  readonly whole: CategoryValues
}

/** Relative places at which a course is looked at. */
const parts = 5
const mostLevels = 5

/**
 * The entities of several pairs of tables, comparable with each other; levels are chosen by the first pair.
 * @throws MillraceError `bad-input` where a table lacks a field or holds another kind in it.
 */
export function entitiesOf(
  tables: readonly TablePair[],
  { keys, order, parentFields, childFields }: EntityFields,
): Entities[] {
  const parents = alignTables(
    tables.map((own) => own.parents),
    parentFields,
  )
  const children = alignTables(
    tables.map((own) => own.children),
    childFields,
  )
  const levels = children[0]!.map((column) =>
    column.kind === 'category' ? frequentLevels(column) : [],
  )
  const codes = new Map<string, number>()
  return tables.map((pair, i): Entities => {
    const rows = childRows(pair, keys, order)
    const lengths = Float64Array.from(rows, (own) => own.length)
    const column = order === undefined ? undefined : pair.children.columns.get(order)
    const spaced = column && column.kind !== 'text' ? column.values : undefined
    return {
      records: [
        ...parents[i]!.map((own) => ({ ...own, name: `parent's ${own.name}` })),
        { kind: 'number', name: 'children', isTime: false, values: lengths },
        ...children[i]!.flatMap((own, field) => summaries(own, rows, levels[field]!)),
      ],
      whole: {
        kind: 'category',
        name: 'whole',
        codes: wholeCodes(parents[i]!, children[i]!, rows, spaced, codes),
        levels: [],
      },
    }
  })
}

/** The rows of each parent's children in their order; none for a parent without. */
function childRows({ parents, children }: TablePair, keys: KeyNames, order?: string): Int32Array[] {
  const { rows, starts, keys: owners } = sequencesOf(children, keys.child, order)
  const places = new Map(owners.map((key, place) => [key, place]))
  return keysOf(parents, keys.parent).map((key) => {
    const place = places.get(key)
    return place === undefined ? new Int32Array() : rows.slice(starts[place], starts[place + 1])
  })
}

function frequentLevels({ codes }: CategoryValues): number[] {
  const counts = new Map<number, number>()
  for (const code of codes) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostLevels)
    .map(([code]) => code)
}

function summaries(
  column: AlignedColumn,
  rows: readonly Int32Array[],
  levels: readonly number[],
): AlignedColumn[] {
  const summary = (name: string, of: (own: Int32Array) => number): AlignedColumn => ({
    kind: 'number',
    name: `${name} of ${column.name}`,
    isTime: false,
    values: Float64Array.from(rows, of),
  })
  if (column.kind === 'category') {
    return levels.map((level) =>
      summary(`share of ${column.levels[level]}`, (own) =>
        mean(Array.from(own, (row) => Number(column.codes[row] === level))),
      ),
    )
  }
  const present = (own: Int32Array): number[] =>
    Array.from(own, (row) => column.values[row]!).filter((value) => !Number.isNaN(value))
  return [
    summary('mean', (own) => mean(present(own))),
    summary('deviation', (own) => standardDeviation(present(own))),
    ...Array.from({ length: parts }, (_, part) =>
      summary(`part ${part + 1}`, (own) => {
        const [from, to] = [part, part + 1].map((at) => Math.floor((own.length * at) / parts))
        return mean(present(own.subarray(from, to)))
      }),
    ),
  ]
}

/** Values, and the distances in the order: an entity that was only moved along it is the same. */
function wholeCodes(
  parents: readonly AlignedColumn[],
  children: readonly AlignedColumn[],
  rows: readonly Int32Array[],
  spaced: ArrayLike<number> | undefined,
  codes: Map<string, number>,
): Int32Array {
  return Int32Array.from(rows, (own, parent) => {
    const hash = createHash('sha256')
    const write = (column: AlignedColumn): void => {
      hash.update(`${(column.kind === 'number' ? column.values : column.codes).join()};`)
    }
    for (const column of parents) write(takeRows(column, Int32Array.of(parent)))
    for (const column of children) write(takeRows(column, own))
    if (spaced) {
      const distances = Array.from(own, (row, i) => spaced[row]! - spaced[own[i - 1] ?? row]!)
      hash.update(distances.join())
    }
    const key = hash.digest('base64')
    const code = codes.get(key) ?? codes.size
    codes.set(key, code)
    return code
  })
}
