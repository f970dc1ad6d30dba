// What a command leaves behind: its sentence, its exit code, and the files of a folder.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { millrace } from './cli.ts'

/** What a command did, and what became of a folder. */
export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly error: string
  readonly hint: string
  /** Whether every file of the folder is as it was, and there is no other. */
  readonly isUnchanged: boolean
}

export async function outcomeOf(own: string, args: readonly string[]): Promise<Outcome> {
  const before = await contentOf(own)
  const { code, stdout, stderr } = await millrace(args)
  const line = (start: string): string =>
    stderr.split('\n').find((text) => text.startsWith(start)) ?? ''
  const after = await contentOf(own)
  const isUnchanged = JSON.stringify(after) === JSON.stringify(before)
  return { code, stdout, error: line('error: '), hint: line('hint: '), isUnchanged }
}

/** Exit code 2, one sentence, perhaps a hint, nothing on standard output, the folder as it was. */
export function refusal(message: string, hint = ''): Outcome {
  return {
    code: 2,
    stdout: '',
    error: expect.stringContaining(message) as string,
    hint: expect.stringContaining(hint) as string,
    isUnchanged: true,
  }
}

/** Every file under a folder with its content. */
export async function contentOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const contents = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path, await readFile(path, 'latin1')] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
