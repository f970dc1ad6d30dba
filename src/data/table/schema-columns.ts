// What a schema expects of the columns of a file, so that a file is read as what was learnt and not by a
// guess of its own: numbers that are levels stay texts, and a word among numbers is named with its row.

import type { ExpectedColumn, ExpectedColumns } from './expectation.ts'
import { type Field, modelledFields, type RecordSchema, storedKind } from './schema.ts'

/** Columns that are absent are left to be missed by those who need them. Identifiers are not expected. */
export function schemaColumns(schema: Pick<RecordSchema, 'fields'>): ExpectedColumns {
  return Object.fromEntries(
    modelledFields(schema).map(([name, field]) => [name, columnOf(field)] as const),
  )
}

function columnOf(field: Field): ExpectedColumn {
  return { kind: storedKind(field), optional: true }
}
