// Operating conditions: machines that are driven differently read differently although they are equally
// healthy, so every channel is standardised within the conditions under which it was read. Where the
// conditions are a few points (regimes), these are found; where they vary freely, their space is cut into
// cells. Where no channel depends on them, all rows are one.

import {
  fewestCentres,
  kMeans,
  middleOf,
  nearestCentre,
  type Point,
} from '../../../statistics/k-means.ts'
import { mean, populationDeviation } from '../../../statistics/moments.ts'
import type { FleetHistories, MachineHistory } from '../histories.ts'

/** Plain data, kept in the file of a model. */
export interface OperatingConditions {
  readonly conditions: readonly string[]
  /** What is one unit of each condition in distances. */
  readonly scales: readonly number[]
  /** `[regimes][conditions]`, in the units of the data. */
  readonly centres: readonly (readonly number[])[]
  /** Distance from its centre up to which a row belongs to a regime; beyond it was never seen. */
  readonly reach: readonly number[]
  /** `[regimes][channels]`; a deviation of 0 marks a channel that does not move there. */
  readonly means: readonly (readonly number[])[]
  readonly deviations: readonly (readonly number[])[]
}

/** Share of the variance of some channel that has to depend on the conditions. */
const dependentShare = 0.05
const rowsForCentres = 4000
/** Share of the spread of a condition that may be left within regimes. */
const leftShare = 0.01
/** Conditions that vary freely are cut into so many. */
const cellCount = 16

export function fitConditions({
  conditions,
  channels,
  histories,
}: FleetHistories): OperatingConditions {
  const rows = histories.flatMap((history) =>
    Array.from(history.cycles, (_, row) => ({
      point: pointAt(history, row, conditions.length),
      values: history.channels.subarray(row * channels.length, (row + 1) * channels.length),
    })).filter(({ point }) => point.every((value) => !Number.isNaN(value))),
  )
  const points = rows.map(({ point }) => point)
  const scales = conditions.map((_, i) => scaleOf(points.map((point) => point[i]!)))
  const whole = {
    conditions,
    scales,
    ...described([middleOf(points)], rows, scales, channels.length),
  }
  if (conditions.length === 0) return whole
  const stride = Math.max(1, Math.ceil(points.length / rowsForCentres))
  const some = points.filter((_, i) => i % stride === 0)
  const centres =
    fewestCentres(some, scales, () => leftShare) ??
    kMeans(some, scales, Math.min(cellCount, some.length))
  if (centres.length < 2) return whole
  const parted = { conditions, scales, ...described(centres, rows, scales, channels.length) }
  return dependsOnRegime(parted, whole) ? parted : whole
}

/** The regime of a row, or -1 under conditions that were never seen or are not known. */
export function regimeOf(fitted: OperatingConditions, point: readonly number[]): number {
  const { centre: regime, distance } = nearestCentre(fitted.centres, point, fitted.scales)
  return distance <= (fitted.reach[regime] ?? -1) ? regime : -1
}

export interface StandardisedHistory {
  /** `[rows, channels]`, in deviations from what is usual under the conditions of each row; NaN missing. */
  readonly values: Float64Array
  /** Rows under conditions that were never seen; their channels are missing. */
  readonly unseenRows: readonly number[]
}

/** Of the channels with the given indices, in that order. */
export function standardised(
  fitted: OperatingConditions,
  history: MachineHistory,
  channels: readonly number[],
): StandardisedHistory {
  const rowCount = history.cycles.length
  const width = history.channels.length / Math.max(1, rowCount)
  const values = new Float64Array(rowCount * channels.length)
  const unseenRows: number[] = []
  for (let row = 0; row < rowCount; row++) {
    const regime = regimeOf(fitted, pointAt(history, row, fitted.conditions.length))
    if (regime < 0) unseenRows.push(row)
    for (const [j, channel] of channels.entries()) {
      const at = row * channels.length + j
      const value = history.channels[row * width + channel]!
      const mean = fitted.means[regime]?.[channel] ?? NaN
      const deviation = fitted.deviations[regime]?.[channel] ?? NaN
      // Where nothing moves all is usual; what is missing or of no regime stays missing.
      const difference = value - mean
      values[at] = deviation === 0 ? 0 * difference : difference / deviation
    }
  }
  return { values, unseenRows }
}

/** Channels that move in at least half of the regimes; the others tell nothing. */
export function movingChannels({ deviations }: OperatingConditions): number[] {
  const width = deviations[0]?.length ?? 0
  return Array.from({ length: width }, (_, channel) => channel).filter(
    (channel) =>
      deviations.filter((regime) => regime[channel]! > 0).length >= deviations.length / 2,
  )
}

/** `speed = 3, load = 0.8` */
export function describeConditions(
  { conditions }: OperatingConditions,
  history: MachineHistory,
  row: number,
): string {
  const point = pointAt(history, row, conditions.length)
  return conditions.map((name, i) => `${name} = ${point[i]}`).join(', ')
}

interface Row {
  readonly point: Point
  readonly values: Float64Array
}

type Described = Pick<OperatingConditions, 'centres' | 'reach' | 'means' | 'deviations'>

/** What is usual around each centre. */
function described(
  centres: readonly Point[],
  rows: readonly Row[],
  scales: readonly number[],
  width: number,
): Described {
  const own: Row[][] = centres.map(() => [])
  const reach = centres.map(() => 0)
  for (const row of rows) {
    const { centre: regime, distance } = nearestCentre(centres, row.point, scales)
    own[regime]!.push(row)
    reach[regime] = Math.max(reach[regime]!, distance)
  }
  const moments = own.map((list) =>
    Array.from({ length: width }, (_, channel) =>
      momentsOf(list.map(({ values }) => values[channel]!)),
    ),
  )
  return {
    centres,
    reach: reach.map((distance) => Math.max(reachMargin * distance, smallestReach)),
    means: moments.map((channels) => channels.map(({ mean }) => mean)),
    deviations: moments.map((channels) => channels.map(({ deviation }) => deviation)),
  }
}

const reachMargin = 1.5
const smallestReach = 0.1

/** Whether the spread of some channel within the regimes is clearly less than over all rows. */
function dependsOnRegime(parted: Described, whole: Described): boolean {
  return whole.deviations[0]!.some((deviation, channel) => {
    if (!(deviation > 0)) return false
    const means = parted.means.map((regime) => regime[channel]!).filter((x) => !Number.isNaN(x))
    return momentsOf(means).deviation ** 2 > dependentShare * deviation ** 2
  })
}

function pointAt({ conditions }: MachineHistory, row: number, width: number): number[] {
  return [...conditions.subarray(row * width, (row + 1) * width)]
}

/** A condition that never changes may change by a hundredth before it counts. */
function scaleOf(values: readonly number[]): number {
  const { mean, deviation } = momentsOf(values)
  return deviation > 0 ? deviation : Math.max(Math.abs(mean), 1) * 0.01
}

/** Of the values that are not missing; spread by rounding alone counts as none. */
function momentsOf(values: readonly number[]): {
  readonly mean: number
  readonly deviation: number
} {
  const known = values.filter((value) => !Number.isNaN(value))
  const centre = mean(known)
  const deviation = populationDeviation(known)
  return { mean: centre, deviation: deviation > 1e-6 * Math.abs(centre) ? deviation : 0 }
}
