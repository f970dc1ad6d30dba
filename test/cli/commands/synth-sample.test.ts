import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { synthFitCommand } from '../../../src/cli/commands/synth-fit.ts'
import { assignment, synthSampleCommand } from '../../../src/cli/commands/synth-sample.ts'
import { columnOf } from '../../../src/data/table/table.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { data, model, path } = await synthFolder()
const { action, lines } = recorder()
await synthFitCommand(action).parseAsync([data, '--out', model, '--budget', '1s'], { from: 'user' })

test('draws records under conditions, the same in every format', async () => {
  for (const name of ['a.csv', 'a.csv.gz', 'a.parquet']) {
    const options = ['--rows', '5000', '--out', path(name), '--given', 'machine=mill', 'torque=']
    await synthSampleCommand(action).parseAsync([model, ...options], { from: 'user' })
  }
  expect(lines.at(-1)).toBe(`5000 records written to ${path('a.parquet')}`)
  const [plain, packed, parquet] = await Promise.all(
    ['a.csv', 'a.csv.gz', 'a.parquet'].map((name) => readTable(path(name))),
  )
  expect(plain!.rowCount).toBe(5000)
  expect(columnOf(plain!, 'machine', 'text').levels).toEqual(['mill'])
  for (const name of ['batch', 'speed', 'started', 'failed']) {
    expect(packed!.columns.get(name)).toEqual(plain!.columns.get(name))
    expect(parquet!.columns.get(name)).toEqual(plain!.columns.get(name))
  }
  expect((await readFile(path('a.csv'), 'utf8')).match(/^batch/gm)).toHaveLength(1)
})

test('a condition is a field and a value', () => {
  expect(assignment('income=<=50K')).toEqual(['income=<', '50K'])
  expect(assignment('torque=')).toEqual(['torque', ''])
  expect(() => assignment('torque')).toThrow('expected field=value, got "torque"')
})
