import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { qualityFitCommand } from '../../../src/cli/commands/quality-fit.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { fileExists } from '../../../src/data/files.ts'
import { readQuality } from '../../../src/plant/quality/quality-model-file.ts'
import { madeRecords } from '../../plant/quality/made-records.ts'
import { recorder } from './synth-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-quality-fit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const data = join(folder, 'press.csv')
const out = join(folder, 'press.millrace')
const html = join(folder, 'press.html')
await writeCsv(data, madeRecords(300))

test('learns an operation from a bare file and writes the model', async () => {
  const { action, results, lines } = recorder()
  await qualityFitCommand(action).parseAsync(
    [
      data,
      '--out',
      out,
      '--html',
      html,
      '--outcome',
      'result',
      '--failing',
      'scrap',
      '--budget',
      '2s',
    ].concat(['--ignore', 'bore', '--lot', 'lot', '--setting', 'torque=30:60']),
    { from: 'user' },
  )
  expect(results[0]).toMatchObject({ operation: 'press', records: 300, advice: null, seed: 1 })
  expect(lines.join('\n')).toMatch(/left out serial: another value in every record/)
  expect(lines.join('\n')).toMatch(/press: 300 records, \d+ failing/)
  expect(await readFile(html, 'utf8')).toContain('press')
  const { model, result } = await readQuality(out)
  expect(result).toEqual(JSON.parse(JSON.stringify({ ...result })))
  await model.release()
})

test('records of one class leave no model', async () => {
  const none = join(folder, 'none.millrace')
  const run = qualityFitCommand(recorder().action).parseAsync(
    [data, '--out', none, '--outcome', 'result', '--failing', 'good,scrap'],
    { from: 'user' },
  )
  await expect(run).rejects.toThrow('only one class')
  expect(await fileExists(none)).toBe(false)
})
