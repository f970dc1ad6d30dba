// Fits a generative model of records to a table.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import { findNearDuplicates, firstOfEach } from '../../data/preparation/near-duplicates.ts'
import { constrainedFields, modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import type { WorkOptions } from '../../progress.ts'
import { type ConstrainedRows, fitConstraints } from '../constraints/constrained-rows.ts'
import { withOtherLevels } from '../privacy/private-schema.ts'
import type { PrivacyOptions } from '../privacy/statement.ts'
import { familyNamed, usualFamily } from './families.ts'
import { releaseRows } from './release-rows.ts'
import { type RowMatrix, rowsOf } from './row-matrix.ts'
import { openTableModel, type TableModel } from './table-model.ts'

export interface FitTableOptions extends WorkOptions {
  /** The name of a family. Default `autoregressive`, beyond 150 fields `copula`. */
  readonly family?: string | undefined
  readonly seed: number | string
  /** Time for the training; what is reached by then is kept. */
  readonly budgetSeconds?: number | undefined
  /**
   * Hides whether any one row was there. The schema is then taken as public knowledge: write it from
   * what is known of the plant, not from the rows.
   */
  readonly privacy?: PrivacyOptions | undefined
  /** `drop` learns from one row of each group that is the same or nearly so. Default `keep`. */
  readonly duplicates?: 'keep' | 'drop' | undefined
}

/**
 * A model of the table's records as the schema describes them.
 * @throws MillraceError `bad-input` where table and schema do not fit together, `not-found` for an
 *   unknown family, `cancelled`.
 */
export async function fitTable(
  schema: RecordSchema,
  table: Table,
  { family: named, seed, privacy, duplicates = 'keep', ...options }: FitTableOptions,
): Promise<TableModel> {
  throwIfCancelled(options.signal)
  if (named !== undefined) familyNamed(named)
  if (privacy && duplicates === 'drop') {
    throw new MillraceError(
      'unsupported',
      'privacy: dropping duplicates lets one row change which others stay, expected duplicates kept, got drop',
      { hint: 'leave duplicates out beforehand, by a rule that looks at one row at a time' },
    )
  }
  // A row must not be refused for a level that a private schema could not tell.
  const all = rowsOf(schema, privacy ? withOtherLevels(schema, table) : table)
  const rows = duplicates === 'drop' ? distinctRows(all, schema, table) : all
  if (rows.rowCount === 0 || rows.fields.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${table.source?.path ?? 'table'}: nothing to learn from, expected at least one record and one field that is no identifier, got ${rows.rowCount} records of ${rows.fields.length} fields`,
    )
  }
  if (privacy) expectPublicConstraints(schema)
  const constraints = fitConstraints(schema.constraints, rows.fields, rows.values)
  const constrained = {
    ...rows,
    fields: constraints.fields,
    values: constraints.extend(rows.values),
  }
  const released = privacy && releaseRows(constrained, privacy, seed)
  if (released) restoreRows(constraints, released.rows)
  const known = released?.rows ?? constrained
  const family = named ?? usualFamily(known.fields.length)
  const { models, state, training } = await familyNamed(family).fit(known, { seed, ...options })
  const { states } = constraints
  return openTableModel({
    models,
    state,
    constraints: states,
    description: {
      family,
      schema,
      seed,
      training,
      ...(released && { privacy: released.statement }),
    },
  })
}

/** A constraint that is known from the schema alone tells nothing of the rows. */
function expectPublicConstraints({ constraints }: RecordSchema): void {
  const learnt = constraints.find(({ kind }) => kind === 'combination')
  if (!learnt) return
  throw new MillraceError(
    'unsupported',
    `privacy: which combinations occur would be learnt outside of the budget, expected inequalities, sums and one-hot groups, got combination of ${constrainedFields(learnt).join(', ')}`,
    { hint: 'make one category of these fields, with the combinations as its levels' },
  )
}

/** Noise breaks constraints: what was drawn is put right before anything is learnt from it. */
function restoreRows({ restore }: ConstrainedRows, { fields, rowCount, values }: RowMatrix): void {
  const flags = new Uint8Array(fields.length)
  for (let row = 0; row < rowCount; row++) {
    restore({ values: values.subarray(row * fields.length, (row + 1) * fields.length), flags })
  }
}

/** One row of each group of near-duplicates; identifiers do not tell rows apart. */
function distinctRows(rows: RowMatrix, schema: RecordSchema, table: Table): RowMatrix {
  const columns = modelledFields(schema).map(([name]) => name)
  const kept = firstOfEach(findNearDuplicates(table, { columns }), table.rowCount)
  const width = rows.fields.length
  const values = new Float64Array(kept.length * width)
  for (const [place, row] of kept.entries()) {
    values.set(rows.values.subarray(row * width, (row + 1) * width), place * width)
  }
  return { ...rows, rowCount: kept.length, values }
}
