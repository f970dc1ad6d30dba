// Points to an alarm on average, by a Markov chain over the values that the statistic can take
// (Brook & Evans 1972, doi:10.1093/biomet/59.3.539; for moving averages Lucas & Saccucci 1990,
// doi:10.1080/00401706.1990.10484583).

import { normalCumulative } from '../../../statistics/normal.ts'

export interface CumulativeSumDesign {
  /** Half of the shift to be found, in standard errors: k. */
  readonly reference: number
  /** The limit of the sums, in standard errors: h. */
  readonly decision: number
}

export interface MovingAverageDesign {
  /** Weight of the present point: λ. */
  readonly weight: number
  /** Standard errors of the average from the centre to its limits: L. */
  readonly width: number
}

/** Of the sums for a rise and a fall together, when the mean lies `shift` standard errors off. */
export function cumulativeSumRunLength(design: CumulativeSumDesign, shift = 0): number {
  const rising = oneSidedRunLength(design, shift)
  const falling = oneSidedRunLength(design, -shift)
  return 1 / (1 / rising + 1 / falling)
}

const stateCount = 151

function oneSidedRunLength({ reference, decision }: CumulativeSumDesign, shift: number): number {
  // The first state is 0 with half a cell around it, on which the sum is set back.
  const width = (2 * decision) / (2 * stateCount - 1)
  const cumulative = (from: number, to: number): number =>
    normalCumulative((to - from) * width + width / 2 + reference - shift)
  const stay = (from: number, to: number): number =>
    to === 0 ? cumulative(from, 0) : cumulative(from, to) - cumulative(from, to - 1)
  return timeToLeave(stateCount, stay)[0]!
}

/** Of the limits that are reached after many points, when the mean lies `shift` standard errors off. */
export function movingAverageRunLength({ weight, width }: MovingAverageDesign, shift = 0): number {
  const limit = width * Math.sqrt(weight / (2 - weight))
  const cell = (2 * limit) / stateCount
  const middle = (state: number): number => (state + 0.5) * cell - limit
  const cumulative = (from: number, end: number): number =>
    normalCumulative((end - (1 - weight) * middle(from)) / weight - shift)
  const stay = (from: number, to: number): number =>
    cumulative(from, middle(to) + cell / 2) - cumulative(from, middle(to) - cell / 2)
  return timeToLeave(stateCount, stay)[(stateCount - 1) / 2]!
}

/** Mean number of steps until the chain is in none of its states: (I - P)^-1 1, by elimination. */
function timeToLeave(states: number, stay: (from: number, to: number) => number): Float64Array {
  const rows = Array.from({ length: states }, (_, from) =>
    Float64Array.from({ length: states }, (__, to) => (from === to ? 1 : 0) - stay(from, to)),
  )
  const times = new Float64Array(states).fill(1)
  // I - P is an M-matrix: elimination without exchange of rows is stable.
  for (let pivot = 0; pivot < states; pivot++) {
    for (let row = pivot + 1; row < states; row++) {
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!
      for (let j = pivot; j < states; j++) rows[row]![j]! -= factor * rows[pivot]![j]!
      times[row]! -= factor * times[pivot]!
    }
  }
  for (let row = states - 1; row >= 0; row--) {
    for (let j = row + 1; j < states; j++) times[row]! -= rows[row]![j]! * times[j]!
    times[row]! /= rows[row]![row]!
  }
  return times
}
