// The plans of services of earlier runs, as the ledger has them, and what the fleet's events say of them.

import type { Outcome, PastDecision } from '../data/storage/ledger.ts'
import type { FleetHistories } from '../plant/maintenance/histories.ts'
import {
  pastServices,
  serviceOutcomes,
  type PastServices,
  type ServiceExpectation,
  type ServiceOutcome,
} from '../plant/maintenance/past-services.ts'
import { judgeNewest } from './judge-newest.ts'

/** Of decisions in the ledger. */
export const servicePlanKind = 'service-plan'

export interface JudgedServices {
  /** To be recorded with this run. */
  readonly outcomes: readonly Outcome[]
  /** Over all plans, those judged before as well; null where nothing was seen of any. */
  readonly past: PastServices | null
}

/** What an outcome in the ledger holds. */
interface PlanOutcome {
  readonly services: readonly ServiceOutcome[]
}

/** @param plans of every fleet, the newest first. */
export function judgeServices(
  plans: readonly PastDecision[],
  fleet: string,
  histories: FleetHistories,
): JudgedServices {
  const own = plans.filter(({ content }) => (content as { fleet?: unknown }).fleet === fleet) // Safe: any object may be asked.
  const { outcomes, all } = judgeNewest<PlanOutcome>(own, (expected) => {
    if (!isExpectation(expected)) return null
    // Safe: written by `maintainFleets`, and asked for above.
    const services = serviceOutcomes(expected as unknown as ServiceExpectation, histories)
    return services.length > 0 ? { services } : null
  })
  return { outcomes, past: pastServices(all.map(({ services }) => services)) ?? null }
}

/** Runs of older versions recorded the cost alone. */
function isExpectation(expected: PastDecision['expected']): boolean {
  return typeof expected === 'object' && expected !== null && 'machines' in expected
}
