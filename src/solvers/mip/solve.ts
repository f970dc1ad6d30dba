// Solves models in a worker thread.

import type { WorkOptions } from '../../progress.ts'
import type { MipOptions, MipOutcome } from './highs.ts'
import type { MipModel } from './model.ts'
import { runOffThread } from '../../off-thread.ts'
import { createThreadPool } from '../../thread-pool.ts'

export type SolveMipOptions = Omit<MipOptions, 'meter' | 'shouldStop' | 'onIncumbent'> & WorkOptions

/** The message to the worker. */
export interface MipTask {
  readonly model: MipModel
  readonly options: Omit<SolveMipOptions, keyof WorkOptions>
}

const entry = { importer: import.meta.url, stem: 'worker' }

/** Minimises the model off the calling thread. Infeasible and unbounded are outcomes; `signal` throws `cancelled`. */
export async function solveMip(
  model: MipModel,
  { onProgress, signal, ...options }: SolveMipOptions = {},
): Promise<MipOutcome> {
  const task: MipTask = { model, options }
  return runOffThread<MipOutcome>(entry, task, { onProgress, signal })
}

/** Solves on the calling thread, as a session does, or on another. */
export interface MipSolver {
  solve(
    model: MipModel,
    options?: Omit<SolveMipOptions, keyof WorkOptions>,
  ): MipOutcome | Promise<MipOutcome>
}

export interface MipThread extends MipSolver {
  close(): Promise<void>
}

/** A session in a thread of its own, for many small models one after the other. A cancelled `signal` ends a solve. */
export function openMipThread({ signal }: Pick<WorkOptions, 'signal'> = {}): MipThread {
  const thread = createThreadPool(entry, 1)
  return {
    solve(model, options = {}) {
      const task: MipTask = { model, options }
      return thread.run<MipOutcome>(task, { signal })
    },
    close: () => thread.close(),
  }
}
