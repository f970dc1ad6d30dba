import { expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { modelledFields } from '../../../src/data/table/schema.ts'
import type {
  BlockThreadInput,
  BlockThreadMessage,
} from '../../../src/generative/tables/block-thread.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { decodeTableModel } from '../../../src/generative/tables/model-file.ts'
import { rowsPerBlock } from '../../../src/generative/tables/draw-block.ts'
import { startWorker } from '../../../src/worker-thread.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(200)
const model = await fitTable(inferSchema(table), table, { family: 'bootstrap', seed: 1 })
const width = modelledFields(model.description.schema).length

test('a worker says that it is ready, then answers each number with the rows of that block', async () => {
  const workerData: BlockThreadInput = {
    stored: decodeTableModel(model.encode(), 'test'),
    request: {
      seed: 1,
      values: new Float64Array(width),
      flags: new Uint8Array(width),
      shares: [],
    },
  }
  const importer = new URL('../../../src/generative/tables/row-blocks.ts', import.meta.url).href
  const worker = startWorker(importer, 'block-worker', { workerData })
  const messages: BlockThreadMessage[] = []
  const arrived = new Promise<void>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('message', (message: BlockThreadMessage) => {
      messages.push(message)
      if (messages.length === 3) resolve()
    })
  })
  worker.postMessage(7)
  worker.postMessage(4)
  await arrived
  await worker.terminate()
  expect(messages).toMatchObject([
    { kind: 'ready' },
    { kind: 'block', block: 7 },
    { kind: 'block', block: 4 },
  ])
  const last = messages[2]!
  expect(last.kind === 'block' && last.rows.length % rowsPerBlock).toBe(0)
})
