// The plan of services: which machine in which period, for what reason, with which parts, at what cost. In
// two steps: firm orders over the first periods, then provisional dates for all other machines after them.

import { progressWithin, type WorkOptions } from '../../progress.ts'
import type { EffortLimits } from '../../solvers/mip/effort.ts'
import { scheduleUse, visitAdded } from '../../solvers/service-scheduling/evaluate.ts'
import type {
  ServiceProblem,
  ServiceSchedule,
  SolvedSchedule,
} from '../../solvers/service-scheduling/problem.ts'
import { solveServiceScheduling } from '../../solvers/service-scheduling/solve.ts'
import { firmPeriodCount, firmProblem } from './firm-orders.ts'
import { orderReasons, type OrderContext } from './order-reasons.ts'
import type { RemainingLife } from './remaining-life.ts'
import type { PeriodResult, ScheduleCost, WorkOrder } from './result.ts'
import { ruleSchedule, type FollowedRule } from './rule-schedule.ts'
import type { ServiceOutlook, ServiceTerms } from './service-costs.ts'
import { serviceProblem, type FleetProblem, type Workshop } from './service-problem.ts'

export interface ServicePlanInput extends ServiceOutlook {
  readonly lives: readonly RemainingLife[]
  readonly terms: ServiceTerms
  /** Labels of the periods, one per load. */
  readonly periods: readonly string[]
  /** Default: nothing waits, the stock of the terms, nothing on order. */
  readonly workshop?: Workshop
  /** Followed in place of the search for the least expected cost. */
  readonly followed?: FollowedRule | undefined
}

export interface ServicePlan {
  readonly workOrders: readonly WorkOrder[]
  readonly periods: readonly PeriodResult[]
  /** The first of them, whose orders are firm. */
  readonly firmPeriods: number
  readonly cost: ScheduleCost
}

/** For both steps, half for each; effort: default 60. */
export interface ServicePlanOptions extends EffortLimits, WorkOptions {}

/** @throws MillraceError `cancelled`. */
export async function planServices(
  input: ServicePlanInput,
  { effort = 60, timeLimitSeconds, signal, onProgress }: ServicePlanOptions = {},
): Promise<ServicePlan> {
  const { lives, terms, periods, loads } = input
  const workshop = input.workshop ?? { waiting: 0, stock: terms.parts?.stock ?? 0, arrivals: [] }
  const solve = (problem: ServiceProblem, step: number): Promise<SolvedSchedule> =>
    solveServiceScheduling(problem, {
      effort: effort / 2,
      timeLimitSeconds: timeLimitSeconds && timeLimitSeconds / 2,
      signal,
      onProgress: progressWithin(onProgress, step / 2, (step + 1) / 2),
    })
  const firmPeriods = firmPeriodCount(terms, periods.length)
  const { problem: whole, outlooks } = serviceProblem(lives, terms, input, workshop)
  const search = async (): Promise<Found> => {
    const firm = await solve(firmProblem(lives, terms, input, workshop).problem, 0)
    const services = firm.services.map((period) =>
      period !== null && period < firmPeriods ? period : null,
    )
    const problem = { ...whole, firm: { ...firm, services, periodCount: firmPeriods } }
    const schedule = await solve(problem, 1)
    return { problem, schedule, gap: Math.max(firm.gap, schedule.gap) }
  }
  const { followed } = input
  const { problem, schedule, gap }: Found = followed
    ? {
        problem: whole,
        schedule: ruleSchedule(whole, followed, lives, terms.cycles_per_period),
        gap: null,
      }
    : await search()
  const fleet = { problem, outlooks }
  const rule = followed?.rule
  const context = { terms, outlook: input, fleet, schedule, periods, firmPeriods, rule }
  return {
    workOrders: workOrdersOf(lives, context),
    periods: periodsOf(context),
    firmPeriods,
    cost: {
      ...costOf(lives, terms, loads, fleet, schedule),
      gap,
    },
  }
}

interface Found {
  readonly problem: ServiceProblem
  readonly schedule: ServiceSchedule
  readonly gap: number | null
}

/** The earliest first. */
function workOrdersOf(
  lives: readonly RemainingLife[],
  context: OrderContext,
): readonly WorkOrder[] {
  const { terms, fleet, schedule, periods, firmPeriods } = context
  const orders = lives.flatMap((life, index) => {
    const period = schedule.services[index]
    if (period === null || period === undefined) return []
    const { cost } = fleet.outlooks[index]!
    const alone = (t: number): number => cost[t]! + visitAdded(fleet.problem, schedule, index, t)
    const sharing = schedule.services.filter((at) => at === period).length
    return [
      {
        machine: life.machine,
        period,
        isFirm: period < firmPeriods,
        cycle: life.cycle + period * terms.cycles_per_period,
        riskBefore: life.riskWithin(period * terms.cycles_per_period),
        cost: cost[period]! + (fleet.problem.visits?.[period] ?? 0) / sharing,
        costOfWaiting: alone(period + 1) - alone(period),
        costOfNone: alone(periods.length) - alone(period),
        reasons: orderReasons(life, index, period, context),
      },
    ]
  })
  return orders.sort((a, b) => a.period - b.period || b.riskBefore - a.riskBefore)
}

function periodsOf({ terms, outlook, fleet, schedule, periods }: OrderContext): PeriodResult[] {
  const { problem } = fleet
  return scheduleUse(problem, schedule).map(({ services, parts }, t) => ({
    label: periods[t]!,
    load: outlook.loads[t]!,
    crews: terms.crews,
    services,
    expectedFailures: fleet.outlooks.reduce(
      (sum, { failures }, m) => ((schedule.services[m] ?? Infinity) > t ? sum + failures[t]! : sum),
      0,
    ),
    partsArriving:
      (problem.parts?.arrivals[t] ?? 0) +
      (problem.parts ? (schedule.orders[t - problem.parts.leadTime] ?? 0) : 0),
    partsOrdered: schedule.orders[t]!,
    partsPlanned: problem.parts ? services : 0,
    partsInStock: problem.parts ? parts : 0,
  }))
}

/** Money over the horizon until each machine's first service or failure. */
function costOf(
  lives: readonly RemainingLife[],
  { costs, hours, parts }: ServiceTerms,
  loads: readonly number[],
  { problem, outlooks }: FleetProblem,
  { services }: ServiceSchedule,
): Omit<ScheduleCost, 'gap'> {
  let failures = 0
  let done = 0
  let hoursLost = 0
  /** Per period, that no machine is left to service. */
  const idle = loads.map(() => 1)
  for (const [m] of lives.entries()) {
    const planned = services[m] ?? loads.length
    let alive = 1
    for (let t = 0; t < planned; t++) {
      const chance = outlooks[m]!.failures[t]!
      failures += chance
      hoursLost += chance * hours.failure * loads[t]!
      alive -= chance
    }
    if (planned === loads.length) continue
    done += alive
    idle[planned]! *= 1 - alive
    hoursLost += alive * hours.service * loads[planned]!
  }
  const cost = {
    failures: failures * costs.failure,
    services: done * costs.service,
    lostProduction: hoursLost * costs.lost_hour,
    parts: (failures + done) * (parts?.cost ?? 0),
    visits: idle.reduce(
      (sum, chance, t) => sum + (1 - chance) * (problem.visits?.[t] ?? 0),
      failures * costs.visit,
    ),
  }
  const total = cost.failures + cost.services + cost.lostProduction + cost.parts + cost.visits
  return { ...cost, total }
}
