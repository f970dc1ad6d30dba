import { expect, test } from 'vitest'
import { runOffThread } from '../src/off-thread.ts'

const nowhere = { importer: import.meta.url, stem: 'nowhere' }

test('a thread that fails to start is an error, not a wait', async () => {
  await expect(runOffThread(nowhere, 1)).rejects.toThrow('nowhere')
})

test('a signal that is already aborted starts nothing', async () => {
  const work = runOffThread(nowhere, 1, { signal: AbortSignal.abort() })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})
