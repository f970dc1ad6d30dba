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
import { jsonOf } from './forecast-memory.ts'

/** Of decisions in the ledger. */
export const servicePlanKind = 'service-plan'

export interface JudgedServices {
  /** To be recorded with this run. */
  readonly outcomes: readonly Outcome[]
  /** Over all plans, those judged before as well; null where nothing was seen of any. */
  readonly past: PastServices | null
}

/**
 * Judges the newest plan of a fleet, unless it was before: older ones were judged when they were the newest, or
 * were replaced before anything new was seen.
 * @param plans of every fleet, the newest first.
 */
export function judgeServices(
  plans: readonly PastDecision[],
  fleet: string,
  histories: FleetHistories,
): JudgedServices {
  const own = plans.filter(({ content }) => (content as { fleet?: unknown }).fleet === fleet) // Safe: any object may be asked.
  const before = own.flatMap(({ outcomes }) => outcomes.map(servicesOf)) // One outcome for each plan.
  const newest = own[0]
  const isOpen = newest?.outcomes.length === 0 && isExpectation(newest.expected)
  const services = isOpen ? serviceOutcomes(expectationOf(newest), histories) : []
  return {
    outcomes:
      newest && services.length > 0
        ? [{ decision: newest.decision, content: jsonOf({ services }) }]
        : [],
    past: pastServices([...before, services]) ?? null,
  }
}

function servicesOf(content: PastDecision['content']): readonly ServiceOutcome[] {
  return (content as unknown as { services: readonly ServiceOutcome[] }).services // Safe: written above.
}

/** Runs of older versions recorded the cost alone. */
function isExpectation(expected: PastDecision['expected']): boolean {
  return typeof expected === 'object' && expected !== null && 'machines' in expected
}

function expectationOf({ expected }: PastDecision): ServiceExpectation {
  return expected as unknown as ServiceExpectation // Safe: written by `maintainFleets`, and asked for above.
}
