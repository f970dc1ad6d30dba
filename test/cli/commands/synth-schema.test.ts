import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { synthSchemaCommand } from '../../../src/cli/commands/synth-schema.ts'
import { parseSchema } from '../../../src/data/table/schema-file.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { data, path } = await synthFolder()

test('a proposal is printed, or written to a file', async () => {
  const { action, lines } = recorder()
  await synthSchemaCommand(action).parseAsync([data], { from: 'user' })
  expect(parseSchema(lines.join('\n')).fields['machine']).toMatchObject({ kind: 'category' })
  await synthSchemaCommand(action).parseAsync([data, '--out', path('s.yaml')], { from: 'user' })
  expect(`${lines[0]}\n`).toBe(await readFile(path('s.yaml'), 'utf8'))
  expect(lines[1]).toBe(`8 fields written to ${path('s.yaml')}`)
})

test('under a budget only what stands out of the noise is proposed', async () => {
  const { action, lines, results } = recorder()
  await synthSchemaCommand(action).parseAsync([data, '--epsilon', '9'], { from: 'user' })
  const text = lines.join('\n')
  expect(text).toContain('found under a privacy budget of epsilon')
  expect(parseSchema(text).constraints).toEqual([])
  const { epsilon } = results.at(-1) as { epsilon: number }
  expect(epsilon).toBeLessThanOrEqual(9)
})

test('related tables have no budget', async () => {
  const { action } = recorder()
  await expect(
    synthSchemaCommand(action).parseAsync([data, '--epsilon', '1', '--entity', 'machine'], {
      from: 'user',
    }),
  ).rejects.toThrow('--epsilon: promises to hide single rows')
})
