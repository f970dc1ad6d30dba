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
