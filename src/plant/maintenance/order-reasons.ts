// Why a service is proposed in its period and in no other: each reason is read off the costs, crews and
// parts that the schedule was made from.

import { obstacleTo } from '../../solvers/service-scheduling/evaluate.ts'
import type { ServiceSchedule } from '../../solvers/service-scheduling/problem.ts'
import { ruleName, type UsualRule } from './policy-evidence.ts'
import type { RemainingLife } from './remaining-life.ts'
import type { OrderReason } from './result.ts'
import { machineOutlook, type ServiceTerms } from './service-costs.ts'
import type { ServiceOutlook } from './service-costs.ts'
import type { FleetProblem } from './service-problem.ts'

export interface OrderContext {
  readonly terms: ServiceTerms
  readonly outlook: ServiceOutlook
  readonly fleet: FleetProblem
  readonly schedule: ServiceSchedule
  /** Labels of the periods. */
  readonly periods: readonly string[]
  /** The first of them, whose orders were decided without regard to dates after them. */
  readonly firmPeriods: number
  /** The usual way that is followed, if one is. */
  readonly rule?: UsualRule | undefined
}

/** The reasons for servicing machine `index` in `period`, what presses first. */
export function orderReasons(
  life: RemainingLife,
  index: number,
  period: number,
  { terms, outlook, fleet, schedule, periods, firmPeriods, rule }: OrderContext,
): readonly OrderReason[] {
  if (rule) return [{ kind: 'rule', sentence: `due by ${ruleName(rule)}, which is followed` }]
  const { cost } = fleet.outlooks[index]!
  const { loads } = outlook
  const choices = period < firmPeriods ? firmPeriods : loads.length
  const reasons: OrderReason[] = []
  const riskBy = (t: number): number => life.riskWithin(t * terms.cycles_per_period)
  const now = riskBy(period)
  const next = riskBy(period + 1)
  const waiting = cost[period + 1]! - cost[period]!
  if (waiting > 0 && next > 0) {
    reasons.push({
      kind: 'risk',
      sentence: `waiting a period longer costs ${money(waiting)} more: the risk of failing rises from ${percent(now)} to ${percent(next)}`,
    })
  }
  const early = cost[0]! - cost[period]!
  if (period > 0 && early > 0) {
    reasons.push({
      kind: 'life',
      sentence: `a service now costs ${money(early)} more: half of such machines run another ${Math.round(life.quantile(0.5))} cycles`,
    })
  }
  const even = bestPeriod(
    machineOutlook(life, terms, { ...outlook, loads: loads.map(() => 1) }).cost,
    choices,
  )
  if (even !== period && loads[period]! < loads[even]!) {
    reasons.push({
      kind: 'load',
      sentence: `production runs at ${percent(loads[period]!)} of its usual load in ${periods[period]}, at ${percent(loads[even]!)} in ${periods[even]}, when it would be due otherwise`,
    })
  }
  const alone = bestPeriod(cost, choices)
  const better = cost[period]! - cost[alone]!
  const obstacle = alone === period ? undefined : obstacleTo(fleet.problem, schedule, index, alone)
  if (obstacle && better > 0) {
    const what = obstacle === 'crew' ? 'the crews are busy then' : 'no part is there for it then'
    reasons.push({
      kind: obstacle,
      sentence: `${periods[alone]} would cost ${money(better)} less, but ${what}`,
    })
  }
  return reasons
}

/** The cheapest period of a service, the first of equals. */
function bestPeriod(cost: Float64Array, periodCount: number): number {
  let best = 0
  for (let t = 1; t < periodCount; t++) if (cost[t]! < cost[best]!) best = t
  return best
}

function percent(share: number): string {
  const value = 100 * share
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)}%`
}

function money(amount: number): string {
  return Math.round(amount).toLocaleString('en')
}
