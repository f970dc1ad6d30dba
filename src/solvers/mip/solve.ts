// Solves a model in a worker thread.

import type { WorkOptions } from '../../progress.ts'
import type { MipOptions, MipOutcome } from './highs.ts'
import type { MipModel } from './model.ts'
import { runOffThread } from './off-thread.ts'

export type SolveMipOptions = Omit<MipOptions, 'meter' | 'shouldStop' | 'onIncumbent'> & WorkOptions

/** The message to the worker. */
export interface MipTask {
  readonly model: MipModel
  readonly options: Omit<SolveMipOptions, keyof WorkOptions>
}

/** Minimises the model off the calling thread. Infeasible and unbounded are outcomes; `signal` throws `cancelled`. */
export async function solveMip(
  model: MipModel,
  { onProgress, signal, ...options }: SolveMipOptions = {},
): Promise<MipOutcome> {
  const task: MipTask = { model, options }
  return runOffThread<MipOutcome>({ importer: import.meta.url, stem: 'worker' }, task, {
    onProgress,
    signal,
  })
}
