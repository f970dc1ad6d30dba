import { expect, test } from 'vitest'
import { maintenanceCommand } from '../../../src/cli/commands/maintenance.ts'
import { recorder } from './synth-commands.ts'

test('every part can print JSON', () => {
  const { commands } = maintenanceCommand(recorder().action)
  expect(commands.map((command) => command.name())).toEqual(
    expect.arrayContaining(['fit', 'predict', 'schedule']),
  )
  for (const command of commands) {
    expect(command.options.map(({ long }) => long)).toContain('--json')
  }
})
