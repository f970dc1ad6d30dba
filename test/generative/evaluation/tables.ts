// Small aligned columns for the tests of the evaluation.

import type {
  AlignedColumn,
  CategoryValues,
  NumberValues,
} from '../../../src/data/table/aligned-columns.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { createRandom } from '../../../src/random.ts'

export function numbers(name: string, values: Iterable<number>): NumberValues {
  return { kind: 'number', name, isTime: false, values: Float64Array.from(values) }
}

/** Levels in the order given; '' is missing. */
export function category(
  name: string,
  levels: readonly string[],
  values: readonly string[],
): CategoryValues {
  return {
    kind: 'category',
    name,
    levels,
    codes: Int32Array.from(values, (value) => levels.indexOf(value)),
  }
}

/**
 * Rows with an x that is normal, a side that is mostly its sign, and y = 2x + noise.
 * `link` 0 makes the three independent, with the same marginals.
 */
export function linkedRows(count: number, seed: number, link = 1): AlignedColumn[] {
  const random = createRandom(seed)
  const rows = Array.from({ length: count }, () => {
    const x = random.normal()
    const other = link === 1 ? x : random.normal()
    const third = link === 1 ? x : random.normal()
    const isUp = random.uniform() < 0.9 ? third > 0 : third <= 0
    return { x, y: 2 * other + 0.2 * random.normal(), side: isUp ? 'up' : 'down' }
  })
  return [
    numbers(
      'x',
      rows.map(({ x }) => x),
    ),
    numbers(
      'y',
      rows.map(({ y }) => y),
    ),
    category(
      'side',
      ['up', 'down'],
      rows.map(({ side }) => side),
    ),
  ]
}

/** The same rows as a table. */
export function linkedTable(count: number, seed: number, link = 1): Table {
  return createTable(
    linkedRows(count, seed, link).map((column) => [
      column.name,
      column.kind === 'number'
        ? { kind: 'number', values: column.values }
        : { kind: 'text', codes: column.codes, levels: column.levels },
    ]),
  )
}
