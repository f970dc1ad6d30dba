import { expect, test } from 'vitest'
import { startBlockThread } from '../../../src/generative/tables/block-thread.ts'
import { copulaFamily } from '../../../src/generative/tables/copula-family.ts'
import type { StoredTableModel } from '../../../src/generative/tables/model-file.ts'
import { openRows } from '../../../src/generative/tables/open-rows.ts'
import { type BlockRequest, drawBlock } from '../../../src/generative/tables/draw-block.ts'
import { rowsOf } from '../../../src/generative/tables/row-matrix.ts'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(200)
const schema = inferSchema(table)
const matrix = rowsOf(schema, table)
const { models, state, training } = await copulaFamily.fit(matrix, { seed: 1 })
const stored: StoredTableModel = {
  models,
  state,
  constraints: [],
  description: { family: 'copula', schema, seed: 1, training },
}
const request: BlockRequest = {
  seed: 1,
  values: new Float64Array(matrix.fields.length),
  flags: new Uint8Array(matrix.fields.length),
  shares: [],
}

test('a thread draws the blocks that this thread would draw', async () => {
  const thread = startBlockThread(stored, request)
  const rows = await openRows(stored)
  try {
    const answers = [thread.draw(5), thread.draw(2)]
    expect(thread.waiting()).toBe(2)
    expect(await answers[0]).toEqual(await drawBlock(rows, request, 5))
    expect(await answers[1]).toEqual(await drawBlock(rows, request, 2))
    expect(thread.isReady()).toBe(true)
    expect(thread.waiting()).toBe(0)
  } finally {
    await thread.end()
    await rows.release()
  }
})

test('what goes wrong in a thread is thrown to who asked, and to who asks later', async () => {
  const thread = startBlockThread({ ...stored, models: { sampler: new Uint8Array(3) } }, request)
  const wrong = { code: 'bad-input', message: expect.stringContaining('cannot be loaded') }
  await expect(thread.draw(0)).rejects.toMatchObject(wrong)
  await expect(thread.draw(1)).rejects.toMatchObject(wrong)
  expect(thread.isReady()).toBe(true)
  await thread.end()
})

test('who waits for a thread that ends is told so', async () => {
  const thread = startBlockThread(stored, request)
  const [answer] = await Promise.allSettled([thread.draw(0), thread.end()])
  expect(answer).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('drawing thread') },
  })
})
