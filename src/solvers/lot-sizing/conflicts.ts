// Names what stands in the way of a plan, and by how much.

import { explainInfeasibility } from '../mip/elastic.ts'
import type { HighsSession } from '../mip/highs.ts'
import { formulate } from './formulation.ts'
import type { CostModel } from './formulation.ts'
import type { Conflict, LotSizingProblem } from './problem.ts'

/** Conflicts of an infeasible problem in the relaxation with the least violation, largest amount first. */
export function conflictsOf(
  session: HighsSession,
  problem: LotSizingProblem,
  costModel: CostModel,
  effort: number,
): Conflict[] {
  const { model, rows } = formulate(problem, costModel, { isElastic: true })
  const byRow = new Map(rows.map((row) => [row.row, row]))
  const elastic = rows.map(({ row, scale }) => ({ row, penalty: scale }))
  const violations = explainInfeasibility(session, model, elastic, { effort, gap: 1e-3 }) ?? []
  return violations
    .map(({ row, amount }) => {
      const { group, subject, period, scale } = byRow.get(row)!
      const named = group === 'capacity' ? problem.resources[subject]! : problem.items[subject]!
      return { group, name: named.name, period, amount: amount * scale }
    })
    .sort((a, b) => b.amount - a.amount)
}
