// What a model said of the lives that it was taught without, kept with it: on these, ways to maintain the
// fleet are compared.

import type { Bins } from '../../../generative/histogram.ts'
import type { MachineHistory } from '../histories.ts'
import type { Trajectory } from '../outcome.ts'
import { remainingLife } from '../remaining-life.ts'
import { calibratedDraws, type LifeCalibration } from './calibration.ts'
import type { LifeRows } from './rows.ts'

/** One life that ended in a failure; plain data, kept in the file of a model. */
export interface HeldOutHistory {
  readonly lifeCycles: number
  /** At which it was looked at, ascending. */
  readonly ages: readonly number[]
  /** `[ages][drawCount]`: remaining lives as equally likely draws, ascending. */
  readonly draws: readonly (readonly number[])[]
}

const drawCount = 40
/** Of all lives together, so that a file stays small. */
const mostLooks = 2000

/** @param probability `[rows, bins]`: what the networks without a row's machine said. */
export function heldOutHistories(
  histories: readonly MachineHistory[],
  rows: LifeRows,
  probability: Float32Array,
  { bins, calibration }: { readonly bins: Bins; readonly calibration: LifeCalibration },
): HeldOutHistory[] {
  const binCount = bins.low.length
  const stride = Math.max(1, Math.ceil(rows.rowCount / mostLooks))
  const looks = histories.map((): { age: number; draws: number[] }[] => [])
  for (let row = 0; row < rows.rowCount; row += stride) {
    if (rows.outcome[2 * row + 1] !== 1) continue
    const history = rows.historyOf[row]!
    const { startCycle, endCycle } = histories[history]!
    const own = probability.subarray(row * binCount, (row + 1) * binCount)
    looks[history]!.push({
      age: endCycle - startCycle - rows.outcome[2 * row]!,
      draws: Array.from(
        calibratedDraws(bins, own, calibration, drawCount),
        (life) => Math.round(10 * life) / 10,
      ),
    })
  }
  return histories.flatMap(({ end, startCycle, endCycle }, i) =>
    end === 'failure'
      ? [
          {
            lifeCycles: endCycle - startCycle,
            ages: looks[i]!.map(({ age }) => age),
            draws: looks[i]!.map(({ draws }) => draws),
          },
        ]
      : [],
  )
}

/**
 * What was expected of each life at the start of every period, by the newest look at it: what has passed since is
 * taken off, and lives that are over by then are left out. Before the first look: what all other lives were.
 */
export function heldOutTrajectories(
  histories: readonly HeldOutHistory[],
  cyclesPerPeriod: number,
  fullLife: number,
): Trajectory[] {
  const lives = histories.map(({ lifeCycles }) => lifeCycles)
  return histories.map(({ lifeCycles, ages, draws }, own) => ({
    lifeCycles,
    expected: Array.from({ length: Math.ceil(lifeCycles / cyclesPerPeriod) }, (_, period) => {
      const age = period * cyclesPerPeriod
      const look = ages.findLastIndex((other) => other <= age)
      const from = look < 0 ? 0 : ages[look]!
      const then = look < 0 ? lives.filter((_, i) => i !== own) : draws[look]!
      const left = then.map((life) => life - (age - from)).filter((life) => life > 0)
      return remainingLife({
        machine: '',
        cycle: age,
        draws: Float64Array.from(left.length > 0 ? left : [0]),
        fullLife,
      })
    }),
  }))
}
