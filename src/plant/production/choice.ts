// Choice: what a plant is told to do, of several ways of planning, and what each brings on the scenarios.

import type { WorkOptions } from '../../progress.ts'
import type {
  Conflict,
  LotSizingOutcome,
  LotSizingProblem,
  OvertimeCause,
  PlannedLots,
  ShortageCause,
} from '../../solvers/lot-sizing/problem.ts'
import type { ProductionDecision } from './decision.ts'
import { worthOf } from './evaluate.ts'
import type { PlanNote } from './notes.ts'
import type { PlanOutcome } from './plan.ts'
import type { ProductionRecords } from './records.ts'

/** The lot-sizing solver, as an argument so that a plan can be made with another one. */
export type SolveLotSizing = (
  problem: LotSizingProblem,
  options: WorkOptions & {
    readonly effort: number
    readonly timeLimitSeconds?: number | undefined
    readonly risk?: { readonly tail: number; readonly weight: number }
    readonly seed: number
    readonly starts?: readonly PlannedLots[]
  },
) => Promise<LotSizingOutcome>

/** A way of deciding: what it releases given the stock that it sees. */
export interface Rule {
  readonly name: string
  /** @param elapsed periods that have passed since the forecast of the rule. Default 0. */
  decide(records: ProductionRecords, elapsed?: number): ProductionDecision
}

export interface ChooseOptions extends WorkOptions {
  readonly solve: SolveLotSizing
  /** Usual rules, operated on the same scenarios. */
  readonly rules?: readonly Rule[]
}

/** What a way of planning brings on the scenarios. */
export interface Operated {
  readonly outcome: PlanOutcome
  /** Profit per scenario. */
  readonly profit: Float64Array
}

export type Chosen =
  | {
      readonly status: 'chosen'
      readonly decision: ProductionDecision
      /** What it brings where later periods are decided anew. */
      readonly operated: Operated
      readonly baselines: readonly (Operated & { readonly name: string })[]
      readonly gap: number | null
      readonly shortages: readonly ShortageCause[]
      readonly overtime: readonly OvertimeCause[]
      readonly notes: readonly PlanNote[]
    }
  | { readonly status: 'infeasible'; readonly conflicts: readonly Conflict[] }

/** What the solver says where it was not asked. */
export const unsearched = { status: 'chosen', gap: null, shortages: [], overtime: [] } as const

/** The promise: nothing is proposed that is worse on its scenarios than a usual rule. The first of equals. */
export function bestOf<T extends Operated>(
  records: ProductionRecords,
  candidates: readonly T[],
): T {
  return candidates.reduce((best, next) =>
    worthOf(records, next.profit) > worthOf(records, best.profit) ? next : best,
  )
}

export function proposedNote(rule: string): PlanNote {
  return { code: 'rule-proposed', rule }
}
