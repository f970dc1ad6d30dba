// Rows of windows over a panel, as `windowCodec` wants them: each series lies once in memory, between
// missing values, and a window is a place in it.

import { matrixRows, type Rows, type TrainingData } from '../../../learning/training/program.ts'
import { calendarFeatures } from '../calendar.ts'
import { type Panel, type Series } from '../series.ts'
import {
  attributeWidth,
  type CovariateEncoding,
  encodeAttributes,
  encodeKnown,
} from './covariates.ts'

export interface WindowLengths {
  readonly contextLength: number
  readonly horizon: number
}

/** The window whose future begins at `origin`, an offset in the values of the series at `position`. */
export interface WindowPlace {
  readonly position: number
  readonly origin: number
}

export interface PlaceOptions {
  /** Windows per series, the latest ones. */
  readonly limit: number
  /** Values of history that a window needs. */
  readonly minimumHistory: number
  /** Whether the future may reach beyond the history, where it is unknown. */
  readonly allowsPartial: boolean
}

/** Places of windows with something to learn from; `skip` leaves out the last values of each series. */
export function windowPlaces(
  series: readonly Series[],
  horizon: number,
  { limit, minimumHistory, allowsPartial }: PlaceOptions,
  skip: number = 0,
): WindowPlace[] {
  return series.flatMap(({ values }, position) => {
    const last = values.length - skip - (allowsPartial ? 1 : horizon)
    const first = Math.max(minimumHistory, last - limit + 1)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
      position,
      origin: first + i,
    }))
  })
}

/** Training rows of the places. Values from `end(series)` on are hidden, as if they were not known yet. */
export function trainingRows(
  panel: Panel,
  places: readonly WindowPlace[],
  encoding: CovariateEncoding,
  { contextLength, horizon }: WindowLengths,
  skip: number = 0,
): TrainingData {
  const padded = layOut(panel.series, contextLength, horizon, skip)
  const starts = Uint32Array.from(
    places,
    ({ position, origin }) => padded.bases[position]! + origin,
  )
  const side = sideRows(panel, places, encoding, { contextLength, horizon })
  return { window: { values: padded.values, starts }, ...side }
}

/** What a sampler is given about the future of each series of the panel. */
export function samplerRows(
  panel: Panel,
  encoding: CovariateEncoding,
  { contextLength, horizon }: WindowLengths,
): Record<string, Float32Array> {
  const history = new Float32Array(panel.series.length * contextLength)
  for (const [row, { values }] of panel.series.entries()) {
    for (let i = 0; i < contextLength; i++) {
      history[row * contextLength + i] = values[values.length - contextLength + i] ?? Number.NaN
    }
  }
  const places = panel.series.map(({ values }, position) => ({ position, origin: values.length }))
  const side = sideRows(panel, places, encoding, { contextLength, horizon })
  const plain = Object.entries(side).map(([name, rows]) => [name, rows.values] as const)
  return { history, ...Object.fromEntries(plain) }
}

function layOut(
  series: readonly Series[],
  contextLength: number,
  horizon: number,
  skip: number,
): { values: Float32Array; bases: number[] } {
  const bases: number[] = []
  let length = contextLength
  for (const { values } of series) {
    bases.push(length - contextLength)
    length += values.length + Math.max(contextLength, horizon)
  }
  const values = new Float32Array(length).fill(Number.NaN)
  for (const [position, one] of series.entries()) {
    const shown = one.values.subarray(0, Math.max(0, one.values.length - skip))
    values.set(shown, bases[position]! + contextLength)
  }
  return { values, bases }
}

/** Calendar, covariates and attributes; only those that there are. */
function sideRows(
  panel: Panel,
  places: readonly WindowPlace[],
  encoding: CovariateEncoding,
  { contextLength, horizon }: WindowLengths,
): Record<string, Rows> {
  const rows: Record<string, Rows> = {}
  const collect = (name: string, width: number, row: (place: WindowPlace) => ArrayLike<number>) => {
    if (width === 0) return
    const values = new Float32Array(places.length * width)
    for (const [i, place] of places.entries()) values.set(row(place), i * width)
    rows[name] = matrixRows(values, width)
  }
  const length = contextLength + horizon
  const attributes = panel.series.map((series) => encodeAttributes(encoding, series))
  collect('calendar', encoding.calendarCount, ({ position, origin }) =>
    calendarFeatures(panel.calendar, panel.series[position]!.start + origin, 1),
  )
  collect('known', encoding.known.length * length, ({ position, origin }) =>
    encodeKnown(encoding, panel.series[position]!, origin - contextLength, length),
  )
  collect('attributes', attributeWidth(encoding), ({ position }) => attributes[position]!)
  return rows
}
