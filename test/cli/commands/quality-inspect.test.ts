import { expect, test } from 'vitest'
import { qualityInspectCommand, whyInspected } from '../../../src/cli/commands/quality-inspect.ts'
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

test('says from which risk on an inspection pays, or that none does', () => {
  const costs = { scrap: 40, inspection: 1.5, escape: 300 }
  expect(whyInspected(costs, Float64Array.of(0.001, 0.006, 0.5), 1)).toBe(
    'why: an inspection (1.5) pays from a failure probability of 0.58% on (escape 300 less scrap 40), which 2 records have; capacity 1',
  )
  expect(whyInspected({ ...costs, escape: 41 }, Float64Array.of(1), 1)).toBe(
    'why: no inspection (1.5) pays, because it saves at most an escape (41) less scrap (40)',
  )
})
