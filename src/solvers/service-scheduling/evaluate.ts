// What a schedule costs and uses, computed from the problem alone, without the model of the solver.

import type { MachineCosts, ServiceProblem, ServiceSchedule } from './problem.ts'

export interface PeriodUse {
  readonly services: number
  /** Of machines whose service is later or not planned. */
  readonly repairs: number
  /** Crews short of services and repairs, expected. */
  readonly overload: number
  /** Parts in stock at the end of the period, expected; below 0 they are short. */
  readonly parts: number
}

/** The objective that `solveServiceScheduling` minimises. */
export function scheduleCost(problem: ServiceProblem, schedule: ServiceSchedule): number {
  const { machines, crews, visits, parts, periodCount } = problem
  let cost = 0
  for (const [m, machine] of machines.entries()) {
    cost += machine.cost[schedule.services[m] ?? periodCount]!
  }
  for (const [t, use] of scheduleUse(problem, schedule).entries()) {
    cost += crews.overload * use.overload
    if (use.services > 0) cost += visits?.[t] ?? 0
    if (!parts) continue
    cost += parts.orderCost[t]! * schedule.orders[t]! + parts.shortage * Math.max(0, -use.parts)
  }
  return cost
}

/** Per period; parts are counted from 0 where the problem has none. */
export function scheduleUse(problem: ServiceProblem, schedule: ServiceSchedule): PeriodUse[] {
  const { machines, crews, parts, periodCount } = problem
  let supply = parts?.stock ?? 0
  return Array.from({ length: periodCount }, (_, t) => {
    let services = 0
    let repairs = 0
    let used = 0
    for (const [m, machine] of machines.entries()) {
      const planned = schedule.services[m] ?? periodCount
      if (planned === t) services++
      if (planned > t) repairs += machine.repairs[t]!
      used += partsUsed(machine, planned, t)
    }
    const ordered = parts ? t - parts.leadTime : -1
    supply += (parts?.arrivals[t] ?? 0) + (ordered >= 0 ? schedule.orders[ordered]! : 0)
    const overload = Math.max(0, services + repairs - crews.capacity[t]!)
    return { services, repairs, overload, parts: supply - used }
  })
}

/**
 * Parts that a machine has used by the end of a period: the one of its service, which a repair before then
 * takes in its place, or that of a repair, expected.
 */
export function partsUsed({ repairs }: MachineCosts, planned: number, period: number): number {
  if (planned <= period) return 1
  let sum = 0
  for (let t = 0; t <= period; t++) sum += repairs[t]!
  return sum
}

/** What servicing a machine in a period adds for the visit, as all others are scheduled. */
export function visitAdded(
  { visits }: ServiceProblem,
  { services }: ServiceSchedule,
  machine: number,
  period: number,
): number {
  const comesAnyway = services.some((at, m) => m !== machine && at === period)
  return comesAnyway ? 0 : (visits?.[period] ?? 0)
}

/** What stands against moving a machine's service to a period: no crew, or no part. */
export function obstacleTo(
  problem: ServiceProblem,
  schedule: ServiceSchedule,
  machine: number,
  period: number,
): 'crew' | 'part' | undefined {
  const moved = { ...schedule, services: schedule.services.with(machine, period) }
  const use = scheduleUse(problem, moved)
  if (use[period]!.services > problem.crews.capacity[period]!) return 'crew'
  const before = scheduleUse(problem, schedule)
  const lacks = (uses: PeriodUse[]): number =>
    uses.reduce((sum, { parts }) => sum + Math.max(0, -parts), 0)
  if (problem.parts && lacks(use) > lacks(before) + 1e-9) return 'part'
  return use[period]!.overload > before[period]!.overload + 1e-9 ? 'crew' : undefined
}
