// What a control chart hands to the report and prints under --json: one plain value per characteristic.

import type { ControlChartKind } from '../../model/quality-schema.ts'
import type { Interval } from '../result.ts'
import type { RuleName } from './rules.ts'

/** What is plotted in one panel. */
export type ChartStatistic =
  | 'mean'
  | 'range'
  | 'standard deviation'
  | 'value'
  | 'moving range'
  | 'share'
  | 'count'
  | 'rate'
  | 'moving average'
  | 'cumulative sum'
  | MonitorName

/** What is said of a record of many measures: how far it lies out within the pattern, how far off it, how rare. */
export type MonitorName = 't2' | 'spe' | 'surprise'

/** One chart of the one or two that stand under each other. All lists have one entry per point. */
export interface ControlChartPanel {
  readonly statistic: ChartStatistic
  /** Null where there is nothing to plot: a subgroup without values, a range of one value. */
  readonly values: readonly (number | null)[]
  /** The sums for a fall, from 0 downwards; of a cumulative sum only. */
  readonly lowerValues?: readonly (number | null)[]
  readonly centre: readonly number[]
  /** Control limits; null where there is none on that side. */
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
}

export interface ControlSignal {
  /** Index of the point at which the rule is met. */
  readonly point: number
  /** Index of the panel. */
  readonly panel: number
  readonly rule: RuleName
  /** First of the points that the rule looked at. */
  readonly from: number
  /** Within the baseline, from which the limits were estimated. */
  readonly isBaseline: boolean
  /** One sentence for a person. */
  readonly sentence: string
}

/** A rule that was applied, and what it costs. */
export interface AppliedRule {
  readonly rule: RuleName
  readonly sentence: string
  /** Probability that a point of a process in control (independent, normal) meets it. */
  readonly falseAlarmRate: number
}

/** Indices of capability; 1.33 is a usual demand. */
export interface Capability {
  readonly lower: number | null
  readonly upper: number | null
  /** Measured values of the baseline, from which it is estimated. */
  readonly records: number
  /** Of the intervals. */
  readonly confidence: number
  readonly mean: number
  readonly deviationWithin: number
  readonly deviationOverall: number
  /** Null with one limit only. */
  readonly cp: Interval | null
  readonly cpk: Interval
  readonly pp: Interval | null
  readonly ppk: Interval
  /** Share outside of the limits: as counted, and as the overall normal distribution has it. */
  readonly outsideObserved: number
  readonly outsideExpected: number
}

export interface ControlChartResult {
  readonly characteristic: string
  readonly chart: ControlChartKind
  /** One per point, in the order of time: a lot, a time, or the number of the point from 1. */
  readonly labels: readonly string[]
  /** Measured values, units or amounts of opportunity behind each point. */
  readonly sizes: readonly number[]
  /** Points of the baseline (phase 1), the first ones; the others are monitored (phase 2). */
  readonly baseline: number
  /** Points of the baseline that were left out of the limits, because that was asked for. */
  readonly excluded: readonly number[]
  /** Of the process; the deviation is that of single values within subgroups, null for counts. */
  readonly mean: number
  readonly deviation: number | null
  /** How the limits were found, one sentence. */
  readonly method: string
  /** Records that were left out because the characteristic is missing. */
  readonly missing: number
  readonly panels: readonly ControlChartPanel[]
  readonly rules: readonly AppliedRule[]
  /** In the order of points. */
  readonly signals: readonly ControlSignal[]
  /** Points to a false alarm on average; of moving averages and cumulative sums. */
  readonly averageRunLength: number | null
  /** Null without limits of the specification, and for counts. */
  readonly capability: Capability | null
}

/** A column behind signals, and its share of the statistic. */
export interface SignalCause {
  readonly column: string
  readonly share: number
}

/** One record beyond the limit of one statistic. */
export interface MonitoringSignal {
  /** Index of the record. */
  readonly point: number
  /** Index of the panel. */
  readonly panel: number
  readonly isBaseline: boolean
  /** The columns that contribute most, the strongest first. */
  readonly causes: readonly SignalCause[]
  /** For a person. */
  readonly sentence: string
}

/** One statistic of all records. */
export interface MonitorResult {
  readonly monitor: MonitorName
  readonly limit: number
  /** Columns that it looks at. */
  readonly columns: number
  /** Records after the baseline, and those of them beyond the limit. */
  readonly monitored: number
  readonly beyond: number
  /** Mean shares over these signals, or over those of the baseline where nothing stands after it. */
  readonly causes: readonly SignalCause[]
}

/** A measure that the baseline covers too little of. */
export interface CoverageNote {
  readonly column: string
  /** So many independent values of it the baseline is worth; few where it moves slowly. */
  readonly independent: number
  /** Fewer than a limit of that false-alarm rate needs. */
  readonly isFew: boolean
  /** The record from which on its mean has left those of the baseline, and by how many of its deviations since. */
  readonly left: { readonly since: number; readonly by: number } | null
}

/** All measures watched at once. */
export interface MonitoringResult {
  /** One per record, in the order of time: its time, or its number from 1. */
  readonly labels: readonly string[]
  /** First records; those of them in control are learnt from. */
  readonly baseline: number
  /** Records in control that were learnt from, and others that set the limits; 0: limits by theory. */
  readonly learntFrom: number
  readonly limitsFrom: number
  /** Share of records in control beyond each limit. */
  readonly falseAlarmRate: number
  readonly columns: readonly string[]
  /** Operating conditions under which records are compared; empty: all alike. */
  readonly conditions: readonly string[]
  /** Records that are not scored, because of conditions that are missing or were never seen in the baseline. */
  readonly unseen: number
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[]
  /** Columns of numbers that T2 and SPE do not watch. */
  readonly notByComponents: readonly { readonly column: string; readonly reason: string }[]
  /** Measures of which the baseline shows less than is normal, or which have left it; those that left first. */
  readonly coverage: readonly CoverageNote[]
  /** One statistic each; what is not scored is null. */
  readonly panels: readonly ControlChartPanel[]
  /** One per panel. */
  readonly monitors: readonly MonitorResult[]
  /** In the order of records. */
  readonly signals: readonly MonitoringSignal[]
}
