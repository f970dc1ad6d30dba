import { describe, expect, test } from 'vitest'
import { createStopwatch } from '../../src/loop/stopwatch.ts'

describe('stopwatch', () => {
  test('adds up the time of each stage, in the order in which they began', async () => {
    let clock = 0
    const watch = createStopwatch(() => clock)
    const work = (milliseconds: number) => async (): Promise<number> => (clock += milliseconds)
    await watch.time('load', work(500))
    await watch.time('plan', work(2000))
    await watch.time('load', work(250))
    expect(watch.stages()).toEqual([
      { stage: 'load', seconds: 0.75 },
      { stage: 'plan', seconds: 2 },
    ])
  })

  test('gives the result through, and counts work that fails', async () => {
    let clock = 0
    const watch = createStopwatch(() => clock)
    expect(await watch.time('load', async () => 'done')).toBe('done')
    const failing = watch.time('plan', async () => {
      clock += 1000
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(watch.stages().at(-1)).toEqual({ stage: 'plan', seconds: 1 })
  })
})
