// What a kind of chart works out from its samples, before any rule is applied.

import type { ChartStatistic, ControlChartPanel } from './result.ts'

export interface Drawing {
  /** Of the process. */
  readonly mean: number
  /** Of single values within subgroups; null for counts. */
  readonly deviation: number | null
  /** Degrees of freedom of a standard deviation that is estimated as exactly. */
  readonly freedom: number
  readonly method: string
  readonly panels: readonly PanelDrawing[]
  /** Points to a false alarm, where limits are not those of a single point. */
  readonly averageRunLength?: number
}

export interface PanelDrawing extends ControlChartPanel {
  /**
   * From the centre, in thirds of the way to the control limit: standard errors, where limits are three
   * of them away. NaN where there is no point.
   */
  readonly distances: Float64Array
  /** Its points are independent and nearly normal, so that rules of runs apply. */
  readonly takesRuns: boolean
  /** First point of the rise or fall that ends at each point, and what is to be said of it. */
  readonly onsets?: readonly number[]
  readonly remarks?: readonly string[]
}

/** A statistic of every sample with its mean and standard error in control. */
export interface PlottedStatistic {
  readonly statistic: ChartStatistic
  readonly values: readonly number[]
  readonly centre: readonly number[]
  readonly standardErrors: readonly number[]
  /** What the statistic can be; a limit at or beyond its ends is none. */
  readonly lowest?: number
  readonly highest?: number
  /** Limits so many standard errors from the centre. Default 3. */
  readonly width?: number
  readonly takesRuns: boolean
}

export function panelOf({
  statistic,
  values,
  centre,
  standardErrors,
  lowest = -Infinity,
  highest = Infinity,
  width = 3,
  takesRuns,
}: PlottedStatistic): PanelDrawing {
  const isPlotted = (i: number): boolean =>
    !Number.isNaN(values[i]!) && Number.isFinite(standardErrors[i]!)
  const limit = (side: 1 | -1) =>
    centre.map((middle, i) => {
      const value = middle + side * width * standardErrors[i]!
      return value > lowest && value < highest ? value : null
    })
  return {
    statistic,
    values: values.map((value, i) => (isPlotted(i) ? value : null)),
    centre,
    lower: limit(-1),
    upper: limit(1),
    distances: Float64Array.from(values, (value, i) =>
      isPlotted(i) ? ((value - centre[i]!) / standardErrors[i]!) * (3 / width) : Number.NaN,
    ),
    takesRuns,
  }
}
