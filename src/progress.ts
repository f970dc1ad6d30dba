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

/**
 * Work that runs beside other work: what `start` begins by `run` is cancelled as soon as one of it fails, all is waited
 * for, and the first failure is thrown. Order and time of their steps must not matter to any of them.
 */
export async function together<T>(
  start: (run: <R>(work: () => Promise<R>) => Promise<R>, signal: AbortSignal) => Promise<T>,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<T> {
  const stop = new AbortController()
  const shared = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const running: Promise<void>[] = []
  const failures: unknown[] = []
  const run = <R>(work: () => Promise<R>): Promise<R> => {
    const promise = work()
    const ended = promise.then(
      () => undefined,
      (error: unknown) => {
        failures.push(error)
        stop.abort()
      },
    )
    running.push(ended)
    return promise
  }
  const result = run(() => start(run, shared))
  // What is running may begin more.
  for (let i = 0; i < running.length; i++) await running[i]
  if (failures.length > 0) throw failures[0]
  return result
}

/** Does the same with each item, with so many at once, which are begun in their order; fails as `together` does. */
export async function eachBeside<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, place: number, signal: AbortSignal) => Promise<void>,
  options: Pick<WorkOptions, 'signal'> = {},
): Promise<void> {
  let begun = 0
  await together(async (run, signal) => {
    const worker = async (): Promise<void> => {
      while (begun < items.length) {
        throwIfCancelled(signal)
        const place = begun++
        await work(items[place]!, place, signal)
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, () => run(worker)))
  }, options)
}

/**
 * The progress of parts that run beside each other, as one: the fraction of the whole, in the words of the first part
 * that is not done.
 * @param shares of the whole, which add up to 1.
 */
export function progressBeside<Part extends string>(
  onProgress: WorkOptions['onProgress'],
  shares: Readonly<Record<Part, number>>,
): (part: Part) => (progress: Progress) => void {
  // Safe: the keys of the shares.
  const parts = Object.keys(shares) as Part[]
  const done = new Map(parts.map((part) => [part, 0]))
  return (part) => (progress) => {
    done.set(part, Math.max(done.get(part)!, progress.fraction ?? 0))
    if (parts.find((one) => done.get(one)! < 1) !== part) return
    const fraction = parts.reduce((sum, one) => sum + shares[one] * done.get(one)!, 0)
    onProgress?.({ ...progress, fraction })
  }
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
