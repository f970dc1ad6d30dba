// The evidence about related synthetic tables, gathered in a thread.

import { runOffThread } from '../../../off-thread.ts'
import type { WorkOptions } from '../../../progress.ts'
import { sent } from '../evaluate.ts'
import type { TablePair } from './cardinality.ts'
import type { RelatedEvidence, RelatedEvidenceOptions } from './related-evidence.ts'

export interface RelatedEvaluationOptions extends RelatedEvidenceOptions, WorkOptions {}

/** The message to the thread. */
export interface RelatedEvaluationTask {
  readonly real: TablePair
  readonly synthetic: TablePair
  readonly holdout: TablePair | null
  readonly options: RelatedEvidenceOptions
}

/** @param real the tables that were learnt from. @throws MillraceError for columns that do not fit, `cancelled`. */
export async function evaluateRelated(
  real: TablePair,
  synthetic: TablePair,
  holdout: TablePair | null,
  { onProgress, signal, ...options }: RelatedEvaluationOptions,
): Promise<RelatedEvidence> {
  const { baselines = new Map<string, TablePair>() } = options
  const task: RelatedEvaluationTask = {
    real: sentPair(real),
    synthetic: sentPair(synthetic),
    holdout: holdout && sentPair(holdout),
    options: {
      ...options,
      baselines: new Map([...baselines].map(([name, tables]) => [name, sentPair(tables)])),
    },
  }
  const entry = { importer: import.meta.url, stem: 'evaluate-related-worker' }
  return runOffThread<RelatedEvidence>(entry, task, { onProgress, signal })
}

function sentPair({ parents, children }: TablePair): TablePair {
  return { parents: sent(parents), children: sent(children) }
}
