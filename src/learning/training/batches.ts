// Which rows make which batch, and their copy into the arrays that a step reads.
// Training rows are a stream of shuffles one after another, cut into batches: every batch is full,
// every row comes equally often, and the place in the stream is all that a resumed run must know.

import type { Random } from '../../random.ts'
import type { Rows } from './program.ts'

/** Row numbers of the batches of a training run. */
export interface BatchStream {
  /** Rows of batch `index`, counted from 0 over the whole run; valid until the next call. */
  rowsOf(index: number): Uint32Array
}

export function createBatchStream(
  random: Random,
  rowCount: number,
  batchSize: number,
): BatchStream {
  const rows = new Uint32Array(batchSize)
  const order = Uint32Array.from({ length: rowCount }, (_, i) => i)
  let shuffled = -1

  // Each shuffle starts from the identity, so that it depends on its number alone.
  function shuffle(index: number): void {
    for (let i = 0; i < rowCount; i++) order[i] = i
    random.split('shuffle', index).shuffle(order)
    shuffled = index
  }

  return {
    rowsOf(index) {
      for (let i = 0; i < batchSize; i++) {
        const place = index * batchSize + i
        const pass = Math.floor(place / rowCount)
        if (pass !== shuffled) shuffle(pass)
        rows[i] = order[place % rowCount]!
      }
      return rows
    },
  }
}

/** Copies rows of `length` numbers into `target`, one after another. */
export function gatherRows(
  target: Float32Array,
  { values, starts }: Rows,
  rows: Uint32Array,
  length: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const start = starts[rows[i]!]!
    // A call per row costs more than the copy of a short one.
    if (length < 24) {
      for (let j = 0; j < length; j++) target[i * length + j] = values[start + j]!
    } else {
      target.set(values.subarray(start, start + length), i * length)
    }
  }
}

/** Rows in order, `batchSize` at a time; the last batch is filled up with its last row. */
export function* sequentialBatches(
  rowCount: number,
  batchSize: number,
): Generator<{ readonly rows: Uint32Array; readonly count: number }> {
  for (let start = 0; start < rowCount; start += batchSize) {
    const rows = Uint32Array.from({ length: batchSize }, (_, i) =>
      Math.min(start + i, rowCount - 1),
    )
    yield { rows, count: Math.min(batchSize, rowCount - start) }
  }
}
