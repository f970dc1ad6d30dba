// Cuts the axis of cumulative supply into slices, so that each convex cost becomes a sum over the slices filled.
// Between slice ends the cost is replaced by its chord, which lies above it: `error` bounds by how much.

import { costAt, slopeAbove, slopeBelow } from './scenario-cost.ts'
import type { ConvexCost } from './scenario-cost.ts'

export interface Slices {
  /** Ends of the slices, ascending, shape [slices + 1]; the first is the supply before any decision. */
  readonly ends: Float64Array
  /** Sum over the periods of the largest excess of the chords over the costs. 0: exact. */
  readonly error: number
}

export interface SliceOptions {
  /** Most slices of an item. Default 64. */
  readonly maximum?: number
  /** Error at which no further slice is cut. Default 0: exact where the kinks are few. */
  readonly tolerance?: number
}

/**
 * Slices of one item for all its periods at once, from `start` up to the last kink.
 * Cuts at kinks, each time in the slice whose chords are the furthest off (summed over the periods).
 */
export function sliceSupply(
  costs: readonly ConvexCost[],
  start: number,
  { maximum = 64, tolerance = 0 }: SliceOptions = {},
): Slices {
  const required = new Set<number>()
  let last = start
  for (const { atoms, least } of costs) {
    if (least > start && least < Infinity) required.add(least)
    last = Math.max(last, atoms.at(-1) ?? start, least)
  }
  if (last <= start) return { ends: Float64Array.of(start), error: 0 }
  required.add(last)
  const points = pointsBetween(costs, start, [...required])
  const cells: Cell[] = []
  let from = 0
  for (const end of [...required].sort((a, b) => a - b)) {
    const to = points.indexOf(end)
    cells.push(cellOf(costs, points, from, to))
    from = to
  }
  while (cells.length < maximum) {
    if (tolerance > 0 && errorOf(cells) <= tolerance) break
    let worst = -1
    let most = 1e-12
    cells.forEach(({ from, to, total }, k) => {
      if (total > most && to - from > 1) {
        most = total
        worst = k
      }
    })
    if (worst < 0) break
    const { from, to } = cells[worst]!
    const middle = (from + to) >> 1
    cells[worst] = cellOf(costs, points, from, middle)
    cells.push(cellOf(costs, points, middle, to))
  }
  cells.sort((a, b) => a.from - b.from)
  return {
    ends: Float64Array.from([start, ...cells.map(({ to }) => points[to]!)]),
    error: errorOf(cells),
  }
}

/** A slice between two of the points. */
interface Cell {
  readonly from: number
  readonly to: number
  /** Largest excess of the chord, per period, and its sum. */
  readonly excess: Float64Array
  readonly total: number
}

function cellOf(
  costs: readonly ConvexCost[],
  points: Float64Array,
  from: number,
  to: number,
): Cell {
  const excess = new Float64Array(costs.length)
  let total = 0
  // No kink inside: the chord is the cost.
  if (to - from > 1) {
    costs.forEach((cost, t) => {
      excess[t] = chordExcess(cost, points[from]!, points[to]!)
      total += excess[t]!
    })
  }
  return { from, to, excess, total }
}

/** The chord lies above a convex function by at most the height of the triangle between its end tangents. */
function chordExcess(cost: ConvexCost, low: number, high: number): number {
  const left = slopeAbove(cost, low)
  const right = slopeBelow(cost, high)
  if (right - left <= 1e-12) return 0
  const chord = (costAt(cost, high) - costAt(cost, low)) / (high - low)
  return Math.max(0, ((high - low) * (chord - left) * (right - chord)) / (right - left))
}

function errorOf(cells: readonly Cell[]): number {
  const most = new Float64Array(cells[0]!.excess.length)
  for (const { excess } of cells)
    excess.forEach((value, t) => (most[t] = Math.max(most[t]!, value)))
  return most.reduce((sum, value) => sum + value, 0)
}

/** The start, all kinks above it, and what is required, ascending. */
function pointsBetween(
  costs: readonly ConvexCost[],
  start: number,
  required: readonly number[],
): Float64Array {
  const points = new Set([start, ...required])
  for (const { atoms } of costs) for (const atom of atoms) if (atom > start) points.add(atom)
  return Float64Array.from(points).sort()
}
