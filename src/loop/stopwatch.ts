// How long each stage of a run took.

import type { Stage } from './report/content.ts'

export interface Stopwatch {
  /** Runs the work and adds its time to the stage. */
  time<T>(stage: Stage, work: () => Promise<T>): Promise<T>
  /** In the order in which they began. */
  stages(): { readonly stage: Stage; readonly seconds: number }[]
}

/** `now` is in milliseconds; it is an argument so that a test can hold the clock. */
export function createStopwatch(now: () => number = () => performance.now()): Stopwatch {
  const seconds = new Map<Stage, number>()
  return {
    async time(stage, work) {
      const started = now()
      seconds.set(stage, seconds.get(stage) ?? 0)
      try {
        return await work()
      } finally {
        seconds.set(stage, seconds.get(stage)! + (now() - started) / 1000)
      }
    },
    stages: () => [...seconds].map(([stage, spent]) => ({ stage, seconds: spent })),
  }
}
