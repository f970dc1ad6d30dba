import { expect, test } from 'vitest'
import { startWorker } from '../../../src/learning/training/worker-thread.ts'

test('the thread starts from the sources, and a broken task is an internal error', async () => {
  const worker = startWorker({
    // What no caller of ours passes.
    task: undefined as never,
    cancelFlag: new Int32Array(new SharedArrayBuffer(4)),
  })
  const message = await new Promise((resolve) => worker.on('message', resolve))
  expect(message).toMatchObject({ kind: 'error', code: 'internal' })
})
