// plan.json: what a plan says. Written by `millrace plan`, read by reports and by other programs.

import { mean } from '../../statistics/moments.ts'
import { quantileOfSorted } from '../../statistics/quantile.ts'
import type { ConstraintGroup } from '../../solvers/lot-sizing/problem.ts'
import type { PlanNote } from './notes.ts'

export const planFormat = 'millrace-plan'
export const planVersion = 1

/** A release of an order or a production lot. */
export interface Proposal {
  readonly item: string
  readonly kind: 'make' | 'buy'
  readonly quantity: number
  /** Index of the period of release; its label is `periods[release]`. */
  readonly release: number
  /** Index of the period from which it can be used; may be `periods.length` or later. */
  readonly due: number
  /** Where it is made, with the hours it takes (setup included). */
  readonly resources: readonly { readonly resource: string; readonly hours: number }[]
  /** Fixed cost of the order or setup. */
  readonly fixedCost: number
  /** Purchase or making cost without the fixed cost. */
  readonly variableCost: number
  /** Expected profit that is lost if this one proposal is left out and the rest kept. */
  readonly worth: number
}

/** Mean and quantiles over the scenarios. */
export interface Distribution {
  readonly mean: number
  readonly q10: number
  readonly q50: number
  readonly q90: number
}

export interface ItemPlan {
  readonly item: string
  readonly description: string
  /** Forecaster behind the demand; `dependent` where it comes from the bill of materials alone. */
  readonly model: string
  readonly serviceLevel: number
  /** Share of demand met from stock in its own period. */
  readonly fillRate: Distribution
  /** Per period: demand from customers and parents, units that become usable, stock at its end. */
  readonly demand: readonly Distribution[]
  readonly supply: readonly number[]
  readonly stock: readonly Distribution[]
  /** Units short at the end of each period (backorders), or lost within it. */
  readonly shortage: readonly Distribution[]
}

export interface ResourcePlan {
  readonly resource: string
  /** Per period, in hours. */
  readonly regularHours: readonly number[]
  readonly overtimeHours: readonly number[]
  readonly usedHours: readonly number[]
  /** Hours used beyond the regular ones. */
  readonly usedOvertime: readonly number[]
  /** Used over regular hours, over the whole horizon. */
  readonly utilisation: number
}

/** Expected money over the horizon; profit = revenue - the costs + change in the value of stock. */
export interface Money {
  readonly revenue: number
  readonly purchaseAndMaking: number
  readonly fixed: number
  readonly overtime: number
  readonly holding: number
  readonly shortage: number
  /** Value of stock at the end less that at the start. */
  readonly stockChange: number
}

export interface PlanOutcome {
  readonly profit: Distribution
  /** Mean profit of the worst tenth of the scenarios. */
  readonly worstTenthProfit: number
  readonly fillRate: Distribution
  /** Mean value of stock over the horizon, at unit cost. */
  readonly stockValue: Distribution
  readonly money: Money
}

/** Why something is expected to be short, or overtime is planned. */
export type Cause =
  /** Hours of a resource are missing. */
  | 'capacity'
  /** Nothing released now can arrive in time. */
  | 'lead-time'
  /** The frozen fence allows nothing new. */
  | 'frozen'
  /** The minimum or multiple lot makes supply too coarse. */
  | 'lot-size'
  /** A component is short. */
  | 'material'
  /** More supply would cost more than it earns. */
  | 'not-worth-it'
  /** A change would bring more than it costs, and nothing known forbids it: the search found none in its time. */
  | 'not-found'
  /** Overtime costs less than the shortage or the stock that avoids it. */
  | 'cheaper-than-shortage'

/** A change that shows by its gain that a cause is the cause. */
export type Change =
  | { readonly kind: 'no-lead-time' | 'no-frozen-periods' | 'rarer-shortage' | 'unit-more' }
  /** `before` is a label of a period; null is the end of the plan. */
  | { readonly kind: 'earlier-arrival'; readonly before: string | null }
  | {
      readonly kind: 'hour-more' | 'hour-less'
      readonly resource: string
      /** Label. */
      readonly period: string
    }
  | { readonly kind: 'free-lot'; readonly limit: 'minimum' | 'multiple' | 'maximum' }

/** Listed by the expected money that the shortage or the overtime costs, the most first. */
export interface Reason {
  readonly about: 'shortage' | 'overtime'
  /** Item that is short, or resource that works overtime. */
  readonly subject: string
  /** Indices of the first and last period. */
  readonly from: number
  readonly to: number
  /** Expected units short per period at its worst, or hours of overtime. */
  readonly quantity: number
  /** Expected money that it costs over all of its periods. */
  readonly stake: number
  readonly cause: Cause
  /** Resource whose hours are missing, or component that is short. */
  readonly because?: string
  /** Why the component is short: the item at the end of the chain (it or a component of it), and what holds that one up. */
  readonly root?: { readonly item: string; readonly cause: Cause; readonly because?: string }
  /**
   * How the cause was verified: a change, and the expected profit that it would bring; null where the
   * cause is a fact of the calendar.
   */
  readonly evidence: { readonly change: Change; readonly gain: number | null }
  /** The whole as one English sentence. */
  readonly sentence: string
}

/** A constraint that cannot hold together with the others. */
export interface Conflict {
  readonly constraint: ConstraintGroup
  readonly subject: string
  readonly period: number | null
  /** By how much it would have to give, in `unit`. */
  readonly excess: number
  readonly unit: 'hours' | 'units'
  readonly sentence: string
}

interface PlanHead {
  readonly format: typeof planFormat
  readonly version: typeof planVersion
  readonly plant: {
    readonly name: string
    readonly currency: string
    readonly language: 'en' | 'zh'
  }
  /** Labels of the periods. */
  readonly periods: readonly string[]
  readonly frozenPeriods: number
  readonly scenarioCount: number
  readonly seed: number
  readonly risk: {
    readonly measure: 'expected_profit' | 'cvar'
    readonly alpha?: number
    readonly weight?: number
  }
  /** Assumptions and remarks, each one sentence. */
  readonly notes: readonly string[]
  /** The same with their codes and figures, for other languages. */
  readonly codedNotes: readonly PlanNote[]
}

export interface FeasiblePlan extends PlanHead {
  readonly status: 'planned'
  readonly method: 'per-item' | 'lot-sizing'
  /** Relative distance of the model's objective from its bound; null where no bound is known. */
  readonly gap: number | null
  readonly outcome: PlanOutcome
  /** Profit in each scenario. */
  readonly profits: readonly number[]
  readonly proposals: readonly Proposal[]
  readonly items: readonly ItemPlan[]
  readonly resources: readonly ResourcePlan[]
  readonly reasons: readonly Reason[]
  /** What usual rules would give on the same scenarios. */
  readonly baselines: readonly {
    readonly name: string
    readonly outcome: PlanOutcome
    /** Share of the scenarios in which the plan earns more. */
    readonly beatenIn: number
  }[]
}

export interface InfeasiblePlan extends PlanHead {
  readonly status: 'infeasible'
  readonly conflicts: readonly Conflict[]
}

export type Plan = FeasiblePlan | InfeasiblePlan

/** Quantiles by linear interpolation between order statistics. The values are left as they are. */
export function distributionOf(values: ArrayLike<number>): Distribution {
  const sorted = Float64Array.from(values).sort()
  const [q10, q50, q90] = [0.1, 0.5, 0.9].map((level) => quantileOfSorted(sorted, level))
  return { mean: mean(sorted), q10: q10!, q50: q50!, q90: q90! }
}
