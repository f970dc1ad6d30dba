// What each way to maintain would have cost on the fleet's own past lives, told by a model that had not seen
// them: the plan of services against what plants usually do. The usual ways are tuned on one half of the
// lives and judged on the other; the plan has nothing to tune. Costs are compared life by life: a rate is a
// ratio of what the lives cost to how long they took, and its error that of the linearised ratio (Cochran
// 1977, Sampling Techniques, 6.3), with each life counting once however often it was replayed.

import { progressWithin, type WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import type { MipSolver } from '../../solvers/mip/solve.ts'
import { studentQuantile } from '../../statistics/distributions.ts'
import { mean, standardDeviation } from '../../statistics/moments.ts'
import {
  realisedCost,
  type LifeCost,
  type MaintenancePolicy,
  type OutcomeInput,
  type RealisedCost,
  type Trajectory,
} from './outcome.ts'
import {
  fixedInterval,
  lifeThreshold,
  plannedServices,
  runToFailure,
  withParts,
} from './policies.ts'
import type { ServiceOutlook, ServiceTerms } from './service-costs.ts'

/** A usual way, with the number that it goes by. */
export type UsualRule =
  | { readonly way: 'run-to-failure' }
  /** Age in periods at which a machine is serviced. */
  | { readonly way: 'fixed-interval'; readonly periods: number }
  /** Median remaining life in cycles at which it is. */
  | { readonly way: 'threshold'; readonly cycles: number }

export interface PolicyEvidence {
  /** Lives that ended in a failure, each replayed without the model having seen it. */
  readonly lives: number
  /** Lives that ended otherwise, of which nobody knows how long they would have been. */
  readonly leftOut: number
  readonly confidence: number
  readonly plan: PolicyCost
  readonly usual: readonly UsualCost[]
  /** The usual way that cost less than the plan by more than chance explains; null: the plan stands. */
  readonly followed: UsualRule | null
}

/** Per machine and period. */
export interface PolicyCost {
  readonly cost: number
  readonly failures: number
  readonly services: number
  /** Share of lives' cycles that services threw away. */
  readonly wastedLife: number
}

export interface UsualCost extends PolicyCost {
  /** As it would be set today: tuned on all lives. */
  readonly rule: UsualRule
  /** Cost of the plan less its own, with an interval. */
  readonly planLess: { readonly mean: number; readonly low: number; readonly high: number }
}

/** Lives below which ways to maintain cannot be told apart. */
export const fewestLives = 8

export interface EvidenceInput {
  readonly lives: readonly Trajectory[]
  readonly leftOut: number
  readonly terms: ServiceTerms
  readonly outlook: Omit<ServiceOutlook, 'loads'>
  /** Loads of production, repeated over the replay. */
  readonly loads: readonly number[]
  readonly machines: number
}

const confidence = 0.9
/** Of one replayed fleet; all lives are lived about so many times, as far as these go. */
const mostMachines = 12
const mostPeriods = 200
const timesLived = 2
/** Of the time, for the plan: the usual ways decide at once. */
const planShare = 0.9

/** @throws MillraceError `cancelled`. */
export async function policyEvidence(
  solver: MipSolver,
  { lives, leftOut, terms, outlook, loads, machines }: EvidenceInput,
  { onProgress, signal }: WorkOptions = {},
): Promise<PolicyEvidence> {
  const order = createRandom(1)
    .split('halves')
    .shuffle([...lives])
  const middle = Math.ceil(order.length / 2)
  const halves = [order.slice(0, middle), order.slice(middle)]
  const replayed = Math.min(machines, mostMachines, ...halves.map(({ length }) => length))
  const shared = termsOfShare(terms, replayed / machines)
  const fleets = halves.map((half, i) => replayedFleet(half, replayed, shared, loads, i))
  const planned = plannedServices(solver, shared, { ...outlook, effort: 1, gap: 0.01 })
  const rules = usualRules(lives, terms).map((settings) =>
    settings.flatMap((rule) => stockedPolicies(rule, shared).map((policy) => ({ rule, policy }))),
  )
  const plan: RealisedCost[] = []
  for (const [i, fleet] of fleets.entries()) {
    const [from, to] = [i / fleets.length, (i + 1) / fleets.length]
    const within = progressWithin(onProgress, planShare * from, planShare * to)
    plan.push(await realisedCost(planned, fleet, { signal, onProgress: within }))
  }
  const usual: UsualCost[] = []
  for (const tried of rules) {
    const costs: RealisedCost[][] = []
    for (const { policy } of tried) {
      const own: RealisedCost[] = []
      for (const fleet of fleets) own.push(await realisedCost(policy, fleet, { signal }))
      costs.push(own)
    }
    const tuned = fleets.map((_, half) => cheapest(costs, (own) => own[1 - half]!.total))
    const judged = tuned.map((rule, half) => costs[rule]![half]!)
    const all = cheapest(costs, (own) => own[0]!.total + own[1]!.total)
    usual.push({
      rule: tried[all]!.rule,
      ...summary(judged),
      planLess: costDifference(plan, judged),
    })
  }
  const better = usual.filter(({ planLess }) => planLess.low > 0)
  const best = better[cheapest(better, ({ cost }) => cost)]
  return {
    lives: lives.length,
    leftOut,
    confidence,
    plan: summary(plan),
    usual,
    followed: best?.rule ?? null,
  }
}

export function policyOf(rule: UsualRule): MaintenancePolicy {
  switch (rule.way) {
    case 'run-to-failure':
      return runToFailure()
    case 'fixed-interval':
      return fixedInterval(rule.periods)
    case 'threshold':
      return lifeThreshold(rule.cycles)
    default:
      return rule satisfies never
  }
}

/** With the parts that the plant keeps, and with some more. */
function stockedPolicies(rule: UsualRule, { parts }: ServiceTerms): MaintenancePolicy[] {
  const policy = policyOf(rule)
  return parts ? [0, 1, 2].map((more) => withParts(policy, parts.stock + more)) : [policy]
}

/** In English. */
export function ruleName(rule: UsualRule): string {
  switch (rule.way) {
    case 'run-to-failure':
      return 'run to failure'
    case 'fixed-interval':
      return `service every ${rule.periods} periods`
    case 'threshold':
      return `service at a median remaining life of ${rule.cycles} cycles`
    default:
      return rule satisfies never
  }
}

/** Of each usual way, the settings that are tried. */
function usualRules(lives: readonly Trajectory[], terms: ServiceTerms): UsualRule[][] {
  const periods = lives.map(({ expected }) => expected.length).sort((a, b) => a - b)
  const longest = periods.at(-1)!
  const ages = [...new Set(shares.map((share) => Math.max(1, Math.round(share * longest))))]
  return [
    [{ way: 'run-to-failure' }],
    ages.map((age) => ({ way: 'fixed-interval', periods: age })),
    [...new Set([0.5, 1, 1.5, 2, 3, 4, 6, 8])].map((count) => ({
      way: 'threshold',
      cycles: count * terms.cycles_per_period,
    })),
  ]
}

const shares = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9]

/** Of a part of the fleet: as many machines to a crew and to a part, as far as whole ones allow. */
function termsOfShare(terms: ServiceTerms, share: number): ServiceTerms {
  const { crews, parts } = terms
  return {
    ...terms,
    crews: Math.max(1, Math.round(crews * share)),
    parts: parts && { ...parts, stock: Math.round(parts.stock * share) },
  }
}

function replayedFleet(
  lives: readonly Trajectory[],
  machineCount: number,
  terms: ServiceTerms,
  loads: readonly number[],
  half: number,
): OutcomeInput {
  const random = createRandom(1).split('replay', half)
  const decks = Array.from({ length: machineCount }, () => random.shuffle([...lives]))
  const livedPeriods = lives.reduce((sum, { expected }) => sum + expected.length, 0)
  const wanted = Math.ceil((timesLived * livedPeriods) / machineCount)
  return {
    terms,
    decks,
    startAges: decks.map((deck) => random.integer(deck[0]!.expected.length)),
    periodCount: Math.min(mostPeriods, Math.max(terms.horizon, wanted)),
    loadOf: (period) => loads[period % loads.length]!,
  }
}

function summary(parts: readonly RealisedCost[]): PolicyCost {
  const all = parts.flatMap(({ lives }) => [...lives.values()])
  const periods = all.reduce((sum, life) => sum + life.periods, 0)
  const sum = (of: (part: RealisedCost) => number): number =>
    parts.reduce((total, part) => total + of(part), 0)
  return {
    cost: all.reduce((total, { cost }) => total + cost, 0) / periods,
    failures: sum(({ failureCount }) => failureCount) / periods,
    services: sum(({ serviceCount }) => serviceCount) / periods,
    wastedLife: sum(({ wastedLife }) => wastedLife) / parts.length,
  }
}

/** Of the rates of cost of two ways on the same lives: that of the plan less the other. */
export function costDifference(
  plan: readonly RealisedCost[],
  other: readonly RealisedCost[],
): UsualCost['planLess'] {
  const lives = [...plan, ...other].flatMap((part) => [...part.lives.keys()])
  const each = [...new Set(lives)]
  const own = influences(plan, each)
  const their = influences(other, each)
  const differences = each.map((_, i) => own.influence[i]! - their.influence[i]!)
  const error = standardDeviation(differences) / Math.sqrt(each.length)
  const width = studentQuantile((1 + confidence) / 2, each.length - 1) * error
  const middle = own.rate - their.rate
  return { mean: middle, low: middle - width, high: middle + width }
}

/** The rate, and how much of it each life accounts for: (cost - rate periods) / mean periods. */
function influences(
  parts: readonly RealisedCost[],
  lives: readonly Trajectory[],
): { readonly rate: number; readonly influence: readonly number[] } {
  const costs = lives.map((life): LifeCost => {
    const own = parts.flatMap((part) => part.lives.get(life) ?? [])
    return {
      cost: own.reduce((sum, { cost }) => sum + cost, 0),
      periods: own.reduce((sum, { periods }) => sum + periods, 0),
    }
  })
  const periods = mean(costs.map((life) => life.periods))
  const rate = mean(costs.map(({ cost }) => cost)) / periods
  return { rate, influence: costs.map((life) => (life.cost - rate * life.periods) / periods) }
}

/** Index of the least; of equals the first; -1 of none. */
function cheapest<T>(values: readonly T[], costOf: (value: T) => number): number {
  return values.reduce((best, value, i) => {
    return best < 0 || costOf(value) < costOf(values[best]!) ? i : best
  }, -1)
}
