import { expect, test } from 'vitest'
import { synthFitCommand } from '../../../src/cli/commands/synth-fit.ts'
import { synthImputeCommand } from '../../../src/cli/commands/synth-impute.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { columnOf } from '../../../src/data/table/table.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { data, model, path } = await synthFolder()

test('fills the gaps of a file', async () => {
  const { action, lines } = recorder()
  await synthFitCommand(action).parseAsync([data, '--out', model, '--budget', '1s'], {
    from: 'user',
  })
  const out = path('filled.csv')
  await synthImputeCommand(action).parseAsync([model, data, '--out', out], { from: 'user' })
  expect(columnOf(await readTable(out), 'torque', 'number').values.some(Number.isNaN)).toBe(false)
  expect(lines.at(-1)).toBe(`150 records without gaps written to ${out}`)
})
