// Fits a generative model of records to a table.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import type { RecordSchema } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import type { WorkOptions } from '../../progress.ts'
import { fitConstraints } from '../constraints/constrained-rows.ts'
import { familyNamed } from './families.ts'
import { rowsOf } from './row-matrix.ts'
import { openTableModel, type TableModel } from './table-model.ts'

export interface FitTableOptions extends WorkOptions {
  /** The name of a family. Default `autoregressive`. */
  readonly family?: string | undefined
  readonly seed: number | string
  /** Time for the training; what is reached by then is kept. */
  readonly budgetSeconds?: number | undefined
}

/**
 * A model of the table's records as the schema describes them.
 * @throws MillraceError `bad-input` where table and schema do not fit together, `not-found` for an
 *   unknown family, `cancelled`.
 */
export async function fitTable(
  schema: RecordSchema,
  table: Table,
  { family = 'autoregressive', seed, ...options }: FitTableOptions,
): Promise<TableModel> {
  throwIfCancelled(options.signal)
  const chosen = familyNamed(family)
  const rows = rowsOf(schema, table)
  if (rows.rowCount === 0 || rows.fields.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${table.source?.path ?? 'table'}: nothing to learn from, expected at least one record and one field that is no identifier, got ${rows.rowCount} records of ${rows.fields.length} fields`,
    )
  }
  const constraints = fitConstraints(schema.constraints, rows.fields, rows.values)
  const constrained = {
    ...rows,
    fields: constraints.fields,
    values: constraints.extend(rows.values),
  }
  const { models, state, training } = await chosen.fit(constrained, { seed, ...options })
  const { states } = constraints
  return openTableModel({
    models,
    state,
    constraints: states,
    description: { family, schema, seed, training },
  })
}
