#!/usr/bin/env node
// The command line: the only place that prints or exits.

import { Command, CommanderError } from 'commander'
import { exitCodes, MillraceError } from '../errors.ts'
import { version } from '../version.ts'
import type { CommandAction, CommandContext } from './context.ts'
import { addExamples } from './examples.ts'
import { createProgressLine } from './progress.ts'
import { commands } from './commands/index.ts'

const controller = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second one does not wait for the work to come to a stop.
    if (controller.signal.aborted) process.exit(exitCodes.cancelled)
    controller.abort(new Error(signal === 'SIGINT' ? 'interrupted' : 'terminated'))
  })
}
// A reader that stops early (`millrace ... | head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

const progressLine = createProgressLine(process.stderr)

function contextFor(json: boolean): CommandContext {
  return {
    json,
    signal: controller.signal,
    onProgress: (progress) => progressLine.update(progress),
    print(line) {
      progressLine.clear()
      if (!json) process.stdout.write(`${line}\n`)
    },
    printJson(value) {
      progressLine.clear()
      if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
    },
  }
}

function fail(error: unknown, json: boolean): never {
  progressLine.clear()
  if (error instanceof CommanderError) {
    process.exit(error.exitCode === 0 ? 0 : exitCodes['bad-input'])
  }
  if (error instanceof MillraceError) {
    if (json) {
      const { code, message, hint } = error
      process.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`)
    }
    process.stderr.write(`error: ${error.message}\n${error.hint ? `hint: ${error.hint}\n` : ''}`)
    process.exit(exitCodes[error.code])
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(exitCodes.internal)
}

const program = new Command('millrace')
  .description('Learn how a plant behaves, generate its futures, decide what is best over them.')
  .version(version)
  .showHelpAfterError('(millrace COMMAND --help shows the options)')

let isJson = false
const action =
  <Options extends { json?: boolean }>(run: CommandAction<Options>) =>
  async (options: Options): Promise<void> => {
    isJson = options.json ?? false
    await run(options, contextFor(isJson))
  }

for (const command of commands(action)) {
  program.addCommand(command)
  addExamples(command)
  if (command.commands.length === 0) {
    command.option('--json', 'print the result as JSON on standard output')
  }
}
// `exitOverride` goes last so that it reaches every subcommand.
const subcommands = program.commands.flatMap((command) => command.commands)
for (const command of [program, ...program.commands, ...subcommands]) command.exitOverride()

try {
  await program.parseAsync()
  progressLine.clear()
} catch (error) {
  fail(error, isJson)
}
