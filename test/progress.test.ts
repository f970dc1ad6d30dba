import { afterEach, expect, test, vi } from 'vitest'
import {
  eachBeside,
  createPause,
  progressBeside,
  progressWithin,
  together,
  type Progress,
} from '../src/progress.ts'

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

test('work that runs beside other work gives its results, whatever begins first', async () => {
  const result = await together(async (run) => {
    const slow = run(() => new Promise<string>((resolve) => setTimeout(resolve, 10, 'slow')))
    const quick = run(async () => 'quick')
    return [await slow, await quick]
  })
  expect(result).toEqual(['slow', 'quick'])
})

test('the first failure cancels the rest, is waited for, and is what is thrown', async () => {
  let hasEnded = false
  const work = together(async (run, signal) => {
    const other = run(
      () =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            setTimeout(() => {
              hasEnded = true
              reject(new Error('cancelled'))
            }, 5)
          })
        }),
    )
    const failing = run(async () => {
      throw new Error('first')
    })
    return [await other, await failing]
  })
  await expect(work).rejects.toThrow('first')
  expect(hasEnded).toBe(true)
})

test('a signal from outside reaches all that runs', async () => {
  const { signal } = await together(async (_, stop) => ({ signal: stop }), {
    signal: AbortSignal.abort(),
  })
  expect(signal.aborted).toBe(true)
})

test('parts beside each other have one fraction, in the words of the first that is not done', () => {
  const seen: Progress[] = []
  const part = progressBeside((progress) => seen.push(progress), { forecast: 0.6, quality: 0.4 })
  part('forecast')({ stage: 'train', fraction: 0.5 })
  part('quality')({ stage: 'quality', fraction: 0.5 })
  part('forecast')({ stage: 'train', fraction: 1 })
  part('quality')({ stage: 'quality', fraction: 0.75 })
  expect(seen.map(({ stage }) => stage)).toEqual(['train', 'quality'])
  expect(seen[0]!.fraction).toBeCloseTo(0.3, 12)
  expect(seen[1]!.fraction).toBeCloseTo(0.9, 12)
})

test('items are worked on so many at once, begun in their order, until one fails', async () => {
  const begun: number[] = []
  let [now, most] = [0, 0]
  const work = async (item: number): Promise<void> => {
    begun.push(item)
    most = Math.max(most, ++now)
    await new Promise((resolve) => setImmediate(resolve))
    now--
    if (item === 5) throw new Error('five')
  }
  await eachBeside([1, 2, 3, 4], 2, work)
  expect(begun).toEqual([1, 2, 3, 4])
  expect(most).toBe(2)
  await expect(eachBeside([5, 6, 7, 8, 9], 2, work)).rejects.toThrow('five')
  expect(begun).not.toContain(9)
})
