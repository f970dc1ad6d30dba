// A worker thread that draws blocks of rows of one model.

import type { ErrorCode } from '../../errors.ts'
import { MillraceError } from '../../errors.ts'
import { startWorker } from '../../worker-thread.ts'
import type { BlockRequest } from './draw-block.ts'
import type { StoredTableModel } from './model-file.ts'

/** What the thread is started with. */
export interface BlockThreadInput {
  readonly stored: StoredTableModel
  readonly request: BlockRequest
}

export type BlockThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'block'; readonly block: number; readonly rows: Float64Array }
  | {
      readonly kind: 'error'
      readonly code: ErrorCode
      readonly message: string
      readonly hint: string | undefined
    }

export interface BlockThread {
  /** Whether it has opened the model, or failed to. */
  isReady(): boolean
  /** Blocks asked for that have not arrived. */
  waiting(): number
  /** @throws MillraceError what went wrong in the thread. */
  draw(block: number): Promise<Float64Array>
  end(): Promise<void>
}

export function startBlockThread(stored: StoredTableModel, request: BlockRequest): BlockThread {
  // Only what draws is opened there.
  const { sampler } = stored.models
  const workerData: BlockThreadInput = { stored: { ...stored, models: { sampler } }, request }
  const worker = startWorker(import.meta.url, 'block-worker', { workerData })
  const asked = new Map<number, Answer>()
  let isReady = false
  let failure: Error | undefined

  function fail(error: Error): void {
    isReady = true
    failure ??= error
    for (const { reject } of asked.values()) reject(failure)
    asked.clear()
  }

  worker.on('message', (message: BlockThreadMessage) => {
    switch (message.kind) {
      case 'ready':
        isReady = true
        return
      case 'block':
        asked.get(message.block)?.resolve(message.rows)
        asked.delete(message.block)
        return
      case 'error':
        return fail(threadError(message))
      default:
        message satisfies never
    }
  })
  worker.on('error', fail)
  worker.on('exit', (code) =>
    fail(
      new MillraceError('internal', `drawing thread: expected rows, got its end with code ${code}`),
    ),
  )
  return {
    isReady: () => isReady,
    waiting: () => asked.size,
    draw(block) {
      if (failure) return Promise.reject(failure)
      const answer = new Promise<Float64Array>((resolve, reject) => {
        asked.set(block, { resolve, reject })
      })
      worker.postMessage(block)
      return answer
    },
    async end() {
      await worker.terminate()
    },
  }
}

function threadError({
  code,
  message,
  hint,
}: Extract<BlockThreadMessage, { kind: 'error' }>): MillraceError {
  return new MillraceError(code, message, hint === undefined ? {} : { hint })
}

interface Answer {
  resolve(rows: Float64Array): void
  reject(error: Error): void
}
