// What a command may do with the outside: print, show progress, be interrupted. `main.ts` makes it.

import type { WorkOptions } from '../progress.ts'

export interface CommandContext extends Required<WorkOptions> {
  /** Machine-readable output was asked for with `--json`. */
  readonly json: boolean
  /** Prints a line for a person; silent under `--json`. */
  print(line: string): void
  /** Prints the result under `--json`; silent otherwise. */
  printJson(value: unknown): void
}

export type CommandAction<Options> = (options: Options, context: CommandContext) => Promise<void>

/** Wraps an action so that it runs with a `CommandContext`; arguments arrive among the options. */
export type ActionWrapper = <Options extends { json?: boolean }>(
  run: CommandAction<Options>,
) => (options: Options) => Promise<void>
