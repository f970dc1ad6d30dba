import { expect, test } from 'vitest'
import { createThreadSignals } from '../src/learning/training/thread-signals.ts'
import { startWorker } from '../src/worker-thread.ts'

const importer = new URL('../src/learning/training/fit.ts', import.meta.url).href

test('a thread runs the TypeScript sources with the data that it is given', async () => {
  // What no caller of ours passes, so that the thread's own words come back.
  const workerData = { task: undefined, signals: createThreadSignals() }
  const worker = startWorker(importer, 'worker', { workerData })
  const message = await new Promise((resolve) => worker.on('message', resolve))
  expect(message).toMatchObject({ kind: 'error', code: 'internal' })
})

test('a worker file that is not there ends in an error that names it', async () => {
  const worker = startWorker(importer, 'absent')
  const error = await new Promise<Error>((resolve) => worker.on('error', resolve))
  expect(error.message).toContain('absent')
})
