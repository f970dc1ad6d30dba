// Runs the command line as a user would, in a process of its own: the build where it is newer than
// every source (so in `npm test`), else the sources.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface CliResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  /** Sends an interrupt (Ctrl-C) once standard error holds this text. */
  readonly interruptAt?: string
}

export function millrace(
  args: readonly string[],
  { interruptAt }: CliOptions = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [...program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  let stdout = ''
  let stderr = ''
  let isInterrupted = false
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    if (interruptAt !== undefined && !isInterrupted && stderr.includes(interruptAt)) {
      isInterrupted = true
      child.kill('SIGINT')
    }
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const program = isBuildCurrent('dist/cli/main.js')
  ? ['dist/cli/main.js']
  : ['--import', 'tsx', 'src/cli/main.ts']

function isBuildCurrent(built: string): boolean {
  if (!existsSync(built)) return false
  const builtAt = statSync(built).mtimeMs
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  return sources.every((source) => statSync(join('src', source)).mtimeMs < builtAt)
}
