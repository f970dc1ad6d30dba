// The evidence about synthetic rows, gathered in a thread: classifiers, distances and pairs of columns take long.

import { createTable, type Table } from '../../data/table/table.ts'
import { runOffThread } from '../../off-thread.ts'
import type { WorkOptions } from '../../progress.ts'
import type { EvidenceOptions, Evidence } from './evidence.ts'

export interface EvaluationOptions extends EvidenceOptions, WorkOptions {}

/** The message to the thread. */
export interface EvaluationTask {
  readonly real: Table
  readonly synthetic: Table
  readonly holdout: Table | null
  readonly options: EvidenceOptions
}

/**
 * @param real the rows that were learnt from
 * @param holdout real rows that no model saw; without them utility and privacy cannot be measured
 * @throws MillraceError `bad-input` for columns or a target that do not fit, `cancelled`.
 */
export async function evaluate(
  real: Table,
  synthetic: Table,
  holdout: Table | null,
  { onProgress, signal, ...options }: EvaluationOptions = {},
): Promise<Evidence> {
  const { baselines = new Map<string, Table>() } = options
  const task: EvaluationTask = {
    real: sent(real),
    synthetic: sent(synthetic),
    holdout: holdout && sent(holdout),
    options: {
      ...options,
      baselines: new Map([...baselines].map(([name, table]) => [name, sent(table)])),
    },
  }
  const entry = { importer: import.meta.url, stem: 'evaluate-worker' }
  return runOffThread<Evidence>(entry, task, { onProgress, signal })
}

/** Without its source, which is no plain data. */
export function sent({ columns }: Table): Table {
  return createTable(columns)
}
