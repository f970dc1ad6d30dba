// From drawn lives to a problem of service scheduling.

import type { MachineCosts, ServiceProblem } from '../../solvers/service-scheduling/problem.ts'
import type { RemainingLife } from './remaining-life.ts'
import { holdingCost, machineOutlook, waitingCost } from './service-costs.ts'
import type { MachineOutlook, ServiceOutlook, ServiceTerms } from './service-costs.ts'

/** What the workshop holds now. */
export interface Workshop {
  /** Machines that stand still and wait for their repair: they go first. */
  readonly waiting: number
  /** Parts in stock. */
  readonly stock: number
  /** Parts that arrive in each period from now, already ordered. */
  readonly arrivals: readonly number[]
}

export interface FleetProblem {
  readonly problem: ServiceProblem
  /** One per life, in their order. */
  readonly outlooks: readonly MachineOutlook[]
}

export function serviceProblem(
  lives: readonly RemainingLife[],
  terms: ServiceTerms,
  outlook: ServiceOutlook,
  workshop: Workshop,
): FleetProblem {
  const { loads } = outlook
  const periodCount = loads.length
  const outlooks = lives.map((life) => machineOutlook(life, terms, outlook))
  const waiting = waitingCost(terms, 1)
  const capacity = crewsAfter(workshop.waiting, terms.crews, periodCount)
  return {
    outlooks,
    problem: {
      periodCount,
      machines: outlooks.map(({ cost, repairs }): MachineCosts => ({ cost, repairs })),
      crews: { capacity, overload: waiting },
      // Where a repair that waits is done, a crew comes anyway.
      ...(terms.costs.visit > 0 && {
        visits: capacity.map((left) => (left < terms.crews ? 0 : terms.costs.visit)),
      }),
      ...(terms.parts && {
        parts: {
          stock: workshop.stock - workshop.waiting,
          arrivals: loads.map((_, t) => workshop.arrivals[t] ?? 0),
          leadTime: terms.parts.lead_time,
          orderCost: loads.map((_, t) => holdingCost(terms) * (periodCount - t)),
          shortage: waiting,
        },
      }),
    },
  }
}

/** Crews left by repairs that wait, as many per period as can be done. */
function crewsAfter(waiting: number, crews: number, periodCount: number): number[] {
  let left = waiting
  return Array.from({ length: periodCount }, () => {
    const busy = Math.min(left, crews)
    left -= busy
    return crews - busy
  })
}
