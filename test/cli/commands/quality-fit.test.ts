import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import {
  describeDriver,
  leakLines,
  percent,
  qualityFitCommand,
} from '../../../src/cli/commands/quality-fit.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { fileExists } from '../../../src/data/files.ts'
import { readQuality } from '../../../src/plant/quality/quality-model-file.ts'
import { madeRecords } from '../../plant/quality/made-records.ts'
import { recorder } from './synth-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-quality-fit-'))
afterAll(() => rmSync(folder, { recursive: true }))
const data = join(folder, 'press.csv')
const out = join(folder, 'press.millrace')
await writeCsv(data, madeRecords(300))

test('learns an operation from a bare file and writes the model', async () => {
  const { action, results, lines } = recorder()
  await qualityFitCommand(action).parseAsync(
    [data, '--out', out, '--outcome', 'result', '--failing', 'scrap', '--budget', '2s'].concat([
      '--ignore',
      'bore',
      '--lot',
      'lot',
      '--setting',
      'torque=30:60',
    ]),
    { from: 'user' },
  )
  expect(results[0]).toMatchObject({ operation: 'press', records: 300, advice: null, seed: 1 })
  expect(lines.join('\n')).toMatch(/left out serial: another value in every record/)
  expect(lines.join('\n')).toMatch(/press: 300 records, \d+ failing/)
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

test('columns that tell the outcome are named with what to do about them', () => {
  expect(leakLines([])).toEqual([])
  expect(
    leakLines([
      { column: 'retest', kind: 'alone', areaUnderRoc: 0.9987 },
      { column: 'defect', kind: 'level', level: '', records: 90, failing: 89 },
    ]),
  ).toEqual([
    'warning: column retest tells the outcome nearly alone (AUC 0.999)',
    'warning: column defect: 89 of 90 records without a value failed',
    '  if these are known only once the verdict is, all figures here are too good: fit again with --ignore retest,defect (in plant.yaml: ignore)',
  ])
})

test('a driver is told with the values of fewest and most failures', () => {
  const interval = { estimate: 0.041, lower: 0.03, upper: 0.05 }
  const torque = { column: 'torque', isSetting: true, importance: interval }
  const whatIfs = [
    { value: 41.23456, failureProbability: 0.05 },
    { value: 35.1, failureProbability: 0.031 },
    { value: 50, failureProbability: 0.21 },
  ]
  expect(describeDriver({ ...torque, whatIfs })).toBe(
    'torque: 0.0410; failures predicted: 3.1% at 35.1 to 21.0% at 50',
  )
  expect(describeDriver({ ...torque, whatIfs: [] })).toBe('torque: 0.0410')
})

test('shares are printed as percentages', () => expect(percent(0.1234)).toBe('12.3%'))
