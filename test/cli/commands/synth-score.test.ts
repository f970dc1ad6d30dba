import { expect, test } from 'vitest'
import { synthFitCommand } from '../../../src/cli/commands/synth-fit.ts'
import { synthScoreCommand } from '../../../src/cli/commands/synth-score.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { data, model, path } = await synthFolder()

test('writes the surprise of every record', async () => {
  const { action, results } = recorder()
  await synthFitCommand(action).parseAsync([data, '--out', model, '--budget', '1s'], {
    from: 'user',
  })
  const out = path('scores.csv')
  const options = ['--out', out, '--orders', '1']
  await synthScoreCommand(action).parseAsync([model, data, ...options], { from: 'user' })
  const scores = await readTable(out)
  expect([...scores.columns.keys()]).toEqual(['row', 'surprise', 'excess', 'field'])
  expect(results.at(-1)).toMatchObject({ rows: 150, orders: 1 })
})
