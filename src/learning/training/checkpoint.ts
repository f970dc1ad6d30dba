// The state of a run as a file: a line of JSON, then numbers. It is written under a temporary name and
// renamed, so that the last whole checkpoint survives whatever happens.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { MillraceError } from '../../errors.ts'
import type { EpochRecord } from './task.ts'

export interface Checkpoint {
  /** Of everything that makes the run what it is; another run's checkpoint is refused. */
  readonly fingerprint: string
  readonly history: readonly EpochRecord[]
  /** Best epoch so far and its metric; the metric is null where none is watched. */
  readonly bestEpoch: number
  readonly bestMetric: number | null
  readonly state: Float32Array
  readonly best: Float32Array
}

const format = 'millrace-checkpoint-1'

export function writeCheckpoint(path: string, checkpoint: Checkpoint): void {
  const { state, best, ...rest } = checkpoint
  const header = { format, ...rest, stateLength: state.length, bestLength: best.length }
  const temporary = `${path}.partial`
  try {
    writeFileSync(
      temporary,
      Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), bytesOf(state), bytesOf(best)]),
    )
    renameSync(temporary, path)
  } catch (cause) {
    rmSync(temporary, { force: true })
    throw new MillraceError('not-found', `checkpoint '${path}': cannot be written`, { cause })
  }
}

/** Undefined where there is none. Throws `conflict` for the checkpoint of another run. */
export function readCheckpoint(path: string, fingerprint: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined
  const bytes = readFileSync(path)
  const header = parseHeader(bytes.subarray(0, bytes.indexOf(10)))
  if (header?.fingerprint !== fingerprint) {
    const got = header === undefined ? 'another kind of file' : 'one of another run'
    throw new MillraceError(
      'conflict',
      `checkpoint '${path}': does not fit, expected one of this run, got ${got}`,
      { hint: 'Give another path, or remove the file to train from the start.' },
    )
  }
  const { stateLength, bestLength, history, bestEpoch, bestMetric } = header
  // Copied, because the header's length does not keep the numbers aligned.
  const numbers = new Float32Array(
    Uint8Array.from(bytes.subarray(bytes.indexOf(10) + 1)).buffer,
    0,
    stateLength + bestLength,
  )
  return {
    fingerprint,
    history,
    bestEpoch,
    bestMetric,
    state: numbers.slice(0, stateLength),
    best: numbers.slice(stateLength),
  }
}

interface Header extends Omit<Checkpoint, 'state' | 'best'> {
  readonly format: string
  readonly stateLength: number
  readonly bestLength: number
}

function parseHeader(bytes: Buffer): Header | undefined {
  try {
    // Only files that start with our format are read any further.
    const header = JSON.parse(bytes.toString()) as Header
    return header.format === format ? header : undefined
  } catch {
    return undefined
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
