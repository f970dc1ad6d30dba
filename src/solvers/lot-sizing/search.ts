// Finds a plan and proves how good it is.
// Start: the whole model where it is small, else items decomposed. Then fix-and-optimise. Each candidate is judged
// exactly on the scenarios; the bound never rests on an approximation.

import { throwIfCancelled } from '../../errors.ts'
import { progressWithin } from '../../progress.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { createEffortMeter, type EffortLimits, type EffortMeter } from '../mip/effort.ts'
import { metered, type HighsSession } from '../mip/highs.ts'
import { relax } from '../mip/model.ts'
import { conflictsOf } from './conflicts.ts'
import { costsAround, sizeOf, slicesOf } from './cost-views.ts'
import { brokenRules, evaluationEffort, hasParents } from './evaluate.ts'
import { neighbourhoods, reoptimise } from './fix-and-optimise.ts'
import { decode, formulate, startFrom } from './formulation.ts'
import { better, gapOf, withOvertime } from './incumbent.ts'
import type { Incumbent } from './incumbent.ts'
import { independentParts, joinPlans, planOfPart } from './independent-parts.ts'
import { decomposeByItem } from './item-decomposition.ts'
import { startFromOverload } from './overload-start.ts'
import { planLevelByLevel } from './level-by-level.ts'
import { checkProblem } from './problem.ts'
import type { Conflict, LotSizingProblem, PlannedLots } from './problem.ts'
import { optimiseQuantities } from './quantities.ts'
import { roundSetups } from './round-setups.ts'
import { canCutQuantities, cutQuantities } from './lost-sales-quantities.ts'
import { lostSalesPricer } from './lost-sales-item.ts'
import { minorantCosts, searchCosts } from './scenario-cost.ts'
import { annealSetups, canAnneal } from './setup-annealing.ts'
import { separablePricer } from './single-item.ts'

/** Effort: default 60. */
export interface SearchOptions extends EffortLimits, WorkOptions {
  /** Proved relative gap at which the search stops. Default 0.01. */
  readonly gap?: number
  /** Orders the neighbourhoods. Default 1. */
  readonly seed?: number
  /** Plans to start from; those that break a rule are passed over. */
  readonly starts?: readonly PlannedLots[]
  /** The clock, in milliseconds; an argument so that a test can hold it. */
  readonly now?: () => number
}

export type SearchOutcome =
  | {
      readonly status: 'solved'
      readonly incumbent: Incumbent
      readonly bound: number
      /** Whether the clock cut in while there was effort left. */
      readonly isCut: boolean
    }
  | { readonly status: 'infeasible'; readonly conflicts: readonly Conflict[] }
  | { readonly status: 'unsolved'; readonly bound: number; readonly isCut: boolean }

// Slices times periods over all items: up to here the whole model is worth a try.
const smallSize = 12_000
// Setups that a neighbourhood leaves open.
const openSetups = 48
// Slices per item: of the whole model, and of a neighbourhood, where fewer lots are open.
const wholeSlices = 48
const mostFineSlices = 160
const fineSize = 16_000

// Items from which on a part of the problem is worth a search of its own.
const leastItemsOfPart = 4

/** Blocks its thread; `solve.ts` runs it in a worker. */
export async function search(
  highs: HighsSession,
  problem: LotSizingProblem,
  options: SearchOptions = {},
): Promise<SearchOutcome> {
  checkProblem(problem)
  const parts = independentParts(problem, leastItemsOfPart)
  const { effort = 60, timeLimitSeconds, now, starts = [], onProgress } = options
  const meter = createEffortMeter({ effort, timeLimitSeconds }, now)
  if (parts.length === 1) return searchPart(highs, problem, meter, options)
  const plans: PlannedLots[] = []
  let bound = 0
  let done = 0
  for (const part of parts) {
    const share = part.items.length / problem.items.length
    // What a part leaves is for those after it.
    const own = meter.within(Math.max(0.1, (meter.left() * share) / (1 - done)))
    const outcome = await searchPart(highs, part.problem, own, {
      ...options,
      starts: starts.map((start) => planOfPart(problem, part, start)),
      onProgress: progressWithin(onProgress, done, done + share),
    })
    // From one part alone nothing follows for the cost of all.
    if (outcome.status === 'unsolved') return { ...outcome, bound: -Infinity }
    if (outcome.status === 'infeasible') return outcome
    plans.push(outcome.incumbent.plan)
    bound += outcome.bound
    done += share
  }
  const incumbent = better(problem, undefined, joinPlans(problem, parts, plans))
  const { isCut } = meter
  return { status: 'solved', incumbent, bound: Math.min(bound, incumbent.objective), isCut }
}

async function searchPart(
  highs: HighsSession,
  problem: LotSizingProblem,
  meter: EffortMeter,
  { gap = 0.01, seed = 1, starts = [], onProgress, signal }: SearchOptions,
): Promise<SearchOutcome> {
  const { left } = meter
  const effort = left()
  // What any plan may take, even where nothing is left.
  const leastEffort = 0.1
  const isLost = problem.items.some(({ demand }) => demand?.shortage.kind === 'lost')
  const isSingleLevel = !hasParents(problem).includes(true)
  const canCut = canCutQuantities(problem)
  let costs = costsAround(problem, undefined, searchCosts)
  const demanded = problem.items.filter(({ demand }) => demand).length
  const perItem = Math.floor(fineSize / Math.max(1, demanded * problem.periods))
  const fineSlices = Math.max(wholeSlices, Math.min(mostFineSlices, perItem))
  let costModel = slicesOf(problem, costs, wholeSlices)
  let fineModel = slicesOf(problem, costs, fineSlices)
  let incumbent: Incumbent | undefined
  let bound = -Infinity
  const isProved = (): boolean =>
    incumbent !== undefined && gapOf(incumbent.objective, bound) <= gap
  const isDone = (): boolean => left() <= 0.05 || isProved()
  const tell = (): void => {
    const cost = incumbent ? `cost ${incumbent.objective.toFixed(1)}, ` : ''
    const fraction = Math.min(1, 1 - left() / effort)
    const proved = bound > -Infinity ? `bound ${bound.toFixed(1)}` : 'no bound yet'
    onProgress?.({ stage: 'plan', fraction, detail: `${cost}${proved}` })
  }
  const report = (): void => {
    tell()
    throwIfCancelled(signal)
  }
  const session = metered(highs, meter, nowAndThen(tell))
  const offer = (candidate: ReturnType<typeof decode>): void => {
    incumbent = better(problem, incumbent, candidate)
    meter.spend(evaluationEffort(problem))
  }
  for (const start of starts) {
    if (brokenRules(problem, withOvertime(problem, start)).length === 0) offer(start)
  }

  /** The whole model, from the incumbent on; conflicts where it has no solution. */
  const solveWhole = (most: number): Conflict[] | undefined => {
    const formulation = formulate(problem, costModel)
    const outcome = session.solve(formulation.model, {
      gap: gap * 0.9,
      effort: Math.min(most, left()),
      ...(incumbent ? { start: startFrom(formulation, incumbent.plan) } : {}),
    })
    if (outcome.status === 'infeasible' || outcome.status === 'unbounded') {
      return conflictsOf(session, problem, costModel, Math.max(1, left()))
    }
    if (!isLost) bound = Math.max(bound, outcome.bound - formulation.error)
    if (outcome.status !== 'unsolved') offer(decode(problem, formulation, outcome.values))
    report()
    return undefined
  }

  /** The bound of the relaxed whole model, with costs of lost sales that no plan exceeds. */
  const boundWhole = (most: number): void => {
    const minorants = costsAround(problem, incumbent, minorantCosts)
    const formulation = formulate(problem, slicesOf(problem, minorants, wholeSlices))
    const outcome = session.solve(relax(formulation.model), { effort: Math.min(most, left()) })
    if (outcome.status === 'optimal') bound = Math.max(bound, outcome.bound - formulation.error)
    report()
  }

  /** A plan with the best quantities for its setups where these are found exactly, else as it is. */
  const polish = (candidate: PlannedLots): PlannedLots => {
    const isCut = canCut && brokenRules(problem, withOvertime(problem, candidate)).length === 0
    if (!isCut) return candidate
    return { ...candidate, lots: cutQuantities(session, problem, candidate.lots, { meter }) }
  }

  /** Fine quantities for the incumbent's setups; for lost sales, with its losses, until that no longer helps. */
  const refine = (): void => {
    if (canCut && incumbent) {
      offer(polish(incumbent.plan))
      costs = costsAround(problem, incumbent, searchCosts)
      costModel = slicesOf(problem, costs, wholeSlices)
      fineModel = slicesOf(problem, costs, fineSlices)
      report()
      return
    }
    for (let round = 0; round < 5; round++) {
      if (!incumbent || left() <= 0) break
      const before = incumbent.objective
      if (isLost) {
        costs = costsAround(problem, incumbent, searchCosts)
        costModel = slicesOf(problem, costs, wholeSlices)
        fineModel = slicesOf(problem, costs, fineSlices)
      }
      const { lots } = incumbent.plan
      const views = isLost ? [costs, costsAround(problem, incumbent, minorantCosts)] : [costs]
      for (const view of views) {
        const best = optimiseQuantities(session, problem, view, lots, Math.max(leastEffort, left()))
        if (best && !hasMultiples(problem)) offer(best.plan)
      }
      if (!isLost || incumbent.objective > before - 1e-4 * Math.abs(before)) break
    }
    report()
  }

  let prices: Float64Array | undefined

  /** Setups of the decomposition, and its bound where the costs are exact. */
  const decompose = (most: number, isStart = false): void => {
    const pricers = problem.items.map((item, i) => separablePricer(item, problem, costs[i]!))
    const parts = decomposeByItem(session, problem, pricers, { meter: meter.within(most) })
    if (!isLost) bound = Math.max(bound, parts.bound)
    prices = parts.prices
    const starts = [0.5, 0.25].map((least) => roundSetups(problem, parts.setupWeights, least))
    if (parts.lots) starts.unshift(parts.lots)
    for (const lots of isStart ? starts : []) {
      const quantities = optimiseQuantities(session, problem, costs, lots, left())
      if (quantities) offer(polish(quantities.plan))
    }
    report()
  }

  /** The bound of lost sales, around the incumbent, and the plan of its columns, whose costs are exact. */
  const decomposeLost = (most: number): void => {
    const { lots } = incumbent!.plan
    const pricers = problem.items.map((item, i) => {
      const own = lots.slice(i * problem.periods, (i + 1) * problem.periods)
      return item.demand?.shortage.kind === 'lost'
        ? lostSalesPricer(item, problem, own)
        : separablePricer(item, problem, costs[i]!)
    })
    const parts = decomposeByItem(session, problem, pricers, {
      meter: meter.within(most),
      leastSmoothing: 0.5,
      patience: 15,
      ...(prices ? { prices } : {}),
    })
    bound = Math.max(bound, parts.bound)
    if (parts.lots) {
      const plan = { lots: parts.lots, allocations: new Float64Array(lots.length) }
      const isKept = brokenRules(problem, withOvertime(problem, plan)).length === 0
      // Columns that do not fit together still have setups to offer.
      const kept = isKept
        ? plan
        : optimiseQuantities(session, problem, costs, parts.lots, Math.max(leastEffort, left()))
            ?.plan
      if (kept) offer(polish(kept))
    }
    report()
  }

  const effortPerStep = Math.max(1, effort * 0.07)

  /** Fix-and-optimise until so much is left. */
  const improve = async (leave: number): Promise<void> => {
    const shape = { items: problem.items.length, periods: problem.periods }
    // Two passes without a better plan are enough.
    const patience = 4 + (6 * shape.items * shape.periods) / openSetups
    let misses = 0
    for (const open of neighbourhoods(shape, openSetups, createRandom(seed))) {
      if (!incumbent || isDone() || left() <= leave || misses > patience) break
      const most = Math.min(left(), effortPerStep)
      const { lots } = incumbent.plan
      const candidate = reoptimise(session, problem, fineModel, lots, open, most)
      const before = incumbent.objective
      if (candidate) offer(polish(candidate))
      misses = incumbent.objective < before - 1e-9 ? 0 : misses + 1
      report()
      await session.trim()
    }
  }

  /** Plans without any model, from so many starts. */
  const anneal = (first: number, count: number): void => {
    for (let start = first; start < first + count && !isDone(); start++) {
      const random = createRandom(seed).split('annealing', start)
      const lots = annealSetups(problem, costs, { random, meter })
      if (lots) offer({ lots, allocations: new Float64Array(lots.length) })
      report()
    }
  }

  const isSmall = sizeOf(costModel, problem.periods) <= smallSize
  if (mayRunShort(problem)) {
    const guess = planLevelByLevel(problem, costs)
    const rounded = roundSetups(
      problem,
      guess.map((lot) => (lot > 0 ? 1 : 0)),
      0.5,
    )
    const plan = reoptimise(session, problem, costModel, rounded, new Set(), effort * 0.3)
    if (plan) offer(plan)
    report()
  }
  if (canAnneal(problem)) anneal(0, 1)
  if (isSingleLevel && !isSmall) decompose(effort * (isLost ? 0.2 : 0.3), true)
  if (!incumbent || !isSingleLevel || canAnneal(problem)) {
    const conflicts = solveWhole(effort * 0.2)
    if (conflicts) return { status: 'infeasible', conflicts }
    if (canAnneal(problem)) anneal(1, 4)
  }
  if (!incumbent) {
    const plan = await startFromOverload(session, problem, costModel, {
      meter: meter.within(left() * 0.7),
      effortPerStep,
      openSetups,
      random: createRandom(seed).split('start'),
      onStep: report,
    })
    if (plan) offer(plan)
    else {
      const conflicts = solveWhole(left())
      if (conflicts) return { status: 'infeasible', conflicts }
    }
  }
  if (!incumbent && mayRunShort(problem)) {
    const nothing = onlyFrozen(problem)
    if (brokenRules(problem, withOvertime(problem, nothing)).length === 0) offer(nothing)
  }
  if (!incumbent) return { status: 'unsolved', bound, isCut: meter.isCut }
  if (isLost || costModel.slices.some((cells) => cells && cells.error > 0)) refine()
  if (!isProved() && isSingleLevel && isLost) {
    decomposeLost(effort * 0.35)
    refine()
  } else if (!isProved() && isSingleLevel && isSmall && problem.scenarioCount > 1) {
    decompose(effort * 0.2)
  }
  if (!isDone()) await improve(effort * 0.3)
  // The tree search proves the last percent or two; further off, better plans are what effort is for.
  if (!isDone() && isSmall && !isLost && gapOf(incumbent.objective, bound) < 0.025) {
    solveWhole(left())
  }
  // A plan to prove something of is at hand by now, and what is left still serves to better it.
  if (!isDone() && isLost && !isSingleLevel) boundWhole(effort * 0.25)
  if (!isDone()) await improve(0)
  refine()
  const { isCut } = meter
  return { status: 'solved', incumbent, bound: Math.min(bound, incumbent.objective), isCut }
}

/** Calls `tell` a few times a second however often it is itself called. */
function nowAndThen(tell: () => void): () => void {
  let last = performance.now()
  return () => {
    if (performance.now() - last <= 250) return
    last = performance.now()
    tell()
  }
}

/** Whether making nothing is allowed, if never wise. */
function mayRunShort({ items }: LotSizingProblem): boolean {
  return items.every(
    ({ demand }) =>
      !demand || (demand.shortage.kind !== 'forbidden' && demand.serviceLevel === undefined),
  )
}

/** The lots of the frozen fence and no others. */
function onlyFrozen({ items, periods }: LotSizingProblem): ReturnType<typeof decode> {
  const lots = new Float64Array(items.length * periods)
  items.forEach(({ frozen = [] }, i) => lots.set(frozen, i * periods))
  return { lots, allocations: new Float64Array(lots.length) }
}

function hasMultiples({ items }: LotSizingProblem): boolean {
  return items.some(({ lotMultiple = 0 }) => lotMultiple > 0)
}
