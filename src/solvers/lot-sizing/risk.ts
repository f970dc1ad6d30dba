// Plans for an appetite for risk: (1 - weight) expectation + weight CVaR of the loss (cost less revenue).
//
// CVaR is the largest expectation over the reweightings of the scenarios that raise no probability by more than
// 1 / tail (Artzner et al. 1999, doi:10.1111/1467-9965.00068; Rockafellar & Uryasev 2000). So the plan plays against
// the weights: the plan is the best reply to the average of the worst tails so far (fictitious play, Brown 1951),
// each reply is judged exactly on all scenarios, and the cost of a best reply to any weights bounds the measure.

import type { WorkOptions } from '../../progress.ts'
import { progressWithin } from '../../progress.ts'
import type { HighsSession } from '../mip/highs.ts'
import { positions } from './evaluate.ts'
import type { Evaluation } from './evaluate.ts'
import { better } from './incumbent.ts'
import type { Incumbent } from './incumbent.ts'
import type { LotSizingProblem, RiskAppetite } from './problem.ts'
import { optimiseQuantities } from './quantities.ts'
import { lossesUnder, scenarioWeights, searchCosts } from './scenario-cost.ts'
import { search } from './search.ts'
import type { SearchOptions, SearchOutcome } from './search.ts'

// Replies with the setups as they stand: a linear model each.
const replies = 8

/** Like `search`, for the measure of risk; `objective` of the incumbent is the measure, in terms of cost. */
export async function searchUnderRisk(
  session: HighsSession,
  problem: LotSizingProblem,
  risk: RiskAppetite,
  { effort = 60, timeLimitSeconds, onProgress, ...options }: SearchOptions & WorkOptions = {},
): Promise<SearchOutcome> {
  const half = {
    ...options,
    effort: effort * 0.4,
    timeLimitSeconds: timeLimitSeconds && timeLimitSeconds * 0.4,
  }
  const first = await search(session, problem, {
    ...half,
    onProgress: progressWithin(onProgress, 0, 0.45),
  })
  if (first.status !== 'solved') return first
  const base = scenarioWeights(problem)
  let best = measured(problem, risk, first.incumbent)
  let average = adverseWeights(base, first.incumbent.evaluation, risk)
  let bound = first.bound

  const reply = (): void => {
    let current = best
    for (let k = 1; k <= replies; k++) {
      const weighted = { ...problem, weights: average }
      const costs = weighted.items.map((item, i) =>
        searchCosts(
          item,
          weighted,
          lossesUnder(item, problem, positions(problem, current.plan, i)),
        ),
      )
      const quantities = optimiseQuantities(session, weighted, costs, current.plan.lots)
      if (!quantities || problem.items.some(({ lotMultiple = 0 }) => lotMultiple > 0)) return
      current = measured(problem, risk, better(problem, undefined, quantities.plan))
      if (current.objective < best.objective) best = current
      const worst = adverseWeights(base, current.evaluation, risk)
      average = average.map((weight, s) => weight + (worst[s]! - weight) / (k + 1))
    }
  }

  reply()
  const weighted = { ...problem, weights: average }
  const second = await search(session, weighted, {
    ...half,
    onProgress: progressWithin(onProgress, 0.55, 1),
  })
  if (second.status === 'solved') {
    const plan = better(problem, undefined, second.incumbent.plan)
    const candidate = measured(problem, risk, plan)
    if (candidate.objective < best.objective) best = candidate
    const revenue = revenueOf(second.incumbent.evaluation)
    bound = Math.max(bound, second.bound + mean(base, revenue) - mean(average, revenue))
    reply()
  }
  const isCut = first.isCut || (second.status !== 'infeasible' && second.isCut)
  return { status: 'solved', incumbent: best, bound: Math.min(bound, best.objective), isCut }
}

/** The measure of an evaluated plan, in terms of cost: with weight 0 it is the expected cost. */
export function riskMeasure(
  base: Float64Array,
  evaluation: Evaluation,
  risk: RiskAppetite,
): number {
  const revenue = revenueOf(evaluation)
  const worst = adverseWeights(base, evaluation, risk)
  const loss = evaluation.profitPerScenario.map((profit) => -profit)
  return mean(worst, loss) + mean(base, revenue)
}

/** (1 - weight) of the given probabilities and weight of the worst tail under the plan. */
export function adverseWeights(
  base: Float64Array,
  { profitPerScenario }: Evaluation,
  { tail, weight }: RiskAppetite,
): Float64Array {
  const order = Array.from(base.keys()).sort(
    (a, b) => profitPerScenario[a]! - profitPerScenario[b]!,
  )
  const adverse = base.map((probability) => (1 - weight) * probability)
  let left = tail
  for (const s of order) {
    const part = Math.min(left, base[s]!)
    adverse[s]! += (weight * part) / tail
    left -= part
    if (left <= 1e-12) break
  }
  return adverse
}

function measured(problem: LotSizingProblem, risk: RiskAppetite, incumbent: Incumbent): Incumbent {
  const objective = riskMeasure(scenarioWeights(problem), incumbent.evaluation, risk)
  return { ...incumbent, objective }
}

function revenueOf({ profitPerScenario, costPerScenario }: Evaluation): Float64Array {
  return profitPerScenario.map((profit, s) => profit + costPerScenario[s]!)
}

function mean(weights: Float64Array, values: Float64Array): number {
  return values.reduce((sum, value, s) => sum + weights[s]! * value, 0)
}
