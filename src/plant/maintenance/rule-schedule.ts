// The schedule that a usual way to maintain makes of the fleet of today, where that cost less on its past.

import type { ServiceProblem, ServiceSchedule } from '../../solvers/service-scheduling/problem.ts'
import type { UsualRule } from './policy-evidence.ts'
import type { RemainingLife } from './remaining-life.ts'

export interface FollowedRule {
  readonly rule: UsualRule
  /** Per life: cycles since the machine was new. */
  readonly ages: readonly number[]
}

/** Machines in the order in which they fall due, each in the first period from then on with a crew left. */
export function ruleSchedule(
  { periodCount, crews, parts }: ServiceProblem,
  { rule, ages }: FollowedRule,
  lives: readonly RemainingLife[],
  cyclesPerPeriod: number,
): ServiceSchedule {
  const due = lives.map((life, m) => dueOf(rule, life, ages[m]!, cyclesPerPeriod, periodCount))
  const left = [...crews.capacity]
  const services = due.map((): number | null => null)
  for (const m of due.map((_, i) => i).sort((a, b) => due[a]! - due[b]!)) {
    const period = left.findIndex((crew, t) => t >= due[m]! && crew > 0)
    if (period < 0) continue
    services[m] = period
    left[period]!--
  }
  const orders = Array.from({ length: periodCount }, () => 0)
  if (parts) {
    let supply = parts.stock
    for (let t = 0; t < periodCount; t++) {
      supply += parts.arrivals[t]! - services.filter((period) => period === t).length
      if (supply >= 0) continue
      // Too late for this period where the lead time is longer: it comes as soon as it can.
      orders[Math.max(0, t - parts.leadTime)]! -= supply
      supply = 0
    }
  }
  return { services, orders }
}

/** The period in which a machine falls due; the number of periods where it does not within them. */
function dueOf(
  rule: UsualRule,
  life: RemainingLife,
  age: number,
  cyclesPerPeriod: number,
  periodCount: number,
): number {
  switch (rule.way) {
    case 'run-to-failure':
      return periodCount
    case 'fixed-interval':
      return Math.max(0, rule.periods - Math.floor(age / cyclesPerPeriod))
    case 'threshold': {
      for (let t = 0; t < periodCount; t++) {
        const passed = t * cyclesPerPeriod
        // The median of what is left by then, of a machine that has come that far.
        const alive = 1 - life.riskWithin(passed)
        if (alive <= 0 || life.quantile(1 - alive / 2) - passed <= rule.cycles) return t
      }
      return periodCount
    }
    default:
      return rule satisfies never
  }
}
