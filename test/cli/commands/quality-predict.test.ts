import { expect, test } from 'vitest'
import { qualityPredictCommand } from '../../../src/cli/commands/quality-predict.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { columnOf } from '../../../src/data/table/table.ts'
import { qualityFolder } from './quality-files.ts'
import { recorder } from './synth-commands.ts'

const { data, model, path } = await qualityFolder()

test('writes the failure probability of every record, and what is outside', async () => {
  const { action, results, lines } = recorder()
  const out = path('predictions.csv')
  await qualityPredictCommand(action).parseAsync([model, data, '--out', out], { from: 'user' })
  const written = await readTable(out)
  expect([...written.columns.keys()]).toEqual([
    'row',
    'lot',
    'failure_probability',
    'surprise',
    'outside',
  ])
  const p = columnOf(written, 'failure_probability', 'number').values
  expect(p.every((value) => value > 0 && value < 1)).toBe(true)
  const expected = p.reduce((sum, value) => sum + value, 0)
  expect(results[0]).toMatchObject({ records: 200 })
  expect((results[0] as { expectedFailures: number }).expectedFailures).toBeCloseTo(expected, 6)
  expect(lines[0]).toMatch(/^200 records of press, [\d.]+% expected to fail/)
})
