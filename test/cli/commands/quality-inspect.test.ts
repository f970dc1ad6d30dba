import { expect, test } from 'vitest'
import { qualityInspectCommand } from '../../../src/cli/commands/quality-inspect.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { columnOf } from '../../../src/data/table/table.ts'
import { qualityFolder } from './quality-files.ts'
import { recorder } from './synth-commands.ts'

const { data, model, path } = await qualityFolder()
const out = path('inspect.csv')

async function inspected(...options: string[]): Promise<Float64Array> {
  const { action } = recorder()
  await qualityInspectCommand(action).parseAsync([model, data, '--out', out, ...options], {
    from: 'user',
  })
  return columnOf(await readTable(out), 'inspect', 'number').values
}

test('inspects what is likelier to fail than the threshold of the costs', async () => {
  const flags = await inspected()
  const p = columnOf(await readTable(out), 'failure_probability', 'number').values
  // Inspection 1, scrap 10, escape 60.
  expect([...flags]).toEqual(Array.from(p, (value) => +(value > 1 / 50)))
})

test('keeps to the capacity, by units or by whole lots', async () => {
  const sum = (flags: Float64Array): number => flags.reduce((a, b) => a + b, 0)
  expect(sum(await inspected('--capacity', '7'))).toBe(7)
  const lots = await inspected('--capacity', '50', '--whole-lots')
  expect(sum(lots)).toBe(40)
  for (let row = 0; row < 200; row++) expect(lots[row]).toBe(lots[row - (row % 20)])
})
