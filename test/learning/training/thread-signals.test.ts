import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  askToStop,
  createThreadSignals,
  guardExit,
  isAskedToStop,
  releaseExit,
  reportEnd,
} from '../../../src/learning/training/thread-signals.ts'

test('a thread is asked to stop through memory that it shares', () => {
  const signals = createThreadSignals()
  expect(isAskedToStop(signals)).toBe(false)
  askToStop(signals)
  expect(isAskedToStop(signals)).toBe(true)
  expect(signals.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('the end of a process is guarded while threads run, by one listener', () => {
  const before = process.listenerCount('exit')
  const [first, second] = [createThreadSignals(), createThreadSignals()]
  guardExit(first)
  guardExit(second)
  expect(process.listenerCount('exit')).toBe(before + 1)
  releaseExit(first)
  expect(process.listenerCount('exit')).toBe(before + 1)
  reportEnd(second)
  releaseExit(second)
  expect(process.listenerCount('exit')).toBe(before)
})

test('a process that fails while a network is in training ends with that error', async () => {
  const script = fileURLToPath(new URL('leaving.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script])
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(said).toContain('failed elsewhere')
  expect(said).not.toContain('terminate called')
  expect(code).toBe(1)
}, 30_000)
