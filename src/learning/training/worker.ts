// Runs a training task in a worker thread: the task comes as the worker's data, what happens goes
// back as messages, and shared memory says when to stop.

import { parentPort, workerData } from 'node:worker_threads'
import { MillraceError, type ErrorCode } from '../../errors.ts'
import { runTask } from './loop.ts'
import type { EpochRecord, Task, TaskOutcome } from './task.ts'
import { isAskedToStop, reportEnd, type ThreadSignals } from './thread-signals.ts'

export interface WorkerInput {
  readonly task: Task
  readonly signals: ThreadSignals
}

export type WorkerMessage =
  | { readonly kind: 'epoch'; readonly record: EpochRecord }
  | { readonly kind: 'progress'; readonly fraction: number }
  /** Asks for a number in answer. */
  | { readonly kind: 'judge'; readonly results: Float32Array }
  | { readonly kind: 'outcome'; readonly outcome: TaskOutcome }
  | {
      readonly kind: 'error'
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string | undefined
    }

const progressIntervalMilliseconds = 200

async function work({ task, signals }: WorkerInput): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no origin
  const post = (message: WorkerMessage): void => parentPort?.postMessage(message)
  let postedAt = 0
  try {
    const outcome = await runTask(task, {
      isCancelled: () => isAskedToStop(signals),
      onEpoch: (record) => post({ kind: 'epoch', record }),
      onIteration(fraction) {
        const now = performance.now()
        if (now - postedAt < progressIntervalMilliseconds) return
        postedAt = now
        post({ kind: 'progress', fraction })
      },
      judge(results) {
        post({ kind: 'judge', results })
        return answer(signals)
      },
    })
    post({ kind: 'outcome', outcome })
  } catch (error) {
    const { code, hint } =
      error instanceof MillraceError ? error : { code: 'internal' as const, hint: undefined }
    const message = error instanceof Error ? error.message : String(error)
    post({ kind: 'error', code, message, hint })
  } finally {
    reportEnd(signals)
  }
}

const lookIntervalMilliseconds = 50

/** The next number from outside; NaN once the thread is asked to stop. */
function answer(signals: ThreadSignals): Promise<number> {
  return new Promise((resolve) => {
    const finish = (value: number): void => {
      clearInterval(look)
      parentPort?.off('message', finish)
      resolve(value)
    }
    const look = setInterval(() => {
      if (isAskedToStop(signals)) finish(NaN)
    }, lookIntervalMilliseconds)
    parentPort?.on('message', finish)
  })
}

// Data of this shape is what `fit` passes; nothing else starts this file.
if (parentPort) await work(workerData as WorkerInput)
