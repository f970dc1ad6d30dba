import { writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { synthFitCommand } from '../../../src/cli/commands/synth-fit.ts'
import { readTableModel } from '../../../src/generative/tables/table-model.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { data, model, path } = await synthFolder()

test('learns the fields of a schema and writes the model', async () => {
  await writeFile(
    path('schema.yaml'),
    'fields:\n  machine: { kind: category, levels: [mill, lathe, drill] }\n  failed: { kind: boolean }\n',
  )
  const { action, results, lines } = recorder()
  await synthFitCommand(action).parseAsync(
    [data, '--out', model, '--schema', path('schema.yaml'), '--budget', '2s', '--seed', '3'],
    { from: 'user' },
  )
  expect(results[0]).toMatchObject({ family: 'autoregressive', records: 150, fields: 2, seed: 3 })
  expect(lines[0]).toMatch(/^150 records of 2 fields learnt in/)
  const opened = await readTableModel(model)
  expect(Object.keys(opened.description.schema.fields)).toEqual(['machine', 'failed'])
  await opened.release()
})

test('a privacy budget needs a schema, and its promise stays with the model', async () => {
  const { action, results, lines } = recorder()
  const run = (...options: string[]) =>
    synthFitCommand(action).parseAsync([data, '--out', model, '--budget', '2s', ...options], {
      from: 'user',
    })
  await expect(run('--epsilon', '3')).rejects.toThrow(
    '--epsilon: statistics fitted outside of the budget, expected --schema',
  )
  await expect(run('--delta', '1e-5')).rejects.toThrow('--delta: needs --epsilon')
  await run('--epsilon', '3', '--schema', path('schema.yaml'))
  const opened = await readTableModel(model)
  expect(opened.description.privacy).toMatchObject({ delta: 0.1 / 150, randomness: 'secure' })
  expect(opened.description.privacy!.epsilon).toBeLessThanOrEqual(3)
  expect(results[0]).toMatchObject({ privacy: opened.description.privacy })
  expect(lines.join('\n')).toContain('not covered: Several rows about one person')
  await opened.release()
})
