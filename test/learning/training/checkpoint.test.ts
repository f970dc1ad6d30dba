import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCheckpoint, writeCheckpoint } from '../../../src/learning/training/checkpoint.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'checkpoint-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const checkpoint = {
  fingerprint: 'abc',
  history: [{ epoch: 1, losses: { vae: 0.5 }, validation: {} }],
  bestEpoch: 1,
  bestMetric: 0.25,
  state: Float32Array.of(1, 2, 3),
  best: Float32Array.of(4, 5.5),
}

describe('checkpoint', () => {
  test('gives back what was written, and leaves nothing else in the folder', () => {
    const path = join(folder, 'run')
    writeCheckpoint(path, checkpoint)
    expect(readCheckpoint(path, 'abc')).toEqual(checkpoint)
    expect(readdirSync(folder)).toEqual(['run'])
  })

  test('none is no error', () => {
    expect(readCheckpoint(join(folder, 'run'), 'abc')).toBeUndefined()
  })

  test('that of another run is refused', () => {
    const path = join(folder, 'run')
    writeCheckpoint(path, checkpoint)
    expect(() => readCheckpoint(path, 'xyz')).toThrow('got one of another run')
    writeFileSync(path, 'something else')
    expect(() => readCheckpoint(path, 'abc')).toThrow('got another kind of file')
  })

  test('one that cannot be written is an error that names it', () => {
    expect(() => writeCheckpoint(join(folder, 'no', 'such'), checkpoint)).toThrow(
      'cannot be written',
    )
  })
})
