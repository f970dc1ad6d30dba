import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands/index.ts'
import { addExamples } from '../../src/cli/examples.ts'

function leavesOf(command: Command, path = command.name()): [string, Command][] {
  if (command.commands.length === 0) return [[path, command]]
  return command.commands.flatMap((below) => leavesOf(below, `${path} ${below.name()}`))
}

/** What `--help` says after the options. */
function examplesOf(command: Command): string[] {
  let text = ''
  command.configureOutput({ writeOut: (part) => void (text += part) }).outputHelp()
  return text.split('\n').flatMap((line) => (/^ {2}millrace /.test(line) ? [line.trim()] : []))
}

const made = commands(() => () => Promise.resolve())
for (const command of made) addExamples(command)

test.each(made.flatMap((command) => leavesOf(command)))(
  '%s shows an example with options that it has',
  (path, command) => {
    const examples = examplesOf(command)
    expect(examples.length).toBeGreaterThan(0)
    const known = new Set(command.options.map(({ long }) => long))
    for (const example of examples) {
      expect(example).toMatch(new RegExp(`^millrace ${path} `))
      const options: string[] = example.match(/--[a-z-]+/g) ?? []
      expect(options.filter((option) => !known.has(option))).toEqual([])
      const required = command.options.filter(({ mandatory }) => mandatory)
      expect(required.filter(({ long }) => !options.includes(long!))).toEqual([])
    }
  },
)
