import { expect, test } from 'vitest'
import {
  type BlockRequest,
  drawBlock,
  rowsPerBlock,
} from '../../../src/generative/tables/draw-block.ts'
import type { Random } from '../../../src/random.ts'
import type { GivenRows, RowModel } from '../../../src/generative/tables/row-model.ts'

const request: BlockRequest = {
  seed: 1,
  values: Float64Array.of(Number.NaN, Number.NaN),
  flags: Uint8Array.of(0, 0),
  shares: [{ field: 1, shares: [0.25, 0.75] }],
}

/** Fills the first field by chance and leaves the second as it was asked for. */
const rows = {
  draw({ rowCount, values }: GivenRows, random: Random): Promise<Float64Array> {
    for (let row = 0; row < rowCount; row++) values[2 * row] = random.uniform()
    return Promise.resolve(values)
  },
} as RowModel

test('a block is the same whenever it is drawn, and unlike the others', async () => {
  const third = await drawBlock(rows, request, 3)
  expect(third).toHaveLength(2 * rowsPerBlock)
  expect(await drawBlock(rows, request, 3)).toEqual(third)
  expect(await drawBlock(rows, request, 4)).not.toEqual(third)
})

test('levels are asked for in the shares that are wanted', async () => {
  const block = await drawBlock(rows, request, 0)
  const second = Array.from({ length: rowsPerBlock }, (_, row) => block[2 * row + 1]!)
  expect(new Set(second)).toEqual(new Set([0, 1]))
  const share = second.reduce((sum, level) => sum + level, 0) / rowsPerBlock
  // Three standard errors of a share of 2,048.
  expect(Math.abs(share - 0.75)).toBeLessThan(0.03)
})
