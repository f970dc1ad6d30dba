import { afterEach, expect, test, vi } from 'vitest'
import { createPause, progressWithin, type Progress } from '../src/progress.ts'

afterEach(() => void vi.restoreAllMocks())

test('the progress of a part lands in its span of the whole', () => {
  const seen: Progress[] = []
  const report = progressWithin((progress) => seen.push(progress), 0.5, 0.75)
  report?.({ stage: 'train', fraction: 0 })
  report?.({ stage: 'train', fraction: 1 })
  expect(seen.map((progress) => progress.fraction)).toEqual([0.5, 0.75])
})

test('nobody listening stays nobody listening', () => {
  expect(progressWithin(undefined, 0, 1)).toBeUndefined()
})

test('a pause reports and lets others have their turn once 25 ms have passed, and not before', async () => {
  let now = 1000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const seen: Progress[] = []
  let turns = 0
  const countTurns = (): void => {
    immediate = setImmediate(() => {
      turns++
      countTurns()
    })
  }
  let immediate: NodeJS.Immediate
  countTurns()
  const pause = createPause({ onProgress: (progress) => seen.push(progress) })
  await pause('score', 0)
  expect(turns).toBeGreaterThan(0)
  const before = turns
  now += 24
  await pause('score', 0.1)
  expect(turns).toBe(before)
  now += 1
  await pause('score', 0.2)
  expect(turns).toBeGreaterThan(before)
  expect(seen).toEqual([
    { stage: 'score', fraction: 0 },
    { stage: 'score', fraction: 0.2 },
  ])
  clearImmediate(immediate!)
})

test('a pause ends the work that is no longer wished for', async () => {
  const stop = new AbortController()
  const pause = createPause({ signal: stop.signal })
  setImmediate(() => stop.abort())
  await expect(pause('score')).rejects.toMatchObject({ code: 'cancelled' })
})
