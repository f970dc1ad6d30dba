import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { forecastCommand } from '../../../src/cli/commands/forecast.ts'
import { runCommand, temporaryFolder } from './demand-commands.ts'

test('columns go by the names that are given', async () => {
  const folder = await temporaryFolder()
  const data = join(folder, 'sales.csv')
  const rows = Array.from({ length: 20 }, (_, i) => `pump,${i + 1},${(i * 3) % 7}`)
  await writeFile(data, `item,week,sold\n${rows.join('\n')}\n`)
  const { json } = await runCommand(
    forecastCommand,
    `--data ${data} --horizon 2 --season 4 --model ses --id item --time week --target sold --out ${join(folder, 'out.csv')}`,
  )
  expect(json).toMatchObject({ seasonLength: 4, first: '21', last: '22' })
})

test('a file that leaves out what was not sold is told of --zero-gaps, unless it is given', async () => {
  const folder = await temporaryFolder()
  const data = join(folder, 'sales.csv')
  const rows = Array.from({ length: 20 }, (_, i) => `pump,${3 * i + 1 + (i % 2)},${1 + (i % 5)}`)
  await writeFile(data, `unique_id,ds,y\n${rows.join('\n')}\n`)
  const line = `--data ${data} --horizon 2 --season 4 --model empirical --out ${join(folder, 'out.csv')}`
  const { lines, json } = await runCommand(forecastCommand, line)
  expect(lines.join('\n')).toMatch(/note: 33% of the periods .* add --zero-gaps/)
  expect(json).toMatchObject({ notes: [expect.stringContaining('--zero-gaps')] })
  const told = await runCommand(forecastCommand, `${line} --zero-gaps`)
  expect(told.json).toMatchObject({ notes: [] })
})

test('options that make no sense are refused by name', async () => {
  await expect(
    runCommand(forecastCommand, '--data x.csv --horizon soon --out y.csv'),
  ).rejects.toThrow('--horizon: not usable, expected a whole number of at least 1, got "soon"')
})
