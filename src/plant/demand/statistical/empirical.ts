// Empirical quantiles of a recent window: the future is drawn from the last values, in blocks that keep
// neighbouring steps together (circular block bootstrap, Politis & Romano 1992). The length of the window
// is chosen for all series together, on the last horizon of each history.

import { deciles, quantileLossSums } from '../../../generative/evaluation/scores.ts'
import { quantileOfSorted } from '../../../statistics/quantile.ts'
import { stratifiedUniforms } from './draws.ts'
import { type History, localForecaster, type LocalMethod } from './local.ts'

const windowLengths = [6, 9, 12, 18, 24, 36, 52, 78, 104, 156]
/** Steps that a block keeps together. */
const blockLength = 3

/** Of a fixed window length, or of the one that did best on the held-out ends of the histories. */
export function empiricalMethod(windowLength?: number): LocalMethod<null, number> {
  return {
    name: windowLength === undefined ? 'empirical' : `empirical-${windowLength}`,
    fit: () => null,
    pool: (histories, _parameters, { horizon }) =>
      windowLength ?? bestWindowLength(histories, horizon),
    sample({ values }, _parameters, length, horizon, random, paths) {
      const window = values.subarray(Math.max(0, values.length - length))
      const count = paths.length / horizon
      for (let block = 0; block < horizon; block += blockLength) {
        const draws = stratifiedUniforms(random, count)
        for (let i = 0; i < count; i++) {
          const start = Math.floor(draws[i]! * window.length)
          for (let step = block; step < Math.min(horizon, block + blockLength); step++) {
            paths[i * horizon + step] = window[(start + step - block) % window.length]!
          }
        }
      }
    },
  }
}

export const empirical = localForecaster(empiricalMethod())

function bestWindowLength(histories: readonly History[], horizon: number): number {
  let best = 24
  let least = Number.POSITIVE_INFINITY
  const longest = Math.max(0, ...histories.map(({ values }) => values.length - horizon))
  for (const length of windowLengths) {
    if (length > longest && least < Number.POSITIVE_INFINITY) break
    const loss = histories.reduce((sum, history) => sum + lossOf(history, length, horizon), 0)
    if (loss < least) {
      least = loss
      best = length
    }
  }
  return best
}

/** Quantile loss of the window before the last horizon, in units of the history's mean size. */
function lossOf({ values }: History, length: number, horizon: number): number {
  const origin = values.length - horizon
  if (origin < 2) return 0
  const sorted = values.slice(Math.max(0, origin - length), origin).sort()
  const levels = deciles.map((level) => quantileOfSorted(sorted, level))
  const quantiles = new Float64Array(horizon * levels.length)
  for (let step = 0; step < horizon; step++) quantiles.set(levels, step * levels.length)
  return quantileLossSums(values.subarray(origin), quantiles).loss
}
