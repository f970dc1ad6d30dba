import { expect, test } from 'vitest'
import { synthCommand } from '../../../src/cli/commands/synth.ts'
import { recorder } from './synth-commands.ts'

test('synth has a command for every step, each with --json', () => {
  const { commands } = synthCommand(recorder().action)
  expect(commands.map((command) => command.name())).toEqual([
    'schema',
    'fit',
    'sample',
    'impute',
    'score',
    'report',
  ])
  const isJson = commands.every((command) => command.options.some(({ long }) => long === '--json'))
  expect(isJson).toBe(true)
})
