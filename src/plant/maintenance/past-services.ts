// What came of earlier plans of services: each machine's stated risk against whether it failed, each firm
// order against whether it was carried out, expected against realised cost. A plan is judged by what was
// seen until the next one replaced it, so that no cycle of a machine counts twice.
//
// Failures are compared as in the one-sample log-rank test (Breslow & Day 1987, Statistical Methods in
// Cancer Research II, 2.1): the failures expected are the cumulative hazards -ln(1 - risk) up to where each
// machine was seen, which holds whenever services cut lives short; those seen are a Poisson count about it.

import { poissonQuantile } from '../../statistics/poisson.ts'
import type { FleetHistories, MachineHistory } from './histories.ts'
import type { MaintenanceResult } from './result.ts'
import { failureCost, serviceCost, type ServiceTerms } from './service-costs.ts'

/** What a plan said of its firm periods, as the ledger keeps it. */
export interface ServiceExpectation {
  readonly cyclesPerPeriod: number
  /** Of one failure and of one service, at usual load. */
  readonly failureCost: number
  readonly serviceCost: number
  readonly machines: readonly MachineExpectation[]
}

export interface MachineExpectation {
  readonly machine: string
  /** The last cycle that was seen, and the age then. */
  readonly cycle: number
  readonly age: number
  /** Risk of having failed by the end of each firm period, if it is not serviced. */
  readonly risk: readonly number[]
  /** Cycle of its firm service; null for none. */
  readonly serviceAt: number | null
}

export interface ServiceOutcome {
  readonly machine: string
  /** Cycles between which the plan is judged. */
  readonly from: number
  readonly to: number
  readonly end: 'failed' | 'serviced' | 'ran-on'
  /** Whether its firm order, if it had one, fell due before `to`. */
  readonly isDue: boolean
  /** Stated risk of the first period, by which risks are grouped, and the failures expected until `to`. */
  readonly risk: number
  readonly expectedFailures: number
  /** Of these failures, and of the service once the machine has come to its order. */
  readonly expectedCost: number
  readonly realisedCost: number
}

/** Outcomes of all plans that were judged so far. */
export interface PastServices {
  readonly plans: number
  readonly machines: number
  readonly expectedFailures: number
  readonly failures: number
  /** Where the failures of risks that are right lie 9 times in 10. */
  readonly likelyFailures: readonly [number, number]
  /** By the stated risk of the first period, rising. */
  readonly groups: readonly RiskGroup[]
  /** Firm orders that fell due, and of these what was serviced, and what failed before. */
  readonly due: number
  readonly dueServiced: number
  readonly dueFailed: number
  /** Services that nobody had ordered. */
  readonly unordered: number
  readonly expectedCost: number
  readonly realisedCost: number
}

export interface RiskGroup {
  /** Risks from `from` up to, without it, `to`. */
  readonly from: number
  readonly to: number
  readonly machines: number
  readonly expectedFailures: number
  readonly failures: number
}

export function serviceExpectation(
  { machines, firmPeriods, cyclesPerPeriod }: MaintenanceResult,
  terms: ServiceTerms,
): ServiceExpectation {
  return {
    cyclesPerPeriod,
    failureCost: failureCost(terms, 1),
    serviceCost: serviceCost(terms, 1),
    machines: machines.map(({ machine, cycle, age, risk, workOrder }) => ({
      machine,
      cycle,
      age,
      risk: risk.slice(0, firmPeriods),
      serviceAt: workOrder?.isFirm ? workOrder.cycle : null,
    })),
  }
}

/** Of the machines of which something new was seen since the plan. */
export function serviceOutcomes(
  expectation: ServiceExpectation,
  { histories }: FleetHistories,
): ServiceOutcome[] {
  return expectation.machines.flatMap((machine) => {
    const life = histories.find((history) => isLifeThen(history, machine))
    return life ? outcomeOf(expectation, machine, life) : []
  })
}

function isLifeThen(
  { machine, startCycle, endCycle }: MachineHistory,
  then: MachineExpectation,
): boolean {
  if (machine !== then.machine || endCycle < then.cycle) return false
  // A machine that was new just then is not the one whose life ended just then.
  return then.age > 0 ? startCycle < then.cycle : startCycle === then.cycle
}

function outcomeOf(
  { cyclesPerPeriod, ...cost }: ServiceExpectation,
  { machine, cycle, risk, serviceAt }: MachineExpectation,
  { end, endCycle }: MachineHistory,
): ServiceOutcome[] {
  const last = cycle + risk.length * cyclesPerPeriod
  const isOver = end !== 'end' && endCycle <= last
  const to = Math.min(endCycle, last)
  if (!isOver && to <= cycle) return []
  const hazards = [0, ...risk.map((share) => -Math.log(1 - Math.min(share, mostRisk)))]
  const hazardAt = (at: number): number => {
    const place = Math.min((at - cycle) / cyclesPerPeriod, risk.length)
    const below = Math.min(Math.floor(place), risk.length - 1)
    return hazards[below]! + (place - below) * (hazards[below + 1]! - hazards[below]!)
  }
  const isDue = serviceAt !== null && (serviceAt <= to || (isOver && end === 'service'))
  const expectedFailures = hazardAt(to)
  const happened = !isOver ? 'ran-on' : end === 'failure' ? 'failed' : 'serviced'
  return [
    {
      machine,
      from: cycle,
      to,
      end: happened,
      isDue: isDue || (serviceAt !== null && happened === 'failed'),
      risk: risk[0]!,
      expectedFailures,
      expectedCost: expectedFailures * cost.failureCost + (isDue ? cost.serviceCost : 0),
      realisedCost: { failed: cost.failureCost, serviced: cost.serviceCost, 'ran-on': 0 }[happened],
    },
  ]
}

/** Of so many draws that none outlives, one might have: what is stated as certain is nearly so. */
const mostRisk = 1 - 1 / 400
const groupLimits = [0, 0.05, 0.2, 0.5, 1.01]

/** @param plans the outcomes of each plan that was judged; undefined where there are none. */
export function pastServices(
  plans: readonly (readonly ServiceOutcome[])[],
): PastServices | undefined {
  const all = plans.flat()
  if (all.length === 0) return undefined
  const sum = (of: (outcome: ServiceOutcome) => number, from = all): number =>
    from.reduce((total, outcome) => total + of(outcome), 0)
  const expectedFailures = sum((one) => one.expectedFailures)
  const isFailed = ({ end }: ServiceOutcome): boolean => end === 'failed'
  const due = all.filter(({ isDue }) => isDue)
  return {
    plans: plans.filter((outcomes) => outcomes.length > 0).length,
    machines: all.length,
    expectedFailures,
    failures: all.filter(isFailed).length,
    likelyFailures: [
      poissonQuantile(expectedFailures, 0.05),
      poissonQuantile(expectedFailures, 0.95),
    ],
    groups: groupLimits.slice(1).flatMap((to, i) => {
      const from = groupLimits[i]!
      const own = all.filter(({ risk }) => risk >= from && risk < to)
      if (own.length === 0) return []
      return [
        {
          from,
          to: Math.min(to, 1),
          machines: own.length,
          expectedFailures: sum((one) => one.expectedFailures, own),
          failures: own.filter(isFailed).length,
        },
      ]
    }),
    due: due.length,
    dueServiced: due.filter(({ end }) => end === 'serviced').length,
    dueFailed: due.filter(isFailed).length,
    unordered: all.filter(({ end, isDue }) => end === 'serviced' && !isDue).length,
    expectedCost: sum((one) => one.expectedCost),
    realisedCost: sum((one) => one.realisedCost),
  }
}
