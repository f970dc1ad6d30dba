import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { qualityAdviseCommand } from '../../../src/cli/commands/quality-advise.ts'
import { qualityFolder } from './quality-files.ts'
import { recorder } from './synth-commands.ts'

const { data, model, path } = await qualityFolder()

test('proposes a setting within its range, and writes the same that it prints', async () => {
  const { action, results, lines } = recorder()
  const out = path('advice.json')
  await qualityAdviseCommand(action).parseAsync([model, data, '--out', out], { from: 'user' })
  expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(results[0])
  const { changes } = results[0] as { changes: { column: string; to: number }[] }
  const reasons = lines.filter((line) => line.startsWith('  failures fall from '))
  expect(reasons).toHaveLength(changes.length)
  for (const { column, to } of changes) {
    expect(column).toBe('torque')
    expect(to).toBeGreaterThanOrEqual(30)
    expect(to).toBeLessThanOrEqual(60)
  }
  expect(lines.length).toBeGreaterThan(0)
})
