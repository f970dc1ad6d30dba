// What is usual among the records of an operation: a generative model of some of them, and the surprise that few of the
// others exceed. Control charts and the trust region of quality rest on it alike.

import type { RecordSchema } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import { fitTable } from '../../generative/tables/fit-table.ts'
import type { RecordScores, ScoreOptions, TableModel } from '../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../progress.ts'
import { limitOf } from './stretches.ts'

export interface UsualRecords {
  readonly model: TableModel
  /** Surprise beyond what is expected, in nats, above which a record is unusual. */
  readonly limit: number
}

/** Which fields are asked about, and which are known beforehand. */
export type Asked = Pick<ScoreOptions, 'scored' | 'given'>

export interface UsualOptions extends WorkOptions {
  /** Share of records like these that is beyond the limit. */
  readonly rate: number
  readonly seed: number | string
  readonly asked?: Asked
}

/**
 * A Gaussian copula of all columns: it needs no training, takes hundreds of columns, and tells failures at least as
 * well as the networks.
 * @param held records that are not learnt from and set the limit
 */
export async function fitUsual(
  schema: RecordSchema,
  learnt: Table,
  held: Table,
  { rate, asked, seed, ...options }: UsualOptions,
): Promise<UsualRecords> {
  const model = await fitTable(schema, learnt, { family: 'copula', seed, ...options })
  if (held.rowCount === 0) return { model, limit: Infinity }
  const { excess } = await scoreUsual(model, held, { ...asked, signal: options.signal })
  return { model, limit: limitOf(excess, rate) }
}

/** The same seed always: two records are compared in the same way. */
export function scoreUsual(
  model: Pick<TableModel, 'score'>,
  table: Table,
  options: Asked & WorkOptions = {},
): Promise<RecordScores> {
  return model.score(table, { ...options, seed: 1 })
}
