// What it is expected to cost to service a machine in each period, from its drawn lives: all scenarios are
// summed here, once, so that the problem to solve does not grow with them.
//
// A machine that is serviced or repaired is as new. What a new one costs for the rest of the horizon is
// counted at the long-run cost per period (the renewal reward theorem; Barlow & Proschan 1965,
// Mathematical Theory of Reliability): early services are charged for the life that they throw away.

import type { Fleet } from '../model/maintenance-schema.ts'
import type { RemainingLife } from './remaining-life.ts'

/** What `plant.yaml` says of a fleet's money and means. */
export type ServiceTerms = Pick<
  Fleet,
  'costs' | 'hours' | 'crews' | 'parts' | 'horizon' | 'firm_periods'
> & { readonly cycles_per_period: number }

export interface ServiceOutlook {
  /** `[periods]`: production load, 1 on average; an hour lost costs in proportion. */
  readonly loads: readonly number[]
  /** Long-run cost of a machine per period. */
  readonly costRate: number
  /**
   * Periods by which failures after the horizon are taken to be seen coming, as they are where plans are made
   * anew with new readings. Absent: one date is held to, whatever is learned by then.
   */
  readonly foresight?: number
  /** Loads of the periods after the horizon, as far as they are known; else usual. */
  readonly laterLoads?: readonly number[]
  /**
   * Share of the failures after the first period that new readings will show in time, so that they cost a service
   * in their period and not a failure. Default 0.
   */
  readonly shownInTime?: number
}

export interface MachineOutlook {
  /**
   * `[periods + 1]`: expected cost over the horizon by period of service, without the visit of its crew; the last
   * one: none. Failures, and services that are not planned here, have visits of their own.
   */
  readonly cost: Float64Array
  /** `[periods]`: probability of failing in each period if it is not serviced. */
  readonly failures: Float64Array
  /** `[periods]`: expected repairs per period; a failure is repaired in the period after it. */
  readonly repairs: Float64Array
}

/** Of one failure and its repair, at a load of production. */
export function failureCost({ costs, hours, parts }: ServiceTerms, load: number): number {
  return costs.failure + (parts?.cost ?? 0) + costs.lost_hour * hours.failure * load
}

/** Of one planned service, at a load of production. */
export function serviceCost({ costs, hours, parts }: ServiceTerms, load: number): number {
  return costs.service + (parts?.cost ?? 0) + costs.lost_hour * hours.service * load
}

/** Of a repair that waits a period for a crew or a part: the machine stands as long as for the failure. */
export function waitingCost({ costs, hours }: ServiceTerms, load: number): number {
  return costs.lost_hour * hours.failure * load
}

/** Of a part in stock for a period: interest of 0.5% of its price. */
export function holdingCost({ parts }: ServiceTerms): number {
  return 0.005 * (parts?.cost ?? 0)
}

/**
 * Per machine and period, if every failure were foreseen in time, and each service took a visit of its own: the
 * least that a fleet can cost at usual load where visits cost nothing.
 */
export function foreseenCostRate(terms: ServiceTerms, meanLifeCycles: number): number {
  return ((serviceCost(terms, 1) + terms.costs.visit) * terms.cycles_per_period) / meanLifeCycles
}

/**
 * Of plans made anew each period with readings that show wear: failures after the horizon are seen coming, half of
 * those within it, and a fleet costs a fifth more than if all were. Tuned on machines of
 * `bench/maintenance-policies`.
 */
export function outlookOnWear(
  terms: ServiceTerms,
  meanLifeCycles: number,
): Omit<ServiceOutlook, 'loads'> {
  return {
    costRate: 1.2 * foreseenCostRate(terms, meanLifeCycles),
    foresight: 0,
    shownInTime: 0.5,
  }
}

/**
 * Of plans by ages alone, by which nothing is seen coming: the long-run cost of the best age of service (age
 * replacement; Barlow & Proschan 1965), by which each machine is serviced from exactly that age on.
 * `aliveAt` is the share of new machines that reaches an age in cycles.
 */
export function outlookOnAges(
  terms: ServiceTerms,
  aliveAt: (age: number) => number,
): Omit<ServiceOutlook, 'loads'> {
  let costRate = Infinity
  let periodsRun = 0
  let alive = 1
  for (let age = 1; age <= mostAges && alive > 1e-6; age++) {
    // A machine that fails is repaired at the end of its period.
    periodsRun += alive
    alive = aliveAt(age * terms.cycles_per_period)
    const cost = alive * serviceCost(terms, 1) + (1 - alive) * failureCost(terms, 1)
    costRate = Math.min(costRate, (cost + terms.costs.visit) / periodsRun)
  }
  return { costRate }
}

const mostAges = 10_000

/** Period 0 starts now; a service is done at the start of its period. */
export function machineOutlook(
  life: RemainingLife,
  terms: ServiceTerms,
  { loads, costRate, foresight, laterLoads = [], shownInTime = 0 }: ServiceOutlook,
): MachineOutlook {
  const horizon = loads.length
  const chances = failureChances(life, terms.cycles_per_period, horizon)
  const cost = new Float64Array(horizon + 1)
  let failed = 0
  let alive = 1
  for (let t = 0; t < horizon; t++) {
    cost[t] = failed + alive * (serviceCost(terms, loads[t]!) + costRate * (horizon - t))
    const chance = chances[t]!
    const shown = t === 0 ? 0 : shownInTime
    const end =
      shown * serviceCost(terms, loads[t]!) +
      (1 - shown) * (failureCost(terms, loads[t]!) - costRate)
    failed += chance * (end + terms.costs.visit + costRate * (horizon - t))
    alive -= chance
  }
  const beyond = chances.subarray(horizon)
  cost[horizon] =
    failed +
    (foresight === undefined
      ? costBeyond(beyond, alive, terms, costRate)
      : costForeseen(beyond, terms, costRate, foresight, laterLoads))
  const failures = chances.slice(0, horizon)
  const repairs = new Float64Array(horizon)
  repairs.set(failures.subarray(0, horizon - 1), 1)
  return { cost, failures, repairs }
}

/** Of those alive at the horizon's end, with the best time of service after it, less what a new machine would cost. */
function costBeyond(
  chances: Float64Array,
  aliveAtEnd: number,
  terms: ServiceTerms,
  costRate: number,
): number {
  const { visit } = terms.costs
  let best = Infinity
  let failed = 0
  let alive = Math.max(0, aliveAtEnd)
  for (let t = 0; t <= chances.length; t++) {
    best = Math.min(best, failed + alive * (serviceCost(terms, 1) + visit - costRate * t))
    const chance = chances[t] ?? 0
    failed += chance * (failureCost(terms, 1) + visit - costRate * (t + 1))
    alive = Math.max(0, alive - chance)
  }
  return Math.min(best, failed)
}

/** The same where each failure is seen coming, so that every life is serviced some periods before its end. */
function costForeseen(
  chances: Float64Array,
  terms: ServiceTerms,
  costRate: number,
  foresight: number,
  laterLoads: readonly number[],
): number {
  return chances.reduce((sum, chance, t) => {
    const served = Math.max(0, t - foresight)
    const service = serviceCost(terms, laterLoads[served] ?? 1) + terms.costs.visit
    return sum + chance * (service - costRate * served)
  }, 0)
}

/** Probability of failing in each period from now on, as far as the draws go. */
function failureChances(
  life: RemainingLife,
  cyclesPerPeriod: number,
  horizon: number,
): Float64Array {
  const { draws } = life
  const periods = Math.max(horizon, Math.ceil((draws.at(-1) ?? 0) / cyclesPerPeriod))
  const chances = new Float64Array(periods)
  let before = 0
  for (let t = 0; t < periods; t++) {
    const risk = life.riskWithin((t + 1) * cyclesPerPeriod)
    chances[t] = risk - before
    before = risk
  }
  return chances
}
