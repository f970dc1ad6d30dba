// Search, then the reasons: the whole of a solve on one thread.

import type { WorkOptions } from '../../progress.ts'
import type { HighsSession } from '../mip/highs.ts'
import { overtimeCauses, shortageCauses } from './causes.ts'
import { better, gapOf } from './incumbent.ts'
import type { Incumbent } from './incumbent.ts'
import { positions } from './evaluate.ts'
import type { LotSizingOutcome, LotSizingProblem, RiskAppetite } from './problem.ts'
import { optimiseQuantities } from './quantities.ts'
import type { Prices } from './quantities.ts'
import { riskMeasure, searchUnderRisk } from './risk.ts'
import { lossesUnder, scenarioWeights, searchCosts } from './scenario-cost.ts'
import { search } from './search.ts'
import type { LotSizingOptions } from './solve.ts'
import { roundToWholeLots } from './whole-lots.ts'

export async function planLots(
  session: HighsSession,
  problem: LotSizingProblem,
  options: LotSizingOptions & WorkOptions = {},
): Promise<LotSizingOutcome> {
  const { risk } = options
  const outcome =
    risk && risk.weight > 0
      ? await searchUnderRisk(session, problem, risk, options)
      : await search(session, problem, options)
  if (outcome.status !== 'solved') return outcome
  const { bound, isCut } = outcome
  const incumbent = inWholeUnits(problem, outcome.incumbent, risk)
  const costs = problem.items.map((item, i) =>
    searchCosts(item, problem, lossesUnder(item, problem, positions(problem, incumbent.plan, i))),
  )
  const prices: Prices = optimiseQuantities(session, problem, costs, incumbent.plan.lots)
    ?.prices ?? {
    hour: new Float64Array(problem.resources.length * problem.periods),
    piece: new Float64Array(problem.items.length * problem.periods),
  }
  return {
    status: 'solved',
    plan: incumbent.plan,
    objective: incumbent.objective,
    bound,
    gap: gapOf(incumbent.objective, bound),
    costs: incumbent.evaluation.costs,
    shortages: shortageCauses(problem, incumbent, costs, prices),
    overtime: overtimeCauses(problem, incumbent, prices),
    isCut,
  }
}

/** The plan rounded where units are whole, and judged again. */
function inWholeUnits(
  problem: LotSizingProblem,
  incumbent: Incumbent,
  risk: RiskAppetite | undefined,
): Incumbent {
  if (!problem.items.some(({ isWhole }) => isWhole)) return incumbent
  const whole = better(problem, undefined, roundToWholeLots(problem, incumbent.plan))
  if (!risk || risk.weight === 0) return whole
  return { ...whole, objective: riskMeasure(scenarioWeights(problem), whole.evaluation, risk) }
}
