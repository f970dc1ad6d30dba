// Why a model has no solution: the cheapest way to make it feasible by letting named constraints give way
// (an elastic, phase-1 model; Chinneck, Feasibility and Infeasibility in Optimization, doi:10.1007/978-0-387-74932-7).

import type { HighsSession, MipOptions } from './highs.ts'
import type { MipModel } from './model.ts'

export interface ElasticConstraint {
  readonly row: number
  /** Cost of one unit of violation, to compare hours with pieces. Default 1. */
  readonly penalty?: number
}

export interface Violation {
  readonly row: number
  /** How far the row's activity has to leave its bounds, above 0. */
  readonly amount: number
  readonly side: 'below' | 'above'
}

/**
 * The violations with the least total penalty that make the model feasible, largest first; empty where it is feasible.
 * Undefined where letting these rows give way is not enough, or the limits cut in before an answer.
 */
export function explainInfeasibility(
  session: HighsSession,
  model: MipModel,
  elastic: readonly ElasticConstraint[],
  options: MipOptions = {},
): readonly Violation[] | undefined {
  const { model: phaseOne, slacks } = elasticModel(model, elastic)
  const outcome = session.solve(phaseOne, options)
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible') return undefined
  return slacks
    .map(({ row, variable, side }) => ({ row, side, amount: outcome.values[variable]! }))
    .filter(({ amount }) => amount > 1e-6)
    .sort((a, b) => b.amount - a.amount)
}

interface Slack {
  readonly row: number
  readonly variable: number
  readonly side: 'below' | 'above'
}

/** Gives each elastic row one slack per finite side; the objective counts violations only. */
function elasticModel(
  model: MipModel,
  elastic: readonly ElasticConstraint[],
): { model: MipModel; slacks: Slack[] } {
  const slacks: Slack[] = []
  const penalties: number[] = []
  const extra = new Map<number, readonly [variable: number, sign: number][]>()
  for (const { row, penalty = 1 } of elastic) {
    const entries: [number, number][] = []
    const add = (side: 'below' | 'above'): void => {
      const variable = model.cost.length + slacks.length
      slacks.push({ row, variable, side })
      penalties.push(penalty)
      entries.push([variable, side === 'below' ? 1 : -1])
    }
    if (Number.isFinite(model.rowLower[row])) add('below')
    if (Number.isFinite(model.rowUpper[row])) add('above')
    extra.set(row, entries)
  }
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (let row = 0; row < model.rowLower.length; row++) {
    for (let k = model.starts[row]!; k < model.starts[row + 1]!; k++) {
      indices.push(model.indices[k]!)
      values.push(model.values[k]!)
    }
    for (const [variable, sign] of extra.get(row) ?? []) {
      indices.push(variable)
      values.push(sign)
    }
    starts.push(indices.length)
  }
  const none = new Array<number>(slacks.length)
  return {
    slacks,
    model: {
      cost: Float64Array.from([...new Float64Array(model.cost.length), ...penalties]),
      lower: Float64Array.from([...model.lower, ...none.fill(0)]),
      upper: Float64Array.from([...model.upper, ...none.fill(Infinity)]),
      integer: Uint8Array.from([...model.integer, ...none.fill(0)]),
      rowLower: model.rowLower,
      rowUpper: model.rowUpper,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
      offset: 0,
    },
  }
}
