// The firm orders of a plan: the first periods of a schedule over somewhat more of them. What is carried out is
// decided here, by `planServices` as by the policy that makes a plan anew each period.
//
// Far dates compete with near ones for crews although far ones will be moved as more is known of the
// machines; decided by themselves, the first periods are not crowded by them.

import type { RemainingLife } from './remaining-life.ts'
import type { ServiceOutlook, ServiceTerms } from './service-costs.ts'
import { serviceProblem, type FleetProblem, type Workshop } from './service-problem.ts'

const leastFirmPeriods = 4
/** What decided best on the machines that `bench/maintenance-policies` tunes on. */
const leastPeriodsAhead = 8

/**
 * Periods whose orders are firm, of `periodCount` that are planned: by default those within which a part ordered now
 * is used, at least four.
 */
export function firmPeriodCount(
  { firm_periods, parts }: ServiceTerms,
  periodCount: number,
): number {
  const usual = Math.max(leastFirmPeriods, 1 + (parts?.lead_time ?? 0))
  return Math.min(periodCount, firm_periods ?? usual)
}

/**
 * Of which machine to service in which of the periods looked ahead, if in any of them. They reach until a part
 * ordered now can be used, however few periods are planned; of those after them the load is taken to be usual.
 */
export function firmProblem(
  lives: readonly RemainingLife[],
  terms: ServiceTerms,
  outlook: ServiceOutlook,
  workshop: Workshop,
): FleetProblem {
  const count = Math.max(
    leastPeriodsAhead,
    firmPeriodCount(terms, outlook.loads.length),
    1 + (terms.parts?.lead_time ?? 0),
  )
  const loads = Array.from({ length: count }, (_, t) => outlook.loads[t] ?? 1)
  const laterLoads = outlook.loads.slice(count)
  return serviceProblem(lives, terms, { ...outlook, loads, laterLoads }, workshop)
}
