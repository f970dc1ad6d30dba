// One line of progress on a terminal, or a line every few seconds in a log with the end of every stage, always
// on standard error.

import type { Progress } from '../progress.ts'

const logIntervalSeconds = 5

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
  /** What a log was not told yet of the stage. */
  let untold = ''

  const tell = (): void => {
    if (untold !== '') stream.write(`${untold}\n`)
    untold = ''
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
      }
      const line = describeProgress(progress, (time - startedAt) / 1000, startFraction)
      const interval = stream.isTTY ? 100 : logIntervalSeconds * 1000
      if (!isNewStage && time - lastWrite < interval) {
        if (!stream.isTTY) untold = line
        return
      }
      lastWrite = time
      if (stream.isTTY) {
        stream.write(`\r\u001B[K${line.slice(0, (stream.columns ?? 80) - 1)}`)
        isDirty = true
      } else {
        untold = line
        tell()
      }
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
  const fraction = progress.fraction
  if (fraction !== undefined) {
    parts.push(`${Math.round(100 * fraction)}%`)
    const done = fraction - startFraction
    if (done > 0.02 && fraction < 1 && elapsedSeconds > 1) {
      parts.push(`${describeSeconds((elapsedSeconds * (1 - fraction)) / done)} left`)
    }
  }
  if (progress.detail) parts.push(progress.detail)
  return parts.join('  ')
}

function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return `${Math.ceil(seconds / 60)} min`
}
