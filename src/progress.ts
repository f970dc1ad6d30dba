// How long work reports where it is and stops. Every long function takes `WorkOptions` as part of its last argument.

import { setImmediate } from 'node:timers/promises'
import { throwIfCancelled } from './errors.ts'

export interface Progress {
  /** What is being done, for a person: `train vae`, `plan`. */
  readonly stage: string
  /** Fraction done, 0 to 1; absent where it is not known. */
  readonly fraction?: number
  /** One short remark on the state: `epoch 12, loss 0.431`. */
  readonly detail?: string
}

export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Maps the progress of a part onto the span `[from, to]` of the whole. */
export function progressWithin(
  onProgress: WorkOptions['onProgress'],
  from: number,
  to: number,
): WorkOptions['onProgress'] {
  if (!onProgress) return undefined
  return (progress) =>
    onProgress({ ...progress, fraction: from + (to - from) * (progress.fraction ?? 0) })
}

/** Says where the work is: the stage, and the fraction done. */
export type Pause = (stage: string, fraction?: number) => Promise<void>

/** Milliseconds for which this thread is kept from all else. */
const longestTurn = 25

/**
 * For long work on this thread, awaited between its steps. Every 25 ms it reports, lets the rest of the process have
 * its turn (connections, timers, the wish to stop), and ends the work where that is wished; else it costs nothing.
 * @throws MillraceError `cancelled`.
 */
export function createPause({ onProgress, signal }: WorkOptions): Pause {
  let turnBegan = -Infinity
  return async (stage, fraction) => {
    if (performance.now() - turnBegan < longestTurn) return
    onProgress?.(fraction === undefined ? { stage } : { stage, fraction })
    await setImmediate()
    throwIfCancelled(signal)
    turnBegan = performance.now()
  }
}
