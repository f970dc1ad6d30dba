// The outcome of a way to maintain: what a fleet really costs when machines live the lives that they had,
// decisions are taken anew at the start of each period, and crews and parts are limited.
//
// In each period: parts arrive; machines that failed in the last period are repaired, as far as crews and
// parts go, else they stand still and cost `waitingCost`; then planned services are done with what is left;
// then machines run, and those whose life ends fail. Repair and service make a machine as new. Parts that
// were used are ordered again at once.

import { createPause, type WorkOptions } from '../../progress.ts'
import type { RemainingLife } from './remaining-life.ts'
import {
  failureCost,
  holdingCost,
  serviceCost,
  waitingCost,
  type ServiceTerms,
} from './service-costs.ts'

/** One life that was lived to its end, and what was expected of it on the way. */
export interface Trajectory {
  readonly lifeCycles: number
  /** Remaining life as it was seen at the start of each period of its age, from 0 to its end. */
  readonly expected: readonly RemainingLife[]
}

export interface MachineState {
  /** Whole periods since it was new. */
  readonly agePeriods: number
  readonly life: RemainingLife
}

export interface FleetState {
  readonly period: number
  /** Machines that run; indices are stable within a period only. */
  readonly machines: readonly MachineState[]
  /** Machines that still wait for their repair. */
  readonly waiting: number
  /** Parts in stock, and those that arrive in each period from now (index 0: already in stock). */
  readonly stock: number
  readonly arrivals: readonly number[]
  /** Loads of production, this period first. */
  readonly loads: readonly number[]
}

export interface MaintenanceDecision {
  /** Indices of the machines to service now, the most urgent first; those beyond crews and parts are left. */
  readonly services: readonly number[]
  /** Parts to order beyond those that replace what was used. */
  readonly orders?: number
}

/** A way to maintain a fleet. */
export interface MaintenancePolicy {
  readonly name: string
  decide(state: FleetState): MaintenanceDecision | Promise<MaintenanceDecision>
}

export interface RealisedCost {
  /** Per machine and period. */
  readonly total: number
  readonly failures: number
  readonly services: number
  readonly waiting: number
  /** Of crews that came, once for all that they serviced and repaired in a period. */
  readonly visits: number
  /** Of parts in stock. */
  readonly holding: number
  /** Counts over the whole run. */
  readonly failureCount: number
  readonly serviceCount: number
  readonly waitingCount: number
  /** Share of lives' cycles that services threw away. */
  readonly wastedLife: number
  /** What each life cost in all, its waiting for a repair included, and the periods that it took. */
  readonly lives: ReadonlyMap<Trajectory, LifeCost>
}

export interface LifeCost {
  readonly cost: number
  readonly periods: number
}

export interface OutcomeInput {
  readonly terms: ServiceTerms
  /** Per machine, the lives it lives one after the other; begun again where they run out. */
  readonly decks: readonly (readonly Trajectory[])[]
  /** Per machine, whole periods of age at the start, below its first life. */
  readonly startAges: readonly number[]
  readonly periodCount: number
  /** Load of production in a period. */
  loadOf(period: number): number
}

interface Running {
  readonly deck: readonly Trajectory[]
  drawn: number
  age: number
  isDown: boolean
}

/**
 * Runs the fleet under a policy.
 * @throws MillraceError `cancelled`.
 */
export async function realisedCost(
  policy: MaintenancePolicy,
  input: OutcomeInput,
  work: WorkOptions = {},
): Promise<RealisedCost> {
  const { terms, decks, startAges, periodCount, loadOf } = input
  const { parts, cycles_per_period: cyclesPerPeriod, horizon } = terms
  const fleet = decks.map((deck, m): Running => ({
    deck,
    drawn: 0,
    age: startAges[m]!,
    isDown: false,
  }))
  const lifeOf = ({ deck, drawn }: Running): Trajectory => deck[drawn % deck.length]!
  const renew = (machine: Running): void => {
    machine.drawn++
    machine.age = 0
    machine.isDown = false
  }
  let stock = parts?.stock ?? Infinity
  const arrivals = new Map<number, number>()
  const order = (period: number, count: number): void => {
    if (!parts) return
    const due = period + parts.lead_time
    if (due === period) stock += count
    else arrivals.set(due, (arrivals.get(due) ?? 0) + count)
  }
  const sum = { failures: 0, services: 0, waiting: 0, visits: 0, holding: 0 }
  const lives = new Map<Trajectory, { cost: number; periods: number }>()
  const charge = (life: Trajectory, kind: keyof typeof sum, cost: number, periods = 0): void => {
    sum[kind] += cost
    const own = lives.get(life) ?? { cost: 0, periods: 0 }
    lives.set(life, own)
    own.cost += cost
    own.periods += periods
  }
  const count = { failureCount: 0, serviceCount: 0, waitingCount: 0 }
  let wasted = 0
  let lived = 0
  const pause = createPause(work)
  for (let period = 0; period < periodCount; period++) {
    await pause('replay', period / periodCount)
    const load = loadOf(period)
    stock += arrivals.get(period) ?? 0
    let crews = terms.crews
    /** Whose services and repairs share the visit. */
    const visited: Trajectory[] = []
    const useCrewAndPart = (machine: Running): void => {
      visited.push(lifeOf(machine))
      crews--
      stock--
      order(period, 1)
      renew(machine)
    }
    for (const machine of fleet.filter(({ isDown }) => isDown)) {
      if (crews > 0 && stock > 0) useCrewAndPart(machine)
      else {
        charge(lifeOf(machine), 'waiting', waitingCost(terms, load))
        count.waitingCount++
      }
    }
    const running = fleet.filter(({ isDown }) => !isDown)
    const decision = await policy.decide({
      period,
      machines: running.map((machine) => ({
        agePeriods: machine.age,
        life: lifeOf(machine).expected[machine.age]!,
      })),
      waiting: fleet.length - running.length,
      stock,
      // All that is on order, also where that takes longer than the horizon.
      arrivals: Array.from({ length: Math.max(horizon, 1 + (parts?.lead_time ?? 0)) }, (_, t) =>
        t === 0 ? 0 : (arrivals.get(period + t) ?? 0),
      ),
      loads: Array.from({ length: horizon }, (_, t) => loadOf(period + t)),
    })
    order(period, decision.orders ?? 0)
    for (const index of new Set(decision.services)) {
      const machine = running[index]
      if (!machine || crews <= 0 || stock <= 0) continue
      const { lifeCycles } = lifeOf(machine)
      const age = machine.age * cyclesPerPeriod
      wasted += lifeCycles - age
      lived += lifeCycles
      charge(lifeOf(machine), 'services', serviceCost(terms, load))
      count.serviceCount++
      useCrewAndPart(machine)
    }
    for (const life of visited) charge(life, 'visits', terms.costs.visit / visited.length)
    const held = parts ? (holdingCost(terms) * stock) / fleet.length : 0
    for (const machine of fleet) {
      charge(lifeOf(machine), 'holding', held, 1)
      if (machine.isDown) continue
      machine.age++
      const { lifeCycles } = lifeOf(machine)
      if (lifeCycles > machine.age * cyclesPerPeriod) continue
      lived += lifeCycles
      charge(lifeOf(machine), 'failures', failureCost(terms, load))
      count.failureCount++
      machine.isDown = true
    }
  }
  const per = 1 / (periodCount * fleet.length)
  const failures = sum.failures * per
  const services = sum.services * per
  const waiting = sum.waiting * per
  const visits = sum.visits * per
  const holding = sum.holding * per
  return {
    total: failures + services + waiting + visits + holding,
    failures,
    services,
    waiting,
    visits,
    holding,
    ...count,
    wastedLife: lived === 0 ? 0 : wasted / lived,
    lives,
  }
}
