// Rows of a model in blocks, in order. Where there are enough of them, other threads draw beside this one.

import { availableParallelism } from 'node:os'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { startBlockThread } from './block-thread.ts'
import { type BlockRequest, drawBlock } from './draw-block.ts'
import type { StoredTableModel } from './model-file.ts'
import type { RowModel } from './row-model.ts'

export interface BlockOptions extends Pick<WorkOptions, 'signal'> {
  /** Threads that draw beside this one. Default: one per other core where there are many blocks. */
  readonly threads?: number
}

/** Blocks below which a thread would be ready when all is done. */
const fewBlocks = 16

const mostThreads = 15

/** Blocks that a thread is asked for at once, so that it has work while this one is busy. */
const blocksPerThread = 3

/** Blocks beyond theirs that this thread may draw ahead, rather than wait for the next in order. */
const ownBlocks = 8

/**
 * The first `count` blocks, in order. In memory are at most some blocks per thread.
 * @throws MillraceError `cancelled`, and what goes wrong in a thread.
 */
export async function* drawBlocks(
  rows: RowModel,
  stored: StoredTableModel,
  request: BlockRequest,
  count: number,
  { signal, threads = threadsFor(count) }: BlockOptions = {},
): AsyncGenerator<Float64Array, void, undefined> {
  const others = Array.from({ length: threads }, () => startBlockThread(stored, request))
  const drawn = new Map<number, Promise<Float64Array>>()
  const arrived = new Set<number>()
  const mostAhead = threads === 0 ? 1 : blocksPerThread * threads + ownBlocks
  let next = 0

  const hasRoom = (first: number): boolean => next < Math.min(count, first + mostAhead)

  function askThreads(first: number): void {
    for (const thread of others) {
      while (hasRoom(first) && thread.isReady() && thread.waiting() < blocksPerThread) {
        const block = next++
        const answer = thread.draw(block)
        const settle = (): void => void arrived.add(block)
        answer.then(settle, settle)
        drawn.set(block, answer)
      }
    }
  }

  try {
    for (let first = 0; first < count; first++) {
      askThreads(first)
      // This thread draws as well, but only where it would have to wait.
      while (!arrived.has(first) && hasRoom(first)) {
        throwIfCancelled(signal)
        const block = next++
        drawn.set(block, Promise.resolve(await drawBlock(rows, request, block)))
        arrived.add(block)
        askThreads(first)
      }
      throwIfCancelled(signal)
      const block = await drawn.get(first)!
      drawn.delete(first)
      arrived.delete(first)
      yield block
    }
  } finally {
    await Promise.all(others.map((thread) => thread.end()))
  }
}

function threadsFor(blocks: number): number {
  return blocks < fewBlocks ? 0 : Math.min(mostThreads, availableParallelism() - 1)
}
