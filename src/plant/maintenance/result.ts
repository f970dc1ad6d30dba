// What maintenance hands to a report: plain values, the same from `millrace run` and from
// `millrace maintenance schedule`. Cycles are those of the fleet's file; periods are planning periods.

import type { PolicyEvidence, UsualRule } from './policy-evidence.ts'
import type { FailureCause } from './failure-causes.ts'
import type { CycleKind } from './histories.ts'
import type { LifeDrivers } from './life-drivers.ts'
import type { FleetRemark, MachineRemark } from './remarks.ts'

export interface MaintenanceResult {
  readonly fleet: string
  /** Cycles of running in one period. */
  readonly cyclesPerPeriod: number
  /** Where cycles are times, every cycle below is hours since 1970, and every length of life is in hours. */
  readonly cycleKind: CycleKind
  /** Levels of every list of quantiles below, ascending. */
  readonly levels: readonly number[]
  readonly periods: readonly PeriodResult[]
  /** How many periods from now have firm orders; dates after them are provisional. */
  readonly firmPeriods: number
  /** The most urgent first: by the risk of failing within the horizon. */
  readonly machines: readonly MachineResult[]
  readonly cost: ScheduleCost
  /** Ways to maintain, on the fleet's own past lives; null where too few ended in a failure to tell. */
  readonly evidence: PolicyEvidence | null
  /** How the fleet's lives end, from ages alone; null where no failure was seen yet. */
  readonly survival: SurvivalResult | null
  /** What failures came from, the most frequent first; none where the events tell no cause. */
  readonly causes: readonly FailureCause[]
  /** What a person should know: machines outside of what was learned, what was approximated. */
  readonly notes: readonly string[]
  /** The same with their codes and figures, for other languages. */
  readonly codedNotes: readonly FleetRemark[]
}

export interface MachineResult {
  readonly machine: string
  /** The last cycle that was seen. */
  readonly cycle: number
  /** Cycles since it was new. */
  readonly age: number
  /** 1 as good as new, 0 about to fail. */
  readonly health: number
  readonly isFamiliar: boolean
  /** Why it is not familiar, or what was made up for; sentences. */
  readonly remarks: readonly string[]
  /** The same with their codes and figures. */
  readonly codedRemarks: readonly MachineRemark[]
  /** Remaining life now, in cycles, one per level. */
  readonly remainingLife: readonly number[]
  /** The remaining life as it was seen at past cycles, oldest first, the last one now. */
  readonly fan: readonly FanPoint[]
  /** Probability of having failed by the end of each period if it is not serviced. */
  readonly risk: readonly number[]
  /** What makes its remaining life short; null where lives are known from ages alone. */
  readonly drivers: LifeDrivers | null
  readonly alert: AlertResult | null
  readonly workOrder: WorkOrder | null
}

export interface FanPoint {
  readonly cycle: number
  /** Remaining life in cycles, one per level. */
  readonly quantiles: readonly number[]
}

export interface AlertResult {
  readonly machine: string
  /** The cycle at which it was raised. */
  readonly raisedAt: number
  /** The last cycle that was looked at. */
  readonly cycle: number
  /** How far from normal, 1 at the limit that raises an alert. */
  readonly level: number
  /** What drives it, the strongest first; deviations in standard deviations of healthy machines. */
  readonly channels: readonly { readonly channel: string; readonly deviation: number }[]
  readonly sentence: string
}

export interface WorkOrder {
  readonly machine: string
  /** Index into the periods; the service is done at its start. */
  readonly period: number
  /** False for a provisional date: it will be set anew as more is known of the machine. */
  readonly isFirm: boolean
  /** The cycle that the machine will have reached by then. */
  readonly cycle: number
  /** Probability that it fails before the service. */
  readonly riskBefore: number
  /** Expected cost of failure, service, parts, lost production and its share of the visit with this order. */
  readonly cost: number
  /** Expected cost that is added by waiting one period longer, and by no service in the horizon. */
  readonly costOfWaiting: number
  readonly costOfNone: number
  readonly reasons: readonly OrderReason[]
}

/** Why a service is due in its period, with the figures that say so; money is expected cost. */
export type OrderCause =
  /** The risk of failing rises from `now` to `next` by waiting a period, which costs `waiting` more. */
  | { readonly kind: 'risk'; readonly waiting: number; readonly now: number; readonly next: number }
  /** Earlier would waste life: now would cost `early` more; half of such machines run `cycles` more. */
  | { readonly kind: 'life'; readonly early: number; readonly cycles: number }
  /** Production is light: `load` of the usual against `otherLoad` in the period when it would be due otherwise. */
  | {
      readonly kind: 'load'
      readonly period: string
      readonly load: number
      readonly otherPeriod: string
      readonly otherLoad: number
    }
  /** The crews are busy, or no part is there, in a period that would cost `saving` less. */
  | { readonly kind: 'crew' | 'part'; readonly period: string; readonly saving: number }
  /**
   * Others are serviced in the same visit; one in `otherPeriod`, when it would be due otherwise, would cost `saving`
   * more.
   */
  | { readonly kind: 'visit'; readonly otherPeriod: string; readonly saving: number }
  /** A usual way is followed. */
  | { readonly kind: 'rule'; readonly rule: UsualRule }

/** The same with its English sentence. */
export type OrderReason = OrderCause & { readonly sentence: string }

export interface PeriodResult {
  readonly label: string
  /** Load of production, 1 on average; an hour lost costs in proportion. */
  readonly load: number
  /** Services that can be done, and those that are planned. */
  readonly crews: number
  readonly services: number
  readonly expectedFailures: number
  /** Parts that arrive, are ordered, are used by planned services, and are expected to be in stock at the end. */
  readonly partsArriving: number
  readonly partsOrdered: number
  readonly partsPlanned: number
  readonly partsInStock: number
}

/** Expected over the horizon, under the plan. */
export interface ScheduleCost {
  readonly failures: number
  readonly services: number
  readonly lostProduction: number
  readonly parts: number
  /** Of crews that come, once in each period. */
  readonly visits: number
  readonly total: number
  /**
   * Neither the firm orders nor, given them, the provisional dates could cost less than this share below, by
   * the objective that each is found by. Null where a usual way is followed.
   */
  readonly gap: number | null
}

export interface SurvivalResult {
  readonly lives: number
  readonly failures: number
  /** Kaplan-Meier steps: share alive after each age, with a pointwise interval of `confidence`. */
  readonly ages: readonly number[]
  readonly alive: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly confidence: number
  /** The Weibull curve at the same ages; null where it cannot be fitted. */
  readonly weibull: {
    readonly shape: number
    readonly scale: number
    readonly alive: readonly number[]
  } | null
}

/** The levels of the quantiles in a result. */
export const resultLevels: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95]

/** A remaining life at one cycle, as a point of the fan. */
export function fanPoint(life: {
  readonly cycle: number
  quantile(level: number): number
}): FanPoint {
  return { cycle: life.cycle, quantiles: resultLevels.map((level) => life.quantile(level)) }
}
