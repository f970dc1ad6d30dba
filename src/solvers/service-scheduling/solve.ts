// Service scheduling: from a problem to a schedule with a proof of how good it is.

import type { WorkOptions } from '../../progress.ts'
import type { EffortLimits } from '../mip/effort.ts'
import type { MipOutcome } from '../mip/highs.ts'
import { solveMip, type MipSolver } from '../mip/solve.ts'
import { scheduleCost } from './evaluate.ts'
import { formulate, type Formulation } from './formulation.ts'
import { greedySchedule } from './greedy.ts'
import { checkProblem, type ServiceProblem, type SolvedSchedule } from './problem.ts'

/** Effort: default 60. */
export interface ScheduleOptions extends EffortLimits {
  /** Relative gap at which the search stops. Default 0.001. */
  readonly gap?: number
}

/**
 * The schedule of least expected cost, off the calling thread. There is always one: to service nothing.
 * @throws MillraceError `bad-input` for a problem that does not hold together, `cancelled`.
 */
export async function solveServiceScheduling(
  problem: ServiceProblem,
  { effort = 60, gap = 0.001, ...work }: ScheduleOptions & WorkOptions = {},
): Promise<SolvedSchedule> {
  checkProblem(problem)
  const formulation = formulate(problem)
  const start = formulation.pointOf(greedySchedule(problem))
  const outcome = await solveMip(formulation.model, { effort, gap, start, ...work })
  return solved(problem, formulation, outcome)
}

/** The same by an open session: for many small problems one after the other. */
export async function scheduleServices(
  solver: MipSolver,
  problem: ServiceProblem,
  { effort = 60, gap = 0.001, timeLimitSeconds }: ScheduleOptions = {},
): Promise<SolvedSchedule> {
  checkProblem(problem)
  const apart = eachAlone(problem)
  if (apart.gap <= gap) return apart
  const formulation = formulate(problem)
  const start = formulation.pointOf(greedySchedule(problem))
  const limits = { effort, timeLimitSeconds, gap }
  const outcome = await solver.solve(formulation.model, { ...limits, start })
  return solved(problem, formulation, outcome)
}

/** The greedy schedule against the bound that no machine costs less than it would alone: often close enough. */
function eachAlone(problem: ServiceProblem): SolvedSchedule {
  const schedule = greedySchedule(problem)
  const cost = scheduleCost(problem, schedule)
  const bound = problem.machines.reduce((sum, machine) => sum + Math.min(...machine.cost), 0)
  return { ...schedule, cost, bound, gap: cost === bound ? 0 : (cost - bound) / Math.abs(cost) }
}

function solved(
  problem: ServiceProblem,
  { scheduleOf }: Formulation,
  outcome: MipOutcome,
): SolvedSchedule {
  const greedy = greedySchedule(problem)
  const isFound = outcome.status === 'optimal' || outcome.status === 'feasible'
  const found = isFound ? scheduleOf(outcome.values) : greedy
  const schedule = scheduleCost(problem, found) <= scheduleCost(problem, greedy) ? found : greedy
  const cost = scheduleCost(problem, schedule)
  const bound = isFound || outcome.status === 'unsolved' ? Math.min(cost, outcome.bound) : -Infinity
  return { ...schedule, cost, bound, gap: cost === bound ? 0 : (cost - bound) / Math.abs(cost) }
}
