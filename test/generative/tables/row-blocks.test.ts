import { describe, expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import {
  type BlockRequest,
  drawBlock,
  rowsPerBlock,
} from '../../../src/generative/tables/draw-block.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { decodeTableModel } from '../../../src/generative/tables/model-file.ts'
import { openRows } from '../../../src/generative/tables/open-rows.ts'
import { type BlockOptions, drawBlocks } from '../../../src/generative/tables/row-blocks.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(600)
const model = await fitTable(inferSchema(table), table, { seed: 1, budgetSeconds: 1 })
const stored = decodeTableModel(model.encode(), 'test')
const rows = await openRows(stored)
const width = rows.density!.outcomes.length
const request: BlockRequest = {
  seed: 1,
  values: new Float64Array(width).fill(NaN),
  flags: new Uint8Array(width),
  shares: [{ field: 1, shares: [0.5, 0.25, 0.25] }],
}

async function collected(count: number, options?: BlockOptions): Promise<Float64Array[]> {
  const blocks: Float64Array[] = []
  for await (const block of drawBlocks(rows, stored, request, count, options)) blocks.push(block)
  return blocks
}

describe('blocks', () => {
  test('are the same rows in the same order, however many threads draw', async () => {
    const alone = await collected(6, { threads: 0 })
    expect(alone.map((block) => block.length)).toEqual(
      new Array<number>(6).fill(rowsPerBlock * width),
    )
    expect(await collected(6, { threads: 2 })).toEqual(alone)
    expect(alone[3]).toEqual(await drawBlock(rows, request, 3))
  })

  test('stop when cancelled, and when no more are wanted', async () => {
    const abort = new AbortController()
    const cancelled = async (): Promise<void> => {
      for await (const _ of drawBlocks(rows, stored, request, 1000, {
        threads: 1,
        signal: abort.signal,
      })) {
        abort.abort()
      }
    }
    await expect(cancelled()).rejects.toMatchObject({ code: 'cancelled' })
    for await (const _ of drawBlocks(rows, stored, request, 1000, { threads: 1 })) break
  })
})
