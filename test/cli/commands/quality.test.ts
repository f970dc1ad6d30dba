import { expect, test } from 'vitest'
import { qualityCommand } from '../../../src/cli/commands/quality.ts'
import { recorder } from './synth-commands.ts'

test('quality has a command for every step, each with --json', () => {
  const { commands } = qualityCommand(recorder().action)
  expect(commands.map((command) => command.name())).toEqual(['fit', 'predict', 'advise', 'inspect'])
  const isJson = commands.every((command) => command.options.some(({ long }) => long === '--json'))
  expect(isJson).toBe(true)
})
