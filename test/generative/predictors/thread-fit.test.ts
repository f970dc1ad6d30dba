import { expect, test } from 'vitest'
import { threadCount, threadFit } from '../../../src/generative/predictors/thread-fit.ts'
import { linkedRows } from '../evaluation/tables.ts'

const rows = linkedRows(2000, 1)
const features = rows.slice(0, 2)
const target = Float64Array.from(rows[1]!.kind === 'number' ? rows[1]!.values : [])
const endless = threadFit({ kind: 'random-forest', options: { trees: 1_000_000 } })

test('this thread stays free while others fit, and a signal ends them', async () => {
  const stop = new AbortController()
  const fits = Array.from({ length: threadCount + 1 }, () =>
    endless(features, target, { signal: stop.signal }),
  )
  // Heard only by a thread that is free.
  setTimeout(() => stop.abort(), 20)
  const codes = fits.map((fit) => fit.catch((error: { code: string }) => error.code))
  expect(new Set(await Promise.all(codes))).toEqual(new Set(['cancelled']))
})

test('a mistake of one fit leaves the others as they are', async () => {
  const quick = threadFit({ kind: 'ridge-regression', options: {} })
  const wrong = quick(null as unknown as typeof features, target)
  const right = quick(features, target)
  await expect(wrong).rejects.toMatchObject({ code: 'internal' })
  expect((await right).predict(features)).toHaveLength(2000)
})
