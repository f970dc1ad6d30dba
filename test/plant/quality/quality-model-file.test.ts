import { mkdtempSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTableModel } from '../../../src/generative/tables/table-model.ts'
import { openQualityModel } from '../../../src/plant/quality/quality-model.ts'
import { readQuality, saveQuality } from '../../../src/plant/quality/quality-model-file.ts'
import type { QualityResult } from '../../../src/plant/quality/result.ts'
import { smallRegion } from './small-region.ts'
import { madeRecords, madeState } from './made-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'quality-model-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'press.millrace')
const region = await smallRegion()
const { columns, limit } = region
const model = openQualityModel(madeState({ region: { columns, limit } }), region)
// Safe: the file does not look into it.
const result = { operation: 'press', unfamiliarShare: NaN } as QualityResult
await saveQuality(path, { model, result })

test('a saved model says the same', async () => {
  const opened = await readQuality(path)
  const table = madeRecords(40, 9)
  const [before, after] = [await model.predict(table), await opened.model.predict(table)]
  expect(after.failureProbability).toEqual(before.failureProbability)
  expect(after.surprise).toEqual(before.surprise)
  expect(after.outside).toEqual(before.outside)
  expect(opened.result).toEqual(result)
  await opened.model.release()
  await model.release()
})

test('its region is no model of records by itself', async () => {
  await expect(readTableModel(path)).rejects.toThrow(
    'not a model of records, expected a file of millrace synth fit, got a model of quality',
  )
})

test('a file that is something else, or cut short, is refused', async () => {
  const other = join(folder, 'other.millrace')
  await writeFile(other, region.model.encode())
  await expect(readQuality(other)).rejects.toThrow(
    'not a model of quality, expected a file of millrace quality fit, got a model of records',
  )
  await writeFile(other, (await readFile(path)).subarray(0, -100))
  await expect(readQuality(other)).rejects.toMatchObject({ code: 'bad-input' })
  await expect(readQuality(join(folder, 'none'))).rejects.toMatchObject({ code: 'not-found' })
})
