// What is to be done now in every area, what presses or saves most first: chosen once, for the page and for the
// terminal.

import type { WorkOrder } from '../../plant/maintenance/result.ts'
import type { FeasiblePlan, Proposal } from '../../plant/production/plan.ts'
import type { SettingChange, WaitingLot } from '../../plant/quality/result.ts'
import type { FleetReport, QualityReport, AreasContent } from './content.ts'

export interface FirstReleases {
  readonly period: string
  /** The most worth first. */
  readonly proposals: readonly Proposal[]
}

/** Of an operation: which records to test that have no result yet. */
export interface FirstTests {
  readonly operation: string
  /** How many to test, of how many. */
  readonly inspected: number
  readonly records: number
  readonly saving: number
  /** Of which at least one is to be tested, the most saving first. */
  readonly lots: readonly WaitingLot[]
}

/** Of an operation: which settings to change. */
export interface FirstSettings {
  readonly operation: string
  readonly changes: readonly SettingChange[]
  /** Expected saving per record, and as a share of the cost of now. */
  readonly gain: number
  readonly share: number
}

/** Of a fleet: which machines to service; none where no order is firm. */
export interface FirstServices {
  readonly fleet: string
  readonly firmPeriods: number
  /** The soonest first, and of one period those that save most. */
  readonly orders: readonly FirstService[]
}

export interface FirstService extends WorkOrder {
  /** Of its period. */
  readonly label: string
}

/** What can be released first: in the first period that is not frozen. */
export function firstReleases({ proposals, periods, frozenPeriods }: FeasiblePlan): FirstReleases {
  const first = frozenPeriods < periods.length ? frozenPeriods : 0
  return {
    period: periods[first]!,
    proposals: proposals
      .filter(({ release }) => release === first)
      .toSorted((a, b) => b.worth - a.worth),
  }
}

export interface FirstThings {
  readonly tests: readonly FirstTests[]
  readonly settings: readonly FirstSettings[]
  readonly services: readonly FirstServices[]
}

export function firstThings({
  quality,
  maintenance,
}: Pick<AreasContent, 'quality' | 'maintenance'>): FirstThings {
  return {
    tests: quality.flatMap(testsOf),
    settings: quality.flatMap(settingsOf),
    services: maintenance.flatMap(servicesOf),
  }
}

function testsOf({ operation, result }: QualityReport): FirstTests[] {
  const waiting = result?.waiting
  if (!waiting) return []
  const { inspected, records, expectedCost, expectedCostUninspected } = waiting
  if (inspected === null || expectedCost === null || expectedCostUninspected === null) return []
  const lots = waiting.lots
    .filter((lot) => lot.inspected > 0)
    .toSorted((a, b) => (b.saving ?? 0) - (a.saving ?? 0))
  return [{ operation, inspected, records, saving: expectedCostUninspected - expectedCost, lots }]
}

function settingsOf({ operation, result }: QualityReport): FirstSettings[] {
  const advice = result?.advice
  if (!advice || advice.changes.length === 0) return []
  const { changes, gain, costNow } = advice
  return [{ operation, changes, gain: gain.estimate, share: gain.estimate / costNow.estimate }]
}

function servicesOf({ fleet, result }: FleetReport): FirstServices[] {
  if (!result) return []
  const { machines, periods, firmPeriods } = result
  const orders = machines
    .flatMap(({ workOrder }) => (workOrder?.isFirm ? [workOrder] : []))
    .toSorted((a, b) => a.period - b.period || b.costOfNone - a.costOfNone)
    .map((order) => ({ ...order, label: periods[order.period]?.label ?? '' }))
  return [{ fleet, firmPeriods, orders }]
}
