// Runs blocking work in a worker thread: the caller stays responsive, sees progress, and cancels at once.

import { parentPort, type Worker } from 'node:worker_threads'
import { MillraceError, throwIfCancelled } from './errors.ts'
import type { ErrorCode } from './errors.ts'
import type { Progress, WorkOptions } from './progress.ts'
import { startWorker } from './worker-thread.ts'

type Report<Output> =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'result'; readonly output: Output }
  | {
      readonly kind: 'error'
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string | undefined
    }

/** A worker file: `stem` without its ending, beside the file whose `import.meta.url` is `importer`. */
export interface WorkerEntry {
  readonly importer: string
  readonly stem: string
}

/**
 * Sends `input` to a worker file (which calls `serveOffThread`) and waits for its answer.
 * A cancelled signal ends the thread and throws `cancelled`; a mistake found in the thread is thrown here.
 */
export async function runOffThread<Output>(
  { importer, stem }: WorkerEntry,
  input: unknown,
  work: WorkOptions = {},
): Promise<Output> {
  throwIfCancelled(work.signal)
  const worker = startWorker(importer, stem)
  try {
    return await askThread<Output>(worker, input, work)
  } finally {
    await worker.terminate()
  }
}

/** Asks a thread that waits for work. The caller ends it where this throws: it may be at work still, or gone. */
export async function askThread<Output>(
  worker: Worker,
  input: unknown,
  { onProgress, signal }: WorkOptions = {},
): Promise<Output> {
  const listening = new AbortController()
  try {
    const report = await new Promise<Report<Output>>((resolve, reject) => {
      const cancel = (): void => {
        try {
          throwIfCancelled(signal)
        } catch (error) {
          reject(error)
        }
      }
      signal?.addEventListener('abort', cancel, { signal: listening.signal })
      const hear = (report: Report<Output>): void => {
        if (report.kind === 'progress') onProgress?.(report.progress)
        else resolve(report)
      }
      const exit = (code: number): void => reject(ended(code))
      worker.on('message', hear).on('error', reject).on('exit', exit)
      listening.signal.addEventListener('abort', () => {
        worker.off('message', hear).off('error', reject).off('exit', exit)
      })
      worker.postMessage(input)
    })
    if (report.kind === 'result') return report.output
    if (report.kind === 'error') {
      throw new MillraceError(
        report.code,
        report.message,
        report.hint === undefined ? {} : { hint: report.hint },
      )
    }
    throw ended(0)
  } finally {
    listening.abort()
  }
}

/** The other side: answers what the thread is sent. */
export function serveOffThread<Input, Output>(
  work: (input: Input, onProgress: (progress: Progress) => void) => Output | Promise<Output>,
): void {
  const port = parentPort
  if (!port) return
  const send = (report: Report<Output>): void => port.postMessage(report)
  port.on('message', async (input: Input) => {
    try {
      const output = await work(input, (progress) => send({ kind: 'progress', progress }))
      send({ kind: 'result', output })
    } catch (error) {
      send({
        kind: 'error',
        code: error instanceof MillraceError ? error.code : 'internal',
        message: error instanceof Error ? error.message : String(error),
        hint: error instanceof MillraceError ? error.hint : undefined,
      })
    }
  })
}

function ended(code: number): MillraceError {
  return new MillraceError('internal', `worker thread: expected an answer, got exit code ${code}`)
}
