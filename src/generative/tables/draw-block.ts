// One block of rows: it has a generator of its own, so that any thread may draw it.

import { createRandom } from '../../random.ts'
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
