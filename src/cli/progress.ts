// One line of progress on a terminal, or a few lines in a log with the end of every stage, always on standard
// error.

import type { Progress } from '../progress.ts'

const terminalIntervalSeconds = 0.1
/** Of a log, between lines of one stage that say something new; and where nothing new can be said. */
const logIntervalSeconds = 15
const silenceSeconds = 60

export interface ProgressLine {
  update(progress: Progress): void
  /** Leaves the terminal clean, and a log with the last that was told. */
  clear(): void
}

export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** `now` is in milliseconds; it is an argument so that a test can hold the clock. */
export function createProgressLine(
  stream: ProgressStream,
  now: () => number = Date.now,
): ProgressLine {
  let startedAt = now()
  let startFraction = 0
  let lastWrite = -Infinity
  let stage = ''
  let isDirty = false
  let toldPercent: number | undefined
  /** What a log was not told yet of the stage. */
  let untold: { readonly line: string; readonly percent: number | undefined } | undefined

  const tell = (): void => {
    // The same percentage twice says nothing.
    if (untold && untold.percent !== toldPercent) stream.write(`${untold.line}\n`)
    untold = undefined
  }

  return {
    update(progress) {
      const time = now()
      const isNewStage = progress.stage !== stage
      if (isNewStage) {
        tell()
        stage = progress.stage
        startedAt = time
        startFraction = progress.fraction ?? 0
        toldPercent = undefined
      }
      const line = describeProgress(progress, (time - startedAt) / 1000, startFraction)
      const waited = (time - lastWrite) / 1000
      if (stream.isTTY) {
        if (!isNewStage && waited < terminalIntervalSeconds) return
        stream.write(`\r\u001B[K${line.slice(0, (stream.columns ?? 80) - 1)}`)
        isDirty = true
      } else {
        const percent = percentOf(progress)
        const interval = percent === toldPercent ? silenceSeconds : logIntervalSeconds
        if (!isNewStage && waited < interval) {
          untold = { line, percent }
          return
        }
        stream.write(`${line}\n`)
        untold = undefined
        toldPercent = percent
      }
      lastWrite = time
    },
    clear() {
      tell()
      if (isDirty) stream.write('\r\u001B[K')
      isDirty = false
    },
  }
}

/**
 * `train vae  42%  12 s left  epoch 5, loss 0.31`: the time left at the pace of the stage, which began
 * `elapsedSeconds` ago at `startFraction`.
 */
export function describeProgress(
  progress: Progress,
  elapsedSeconds: number,
  startFraction = 0,
): string {
  const parts = [progress.stage]
  const { fraction } = progress
  if (fraction !== undefined) {
    parts.push(`${percentOf(progress)}%`)
    const done = fraction - startFraction
    if (done > 0.02 && fraction < 1 && elapsedSeconds > 1) {
      parts.push(`${describeSeconds((elapsedSeconds * (1 - fraction)) / done)} left`)
    }
  }
  if (progress.detail) parts.push(progress.detail)
  return parts.join('  ')
}

function percentOf({ fraction }: Progress): number | undefined {
  return fraction === undefined ? undefined : Math.round(100 * fraction)
}

function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return `${Math.ceil(seconds / 60)} min`
}
