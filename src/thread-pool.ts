// Threads that stay open for the next piece of work: many small pieces, as many at once as there are cores.

import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { throwIfCancelled } from './errors.ts'
import { askThread, type WorkerEntry } from './off-thread.ts'
import type { WorkOptions } from './progress.ts'
import { startWorker } from './worker-thread.ts'

export interface ThreadPool {
  /** That work at once at most. */
  readonly threadCount: number
  /**
   * As `runOffThread`, once a thread is free. A cancelled signal ends the thread that is at work.
   * @throws MillraceError `cancelled`, or the mistake that was found in the thread.
   */
  run<Output>(input: unknown, work?: WorkOptions): Promise<Output>
  /** Ends the threads that wait for work. */
  close(): Promise<void>
}

/** Milliseconds after which a thread without work ends. */
const longestIdle = 5000

/** Starts threads as they are needed. Those that wait for work keep no process from its end. */
export function createThreadPool(
  entry: WorkerEntry,
  threadCount: number = availableParallelism(),
): ThreadPool {
  const idle = new Map<Worker, { readonly timer: NodeJS.Timeout; end(): void }>()
  const waiting: (() => void)[] = []
  let free = threadCount

  function take(): Worker {
    const [kept] = idle.keys()
    if (!kept) return startWorker(entry.importer, entry.stem)
    forget(kept)
    kept.ref()
    return kept
  }

  function keep(worker: Worker): void {
    const end = (): void => {
      forget(worker)
      void worker.terminate()
    }
    idle.set(worker, { timer: setTimeout(end, longestIdle).unref(), end })
    worker.on('error', end).on('exit', end)
    worker.unref()
  }

  function forget(worker: Worker): void {
    const kept = idle.get(worker)
    if (!kept) return
    idle.delete(worker)
    clearTimeout(kept.timer)
    worker.off('error', kept.end).off('exit', kept.end)
  }

  return {
    threadCount,
    async run<Output>(input: unknown, work: WorkOptions = {}): Promise<Output> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        throwIfCancelled(work.signal)
        const worker = take()
        try {
          const output = await askThread<Output>(worker, input, work)
          keep(worker)
          return output
        } catch (error) {
          await worker.terminate()
          throw error
        }
      } finally {
        const next = waiting.shift()
        if (next) next()
        else free++
      }
    },
    async close() {
      const all = [...idle.keys()]
      for (const worker of all) forget(worker)
      await Promise.all(all.map((worker) => worker.terminate()))
    },
  }
}
