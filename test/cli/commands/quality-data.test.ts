import { expect, test } from 'vitest'
import { Command } from 'commander'
import {
  addQualityDataOptions,
  type QualityDataOptions,
  qualityDataOf,
} from '../../../src/cli/commands/quality-data.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { madeRecords } from '../../plant/quality/made-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-quality-data-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'press.csv')
await writeCsv(file, madeRecords(30))

async function read(data: string, ...options: string[]) {
  const command = addQualityDataOptions(new Command().exitOverride())
  command.parse(options, { from: 'user' })
  return qualityDataOf(data, command.opts<QualityDataOptions>())
}

test('options of a bare file say what plant.yaml would', async () => {
  const { specification, path } = await read(
    file,
    ...'--outcome result --failing scrap,rework --lot lot --ignore serial'.split(' '),
    ...'--setting torque=30:60 --setting a=b=-1:1.5 --inspection-capacity 5'.split(' '),
    ...'--scrap-cost 10 --inspection-cost 0 --escape-cost 60'.split(' '),
  )
  expect(path).toBe(file)
  expect(specification).toEqual({
    operation: 'press',
    columns: { lot: 'lot' },
    outcome: 'result',
    failing: ['scrap', 'rework'],
    settings: { torque: { lowest: 30, highest: 60 }, 'a=b': { lowest: -1, highest: 1.5 } },
    ignore: ['serial'],
    costs: { scrap: 10, inspection: 0, escape: 60 },
    inspection_capacity: 5,
  })
})

test('a measurement has limits instead of levels', async () => {
  const { specification } = await read(file, '--outcome', 'bore', '--lower', '19.5')
  expect(specification.limits).toEqual({ lower: 19.5, upper: undefined })
  await expect(read(file, '--outcome', 'bore')).rejects.toThrow('got neither')
  const turned = ['--outcome', 'bore', '--lower', '7', '--upper', '3']
  await expect(read(file, ...turned)).rejects.toThrow('--lower: not below --upper')
  await expect(read(file, '--outcome', 'bore', '--lower', '1', '--failing', 'x')).rejects.toThrow(
    'got both',
  )
})

test('what cannot be meant is refused', async () => {
  const outcome = ['--outcome', 'result', '--failing', 'scrap']
  await expect(read(file)).rejects.toThrow('--outcome: missing')
  await expect(read(file, ...outcome, '--scrap-cost', '1')).rejects.toThrow(
    'got --scrap-cost alone',
  )
  await expect(read(file, ...outcome, '--setting', 'torque=60:30')).rejects.toThrow('--setting')
  await expect(read(file, ...outcome, '--escape-cost', '-1')).rejects.toThrow('0 or more')
  await expect(read(file, ...outcome, '--ignore', 'serial,result')).rejects.toThrow(
    '--ignore: column result has another use, expected one that --outcome does not name',
  )
})

test('an operation of a plant needs no options', async () => {
  const plant = 'examples/pump-plant'
  const { specification, path } = await read(plant)
  expect(specification).toMatchObject({ operation: 'final-assembly', outcome: 'result' })
  expect(path).toContain('assembly-tests.csv')
  await expect(read(plant, '--operation', 'final-asembly')).rejects.toMatchObject({
    hint: 'Did you mean final-assembly?',
  })
  await expect(read(plant, '--lot', 'lot')).rejects.toThrow('--lot: of no use with a plant')
})

test('a plant may have quality alone', async () => {
  const yaml = [
    'name: Press shop',
    'quality:',
    '  - operation: press',
    '    file: press.csv',
    '    outcome: result',
    '    failing: [scrap]',
  ]
  await writeFile(join(folder, 'plant.yaml'), yaml.join('\n'))
  const { specification, path } = await read(folder)
  expect(specification).toMatchObject({ operation: 'press', failing: ['scrap'] })
  expect(path).toBe(file)
  await writeFile(
    join(folder, 'plant.yaml'),
    yaml.join('\n').replace('outcome: result', 'outcome: verdict'),
  )
  await expect(read(join(folder, 'plant.yaml'))).rejects.toThrow('verdict')
})
