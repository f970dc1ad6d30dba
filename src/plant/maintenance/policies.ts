// Ways to maintain a fleet: what plants usually do, and the plan of services made anew each period.

import type { MipSolver } from '../../solvers/mip/solve.ts'
import { scheduleServices } from '../../solvers/service-scheduling/solve.ts'
import { firmProblem } from './firm-orders.ts'
import type { MachineState, MaintenancePolicy } from './outcome.ts'
import type { ServiceOutlook, ServiceTerms } from './service-costs.ts'

/** Nothing is serviced, everything is repaired. */
export function runToFailure(): MaintenancePolicy {
  return { name: 'run to failure', decide: () => ({ services: [] }) }
}

/** Each machine is serviced at an age, the oldest first. */
export function fixedInterval(periods: number): MaintenancePolicy {
  return {
    name: `every ${periods} periods`,
    decide: ({ machines }) => ({
      services: urgent(
        machines,
        ({ agePeriods }) => agePeriods >= periods,
        (a, b) => b.agePeriods - a.agePeriods,
      ),
    }),
  }
}

/**
 * Each machine is serviced once its estimated life has come down to a threshold, the shortest first. The
 * estimate is the median, or a lower quantile.
 */
export function lifeThreshold(cycles: number, level = 0.5): MaintenancePolicy {
  const estimate = ({ life }: MachineState): number => life.quantile(level)
  return {
    name: `life of level ${level} at most ${cycles} cycles`,
    decide: ({ machines }) => ({
      services: urgent(
        machines,
        (machine) => estimate(machine) <= cycles,
        (a, b) => estimate(a) - estimate(b),
      ),
    }),
  }
}

/** The same with another level of parts in stock and on order, which they are kept at. */
export function withParts(policy: MaintenancePolicy, level: number): MaintenancePolicy {
  return {
    name: `${policy.name}, ${level} parts`,
    async decide(state) {
      const { stock, arrivals } = state
      const position = stock + arrivals.reduce((sum, count) => sum + count, 0)
      return { ...(await policy.decide(state)), orders: Math.max(0, level - position) }
    },
  }
}

export interface PlannedServiceOptions extends Omit<ServiceOutlook, 'loads' | 'laterLoads'> {
  /** For the search of each plan. Default 5. */
  readonly effort?: number
  /** Relative gap at which the search for one stops. Default 0.001, as in `planServices`. */
  readonly gap?: number
}

/** The firm orders of `planServices`, made anew each period: those of the first one are carried out. */
export function plannedServices(
  solver: MipSolver,
  terms: ServiceTerms,
  { effort = 5, gap = 0.001, ...outlook }: PlannedServiceOptions,
): MaintenancePolicy {
  return {
    name: 'plan of services',
    async decide({ machines, waiting, stock, arrivals, loads }) {
      if (machines.length === 0) return { services: [] }
      const lives = machines.map(({ life }) => life)
      const workshop = { waiting, stock, arrivals }
      const { problem } = firmProblem(lives, terms, { ...outlook, loads }, workshop)
      const { services, orders } = await scheduleServices(solver, problem, { effort, gap })
      return {
        services: services.flatMap((period, m) => (period === 0 ? [m] : [])),
        orders: orders[0]!,
      }
    },
  }
}

/** The policy of least cost; of equals the first. */
export async function cheapestPolicy(
  policies: readonly MaintenancePolicy[],
  costOf: (policy: MaintenancePolicy) => Promise<number>,
): Promise<{ readonly policy: MaintenancePolicy; readonly cost: number }> {
  const tried: { policy: MaintenancePolicy; cost: number }[] = []
  for (const policy of policies) tried.push({ policy, cost: await costOf(policy) })
  return tried.reduce((best, other) => (other.cost < best.cost ? other : best))
}

function urgent(
  machines: readonly MachineState[],
  isDue: (machine: MachineState) => boolean,
  order: (a: MachineState, b: MachineState) => number,
): number[] {
  return machines
    .map((machine, index) => ({ machine, index }))
    .filter(({ machine }) => isDue(machine))
    .sort((a, b) => order(a.machine, b.machine))
    .map(({ index }) => index)
}
