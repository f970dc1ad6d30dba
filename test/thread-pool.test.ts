import { afterAll, expect, test } from 'vitest'
import { createThreadPool } from '../src/thread-pool.ts'

interface Answer {
  readonly input: string
  readonly count: number
  readonly threadId: number
}

const entry = { importer: import.meta.url, stem: 'counting-worker' }
const pool = createThreadPool(entry, 2)
const ask = (input: string, signal?: AbortSignal): Promise<Answer> =>
  pool.run<Answer>(input, { signal })

afterAll(() => pool.close())

test('answers come to who asked, from no more threads than allowed, which are kept', async () => {
  const inputs = ['a', 'b', 'c', 'd', 'e', 'f']
  const answers = await Promise.all(inputs.map((input) => ask(input)))
  expect(answers.map(({ input }) => input)).toEqual(inputs)
  expect(new Set(answers.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2)
  const later = await ask('g')
  expect(later.count).toBeGreaterThan(1)
})

test('a mistake in the thread is thrown here, and the next is answered', async () => {
  await expect(ask('mistake')).rejects.toMatchObject({ code: 'bad-input', hint: 'none' })
  expect(await ask('after')).toMatchObject({ input: 'after' })
})

test('a cancelled signal ends threads at work and what waits for them', async () => {
  const stop = new AbortController()
  const work = Array.from({ length: 4 }, () => ask('forever', stop.signal))
  // The loop of this thread turns meanwhile.
  setTimeout(() => stop.abort(), 50)
  for (const { status, reason } of (await Promise.allSettled(work)) as PromiseRejectedResult[]) {
    expect(status).toBe('rejected')
    expect(reason).toMatchObject({ code: 'cancelled' })
  }
  expect(await ask('after')).toMatchObject({ input: 'after', count: 1 })
})
