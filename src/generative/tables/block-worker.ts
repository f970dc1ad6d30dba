// Draws blocks of rows in a worker thread: the model comes as the worker's data, numbers of blocks as
// messages, and rows go back.

import { parentPort, workerData } from 'node:worker_threads'
import { MillraceError } from '../../errors.ts'
import type { BlockThreadInput, BlockThreadMessage } from './block-thread.ts'
import { openRows } from './open-rows.ts'
import { drawBlock } from './draw-block.ts'

async function work({ stored, request }: BlockThreadInput): Promise<void> {
  const post = (message: BlockThreadMessage, moved: ArrayBuffer[] = []): void =>
    parentPort?.postMessage(message, moved)
  const opened = openRows(stored)
  let last: Promise<void> = opened.then(() => post({ kind: 'ready' })).catch(fail)
  // One block after another; a message waits for those before it.
  parentPort?.on('message', (block: number) => {
    last = last.then(() => answer(block)).catch(fail)
  })

  async function answer(block: number): Promise<void> {
    const rows = await drawBlock(await opened, request, block)
    post({ kind: 'block', block, rows }, [rows.buffer as ArrayBuffer])
  }

  function fail(error: unknown): void {
    const { code, hint } =
      error instanceof MillraceError ? error : { code: 'internal' as const, hint: undefined }
    const message = error instanceof Error ? error.message : String(error)
    post({ kind: 'error', code, message, hint })
  }
}

// Data of this shape is what `startBlockThread` passes; nothing else starts this file.
if (parentPort) await work(workerData as BlockThreadInput)
