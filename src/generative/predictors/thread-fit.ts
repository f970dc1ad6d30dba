// Fits in threads: several at once, while the calling thread stays free. The same data give the same predictor
// whatever the number of threads.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import type { WorkOptions } from '../../progress.ts'
import { createThreadPool } from '../../thread-pool.ts'
import { openPredictor } from './open-predictor.ts'
import type { Predictor, PredictorState } from './predictor.ts'
import type { Recipe } from './recipe.ts'

/**
 * As `Fit`, off the calling thread.
 * @throws MillraceError `cancelled`.
 */
export type ThreadFit = (
  columns: readonly AlignedColumn[],
  target: Float64Array,
  work?: Pick<WorkOptions, 'signal'>,
) => Promise<Predictor>

/** The message to the thread. */
export interface FitTask {
  readonly recipe: Recipe
  readonly columns: readonly AlignedColumn[]
  readonly target: Float64Array
}

const pool = createThreadPool({ importer: import.meta.url, stem: 'fit-worker' })

/** Fits that run at once at most. */
export const { threadCount } = pool

export function threadFit(recipe: Recipe): ThreadFit {
  return async (columns, target, { signal } = {}) => {
    const task: FitTask = { recipe, columns, target }
    return openPredictor(await pool.run<PredictorState>(task, { signal }))
  }
}
