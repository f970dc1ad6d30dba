// Rows of a model in blocks, in order: each block has a generator of its own, so that any thread may draw it.
// Where there are enough of them, other threads draw beside this one.

import { availableParallelism } from 'node:os'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { startBlockThread } from './block-thread.ts'
import type { StoredTableModel } from './model-file.ts'
import { drawLevels, type TargetShares } from './rebalance.ts'
import type { GivenRows, RowModel } from './row-model.ts'

/** What is asked of every row; plain data. */
export interface BlockRequest {
  readonly seed: number | string
  /** One row of what is given to all, `[fields]`. */
  readonly values: Float64Array
  readonly flags: Uint8Array
  readonly shares: readonly TargetShares[]
}

/**
 * Rows drawn at once: the unit of the random numbers, so a part of what makes the rows of a seed.
 * Fewer take longer per row, because an operator has a cost of its own.
 */
export const rowsPerBlock = 2048

/** The block of that number, `[rowsPerBlock, fields]`: the same whoever draws it. */
export function drawBlock(
  rows: RowModel,
  { seed, values, flags, shares }: BlockRequest,
  block: number,
): Promise<Float64Array> {
  const random = createRandom(seed).split('rows', block)
  const asked = repeated(values, flags)
  for (const share of shares) {
    drawLevels(asked, values.length, share, random.split('levels', share.field))
  }
  return rows.draw(asked, random)
}

function repeated(values: Float64Array, flags: Uint8Array): GivenRows {
  const width = values.length
  const all = {
    rowCount: rowsPerBlock,
    values: new Float64Array(rowsPerBlock * width),
    flags: new Uint8Array(rowsPerBlock * width),
  }
  for (let row = 0; row < rowsPerBlock; row++) {
    all.values.set(values, row * width)
    all.flags.set(flags, row * width)
  }
  return all
}

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
