// Windows over a panel: pieces of history with what followed, from which forecasters across series learn.

import type { Series } from './series.ts'

export interface WindowOptions {
  /** Steps of history that a window shows; a shorter history is padded on the left. */
  readonly contextLength: number
  readonly horizon: number
  /** Steps between the origins of a series, counted back from its last one. Default 1. */
  readonly stride?: number
  /** Values that the context must hold. Default 1. */
  readonly minimumHistory?: number
  /** Windows per series, the latest ones. Default all. */
  readonly limit?: number
}

/** Where windows lie: the window `i` is of series `series[i]`, its first future step is `origins[i]`. */
export interface WindowIndex {
  readonly count: number
  /** Position in `Panel.series`. */
  readonly series: Int32Array
  /** Offset in the values of that series. */
  readonly origins: Int32Array
}

/** All windows whose future lies within the history. */
export function trainingWindows(
  series: readonly Series[],
  {
    contextLength,
    horizon,
    stride = 1,
    minimumHistory = 1,
    limit = Number.POSITIVE_INFINITY,
  }: WindowOptions,
): WindowIndex {
  const positions: number[] = []
  const origins: number[] = []
  for (const [position, { values }] of series.entries()) {
    const first = Math.min(minimumHistory, contextLength)
    let taken = 0
    for (let origin = values.length - horizon; origin >= first; origin -= stride) {
      if (taken++ >= limit) break
      positions.push(position)
      origins.push(origin)
    }
  }
  return {
    count: origins.length,
    series: Int32Array.from(positions),
    origins: Int32Array.from(origins),
  }
}

/**
 * Copies `length` values from an offset into `target`; what lies outside the values is NaN.
 * The context of a window is `copySlice(values, origin - contextLength, contextLength, ...)`.
 */
export function copySlice(
  values: Float64Array,
  offset: number,
  length: number,
  target: Float32Array | Float64Array,
  targetOffset = 0,
): void {
  for (let i = 0; i < length; i++) {
    target[targetOffset + i] = values[offset + i] ?? Number.NaN
  }
}
