// Which records surprise a model most, and by which of their fields.

import { type Column, isMissingAt, type Table } from '../../data/table/table.ts'
import type { RecordScores } from '../../generative/tables/table-model.ts'

/** Of each record, the field that is farthest above what the model expects there. */
export function mostSurprising({ excessByField }: Pick<RecordScores, 'excessByField'>): {
  levels: string[]
  codes: Int32Array
} {
  const fields = [...excessByField.values()]
  const codes = Int32Array.from(fields[0] ?? [], (_, row) => {
    let most = 0
    for (let field = 1; field < fields.length; field++) {
      if (fields[field]![row]! > fields[most]![row]!) most = field
    }
    return most
  })
  return { levels: [...excessByField.keys()], codes }
}

const recordsNamed = 5
const fieldsNamed = 3

/** The most unusual records of a table, a line each, with the values that make them so. */
export function surprisingRecords(
  table: Table,
  { excess, surprise, excessByField }: RecordScores,
): string[] {
  const rows = [...excess.keys()].sort((a, b) => excess[b]! - excess[a]!).slice(0, recordsNamed)
  return rows.map((row) => {
    const causes = [...excessByField]
      .map(([name, values]) => ({ name, nats: values[row]! }))
      .filter(({ nats }) => nats > 0)
      .sort((a, b) => b.nats - a.nats)
      .slice(0, fieldsNamed)
      .map(
        ({ name, nats }) => `${name} ${textOf(table.columns.get(name), row)} (+${nats.toFixed(1)})`,
      )
    const size = `${surprise[row]!.toFixed(1)} nats, ${excess[row]!.toFixed(1)} beyond what is usual`
    return `record ${row + 1}: ${size}: ${causes.join(', ')}`
  })
}

function textOf(column: Column | undefined, row: number): string {
  if (!column || isMissingAt(column, row)) return 'missing'
  switch (column.kind) {
    case 'text':
      return column.levels[column.codes[row]!]!
    case 'time':
      return new Date(column.values[row]!).toISOString()
    case 'boolean':
      return column.values[row] === 1 ? 'true' : 'false'
    case 'number':
      return String(column.values[row])
  }
}
