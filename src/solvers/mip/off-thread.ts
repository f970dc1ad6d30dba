// Runs blocking work in a worker thread: the caller stays responsive, sees progress, and cancels at once.

import { parentPort } from 'node:worker_threads'
import { MillraceError, throwIfCancelled } from '../../errors.ts'
import type { ErrorCode } from '../../errors.ts'
import type { Progress, WorkOptions } from '../../progress.ts'
import { startWorker } from '../../worker-thread.ts'

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
  { onProgress, signal }: WorkOptions = {},
): Promise<Output> {
  throwIfCancelled(signal)
  const worker = startWorker(importer, stem)
  let cancel: (() => void) | undefined
  try {
    const report = await new Promise<Report<Output>>((resolve, reject) => {
      cancel = () => {
        try {
          throwIfCancelled(signal)
        } catch (error) {
          reject(error)
        }
      }
      signal?.addEventListener('abort', cancel)
      worker.on('message', (report: Report<Output>) => {
        if (report.kind === 'progress') onProgress?.(report.progress)
        else resolve(report)
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(ended(code)))
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
    if (cancel) signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}

/** The other side: answers the one message that the thread is sent. */
export function serveOffThread<Input, Output>(
  work: (input: Input, onProgress: (progress: Progress) => void) => Promise<Output>,
): void {
  const port = parentPort
  if (!port) return
  const send = (report: Report<Output>): void => port.postMessage(report)
  port.once('message', (input: Input) => {
    work(input, (progress) => send({ kind: 'progress', progress })).then(
      (output) => send({ kind: 'result', output }),
      (error: unknown) =>
        send({
          kind: 'error',
          code: error instanceof MillraceError ? error.code : 'internal',
          message: error instanceof Error ? error.message : String(error),
          hint: error instanceof MillraceError ? error.hint : undefined,
        }),
    )
  })
}

function ended(code: number): MillraceError {
  return new MillraceError('internal', `worker thread: expected an answer, got exit code ${code}`)
}
