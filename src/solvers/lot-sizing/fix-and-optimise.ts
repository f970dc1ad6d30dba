// Fix-and-optimise (Helber & Sahling 2010, doi:10.1016/j.ijpe.2009.08.022): all setups but those of a few items or a
// few periods are fixed to the incumbent's, and HiGHS decides the rest and all quantities anew.

import type { Random } from '../../random.ts'
import type { HighsSession } from '../mip/highs.ts'
import { decode, formulate, lotChoice } from './formulation.ts'
import type { CostModel } from './formulation.ts'
import type { LotSizingPlan, LotSizingProblem } from './problem.ts'

export interface NeighbourhoodShape {
  readonly items: number
  readonly periods: number
}

/** Setups (numbers in items x periods) that stay open. */
export type Neighbourhood = ReadonlySet<number>

/**
 * Alternates windows of periods over all items with groups of items over all periods, in random order;
 * each pass covers every setup at least once.
 */
export function* neighbourhoods(
  { items, periods }: NeighbourhoodShape,
  setupsAtOnce: number,
  random: Random,
): Generator<Neighbourhood> {
  const width = Math.max(2, Math.min(periods, Math.round(setupsAtOnce / items)))
  const group = Math.max(1, Math.min(items, Math.round(setupsAtOnce / periods)))
  for (let pass = 0; ; pass++) {
    const starts: number[] = []
    const step = Math.max(1, width >> 1)
    for (let start = 0; start < Math.max(1, periods - step); start += step) starts.push(start)
    for (const start of random.split('windows', pass).shuffle(starts)) {
      const open = new Set<number>()
      for (let i = 0; i < items; i++) {
        for (let t = start; t < Math.min(periods, start + width); t++) open.add(i * periods + t)
      }
      yield open
    }
    const order = random.split('groups', pass).shuffle(Array.from({ length: items }, (_, i) => i))
    for (let first = 0; first < items; first += group) {
      const open = new Set<number>()
      for (const i of order.slice(first, first + group)) {
        for (let t = 0; t < periods; t++) open.add(i * periods + t)
      }
      yield open
    }
  }
}

/** Choices that keep the setups of a plan outside the neighbourhood. */
export function choicesAround(lots: Float64Array, open: Neighbourhood): Uint8Array {
  return Uint8Array.from(lots, (lot, k) => {
    if (open.has(k)) return lotChoice.open
    return lot > 0 ? lotChoice.on : lotChoice.off
  })
}

/** Decides a neighbourhood anew; undefined where the limits cut in before anything was found. */
export function reoptimise(
  session: HighsSession,
  problem: LotSizingProblem,
  costModel: CostModel,
  lots: Float64Array,
  open: Neighbourhood,
  effort: number,
): Omit<LotSizingPlan, 'overtime'> | undefined {
  const formulation = formulate(problem, costModel, { choices: choicesAround(lots, open) })
  const outcome = session.solve(formulation.model, { gap: 1e-4, effort })
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible') return undefined
  return decode(problem, formulation, outcome.values)
}
