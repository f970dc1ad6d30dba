// Runs one command in this process, with what it prints kept.

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { ActionWrapper } from '../../../src/cli/context.ts'

export interface CommandRun {
  readonly lines: readonly string[]
  readonly json: unknown
}

/** `line` is cut at blanks; what holds blanks comes after it. */
export async function runCommand(
  make: (action: ActionWrapper) => Command,
  line: string,
  ...more: readonly string[]
): Promise<CommandRun> {
  const lines: string[] = []
  let json: unknown
  const command = make(
    (run) => (options) =>
      run(options, {
        json: false,
        signal: new AbortController().signal,
        onProgress: () => undefined,
        print: (line) => lines.push(line),
        printJson: (value) => {
          json = value
        },
      }),
  )
  await command.exitOverride().parseAsync([...line.split(' '), ...more], { from: 'user' })
  return { lines, json }
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'millrace-demand-'))
}

/** Two monthly series with promotions, and two months of promotions to come. */
export function monthlyCsv(months = 36): string {
  const rows = ['unique_id,ds,y,promotion']
  for (const [id, level] of [
    ['pump', 40],
    ['valve', 3],
  ] as const) {
    for (let i = 0; i < months + 2; i++) {
      const date = new Date(Date.UTC(2021, i, 1)).toISOString().slice(0, 10)
      const value = i < months ? level + (i % 12) + ((i * 7) % 5) : ''
      rows.push(`${id},${date},${value},${i % 6 === 0 ? 1 : 0}`)
    }
  }
  return `${rows.join('\n')}\n`
}
