// Demand series on one calendar: the records of this area.

import { type Calendar, labelsFrom } from './calendar.ts'

export interface Series {
  readonly id: string
  /** Index on the panel's calendar of the first value. */
  readonly start: number
  /** Demand in units per step; NaN is missing; empty for an item without history. */
  readonly values: Float64Array
  /** Per name of `Panel.knownNames`, its values from `start` on, over the history and as far as they are known. */
  readonly known: readonly Float64Array[]
  /** What does not change over time, per name of `Panel.attributeNames`; NaN or '' is missing. */
  readonly attributes: readonly (string | number)[]
}

/** What is known of an item besides its demand, by which one without history is likened to others. */
export interface Traits {
  /** Compared by their ratios: price, unit cost, lead time. Of every item the same ones; NaN is missing. */
  readonly figures: readonly number[]
  /** Compared as equal or not: product family, supply. Of every item the same ones; '' is missing. */
  readonly words: readonly string[]
  /** What it is made of: units per component. */
  readonly parts: ReadonlyMap<string, number>
  /** Demand per step that a planner expects of it. */
  readonly expected?: number | undefined
  /** The item that a planner expects it to sell like. */
  readonly like?: string | undefined
}

/** Series that share a calendar and the meaning of their covariates. */
export interface Panel {
  readonly calendar: Calendar
  /** Steps in a season; 1 is none. */
  readonly seasonLength: number
  /** Covariates known in advance: promotion, holiday, price. */
  readonly knownNames: readonly string[]
  readonly attributeNames: readonly string[]
  /** By series id, what likens one without history to others; absent: its attributes do. */
  readonly traits?: ReadonlyMap<string, Traits>
  /** By series id, the steps that an order has to cover; absent: all of a horizon. */
  readonly covers?: ReadonlyMap<string, number>
  readonly series: readonly Series[]
}

/** Index of the first step after the history. */
export function endOf(series: Series): number {
  return series.start + series.values.length
}

/** The history of each series before an index; a series that starts later is empty. Views, not copies. */
export function panelBefore(panel: Panel, index: number): Panel {
  return { ...panel, series: panel.series.map((series) => seriesBefore(series, index)) }
}

/** Each history without its last `count` steps. Views, not copies. */
export function panelWithoutLast(panel: Panel, count: number): Panel {
  return {
    ...panel,
    series: panel.series.map((series) => seriesBefore(series, endOf(series) - count)),
  }
}

/** The history before an index; the covariates stay, because they are known in advance. */
function seriesBefore(series: Series, index: number): Series {
  if (index >= endOf(series)) return series
  if (index > series.start) {
    return { ...series, values: series.values.subarray(0, index - series.start) }
  }
  const padding = series.start - index
  return {
    ...series,
    start: index,
    values: new Float64Array(0),
    known: series.known.map((values) => {
      const shifted = new Float64Array(padding + values.length).fill(Number.NaN)
      shifted.set(values, padding)
      return shifted
    }),
  }
}

/** The series of those positions, in that order. */
export function selectSeries(panel: Panel, positions: ArrayLike<number>): Panel {
  return { ...panel, series: Array.from(positions, (position) => panel.series[position]!) }
}

/**
 * Labels of the steps after the histories: dates or positions where all histories end together,
 * else relative (`+1`, `+2`, ...).
 */
export function stepLabels(panel: Panel, horizon: number): string[] {
  const end = panel.series[0] ? endOf(panel.series[0]) : 0
  return panel.series.every((series) => endOf(series) === end)
    ? labelsFrom(panel.calendar, end, horizon)
    : Array.from({ length: horizon }, (_, step) => `+${step + 1}`)
}

/** What kind of numbers a history holds, so that its forecasts can be of the same kind. */
export interface Domain {
  readonly isNonNegative: boolean
  readonly isInteger: boolean
}

export function domainOf(values: Float64Array): Domain {
  let isNonNegative = true
  let isInteger = true
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value < 0) isNonNegative = false
    if (!Number.isNaN(value) && !Number.isInteger(value)) isInteger = false
  }
  return { isNonNegative, isInteger }
}

/** Copies the values that are there into a new array. */
export function presentValues(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value))
}
