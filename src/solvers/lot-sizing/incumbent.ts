// The best plan so far: candidates are judged exactly on all scenarios, never by the model that proposed them.

import { evaluate, hoursNeeded } from './evaluate.ts'
import type { Evaluation } from './evaluate.ts'
import type { LotSizingPlan, LotSizingProblem, PlannedLots } from './problem.ts'

export interface Incumbent {
  readonly plan: LotSizingPlan
  readonly evaluation: Evaluation
  readonly objective: number
}

/** Adds the overtime that the lots need to a plan without it. */
export function withOvertime(
  problem: LotSizingProblem,
  { lots, allocations }: PlannedLots,
): LotSizingPlan {
  const { periods, resources } = problem
  const overtime = hoursNeeded(problem, lots)
  resources.forEach(({ hours }, r) => {
    for (let t = 0; t < periods; t++) {
      overtime[r * periods + t] = Math.max(0, overtime[r * periods + t]! - hours[t]!)
    }
  })
  return { lots, allocations, overtime }
}

/** The better of an incumbent and a candidate. */
export function better(
  problem: LotSizingProblem,
  incumbent: Incumbent | undefined,
  candidate: PlannedLots,
): Incumbent {
  const plan = withOvertime(problem, candidate)
  const evaluation = evaluate(problem, plan)
  const objective = evaluation.costs.total
  if (incumbent && incumbent.objective <= objective) return incumbent
  return { plan, evaluation, objective }
}

/** (objective - bound) / |objective|, 0 where both are 0. */
export function gapOf(objective: number, bound: number): number {
  const distance = Math.max(0, objective - bound)
  return distance === 0 ? 0 : distance / Math.max(Math.abs(objective), 1e-12)
}
