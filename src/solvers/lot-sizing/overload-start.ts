// A first plan where the tree search finds none: hours beyond the limits are allowed at a price, setups are rounded
// from the linear relaxation, and fix-and-optimise drives the overload out.

import type { Random } from '../../random.ts'
import type { EffortMeter } from '../mip/effort.ts'
import type { HighsSession } from '../mip/highs.ts'
import { relax } from '../mip/model.ts'
import { brokenRules } from './evaluate.ts'
import { neighbourhoods, reoptimise } from './fix-and-optimise.ts'
import { formulate } from './formulation.ts'
import type { CostModel } from './formulation.ts'
import { better, withOvertime } from './incumbent.ts'
import type { Incumbent } from './incumbent.ts'
import type { LotSizingPlan, LotSizingProblem } from './problem.ts'
import { roundSetups } from './round-setups.ts'

export interface OverloadStartOptions {
  readonly meter: EffortMeter
  readonly effortPerStep: number
  readonly openSetups: number
  readonly random: Random
  readonly onStep?: () => void
}

/** A plan that keeps every rule, or undefined where the effort was not enough. */
export async function startFromOverload(
  session: HighsSession,
  problem: LotSizingProblem,
  costModel: CostModel,
  { meter, effortPerStep, openSetups, random, onStep }: OverloadStartOptions,
): Promise<Omit<LotSizingPlan, 'overtime'> | undefined> {
  const { items, periods, resources } = problem
  const total = (hours: readonly number[]): number => hours.reduce((sum, h) => sum + h, 0)
  const allHours = resources.reduce((sum, { hours }) => sum + total(hours), 0)

  const loose = (pricePerHour: number): LotSizingProblem => ({
    ...problem,
    resources: resources.map((resource) => ({
      ...resource,
      overtimeHours: resource.hours.map((hours) => 10 * hours + allHours),
      overtimeCost: pricePerHour,
    })),
  })
  const formulation = formulate(loose(1), costModel)
  const relaxation = session.solve(relax(formulation.model), { effort: meter.left() })
  if (relaxation.status !== 'optimal') return undefined
  // Far above what an hour is worth on average, far below what would swamp every other cost.
  const priced = loose(1 + (20 * Math.abs(relaxation.objective)) / Math.max(1, allHours))
  const weights = Float64Array.from(formulation.setups, (variable, k) => {
    const lot = relaxation.values[formulation.lots[k]!]!
    if (lot <= 1e-6) return 0
    return variable < 0 ? 1 : Math.max(0.05, relaxation.values[variable]!)
  })
  let incumbent: Incumbent | undefined
  for (const threshold of [0.5, 0.2, 0.05]) {
    const lots = roundSetups(priced, weights, threshold)
    const none = new Set<number>()
    const plan = reoptimise(session, priced, costModel, lots, none, meter.left())
    if (plan) incumbent = better(priced, incumbent, plan)
  }
  const isWithinRules = (plan: LotSizingPlan): boolean =>
    brokenRules(problem, withOvertime(problem, plan)).length === 0
  for (const open of neighbourhoods({ items: items.length, periods }, openSetups, random)) {
    if (!incumbent || meter.left() <= 0) return undefined
    if (isWithinRules(incumbent.plan)) return incumbent.plan
    const effort = Math.min(meter.left(), effortPerStep)
    const plan = reoptimise(session, priced, costModel, incumbent.plan.lots, open, effort)
    if (plan) incumbent = better(priced, incumbent, plan)
    onStep?.()
    await session.trim()
  }
  return undefined
}
