// Why a service is proposed in its period and in no other: each reason is read off the costs, crews and
// parts that the schedule was made from.

import { obstacleTo, visitAdded } from '../../solvers/service-scheduling/evaluate.ts'
import type { ServiceSchedule } from '../../solvers/service-scheduling/problem.ts'
import { orderSentence } from './order-sentence.ts'
import type { UsualRule } from './policy-evidence.ts'
import type { RemainingLife } from './remaining-life.ts'
import type { OrderCause, OrderReason } from './result.ts'
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
  if (rule) return [told({ kind: 'rule', rule })]
  const { cost } = fleet.outlooks[index]!
  const { loads } = outlook
  const choices = period < firmPeriods ? firmPeriods : loads.length
  const causes: OrderCause[] = []
  const riskBy = (t: number): number => life.riskWithin(t * terms.cycles_per_period)
  const [now, next] = [riskBy(period), riskBy(period + 1)]
  const waiting = cost[period + 1]! - cost[period]!
  if (waiting > 0 && next > 0) causes.push({ kind: 'risk', waiting, now, next })
  const early = cost[0]! - cost[period]!
  if (period > 0 && early > 0) {
    causes.push({ kind: 'life', early, cycles: Math.round(life.quantile(0.5)) })
  }
  const even = bestPeriod(
    machineOutlook(life, terms, { ...outlook, loads: loads.map(() => 1) }).cost,
    choices,
  )
  if (even !== period && loads[period]! < loads[even]!) {
    causes.push({
      kind: 'load',
      period: periods[period]!,
      load: loads[period]!,
      otherPeriod: periods[even]!,
      otherLoad: loads[even]!,
    })
  }
  const alone = bestPeriod(cost, choices)
  const saving = cost[period]! - cost[alone]!
  const obstacle = alone === period ? undefined : obstacleTo(fleet.problem, schedule, index, alone)
  if (obstacle && saving > 0) causes.push({ kind: obstacle, period: periods[alone]!, saving })
  const visit = (t: number): number => visitAdded(fleet.problem, schedule, index, t)
  const another = visit(alone) - visit(period) - saving
  if (!obstacle && another > 0) {
    causes.push({ kind: 'visit', otherPeriod: periods[alone]!, saving: another })
  }
  return causes.map(told)
}

function told(cause: OrderCause): OrderReason {
  return { ...cause, sentence: orderSentence(cause) }
}

/** The cheapest period of a service, the first of equals. */
function bestPeriod(cost: Float64Array, periodCount: number): number {
  let best = 0
  for (let t = 1; t < periodCount; t++) if (cost[t]! < cost[best]!) best = t
  return best
}
