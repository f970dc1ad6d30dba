// A plan as a folder: plan.json, and the CSVs that a planner opens. All of it, or nothing, is written.

import { compactJson } from '../../data/compact-json.ts'
import { writeTexts } from '../../data/files.ts'
import type { Table } from '../../data/table/table.ts'
import { tableOf } from '../../data/table/table-of.ts'
import { csvText } from '../../data/table/write-csv.ts'
import type { WorkOptions } from '../../progress.ts'
import type { FeasiblePlan, Plan } from './plan.ts'

/**
 * Writes plan.json and, where there is a plan, proposals.csv, stock.csv, utilisation.csv and reasons.csv.
 * @returns the names of the files. @throws MillraceError where the folder cannot be written.
 */
export async function writePlan(
  folder: string,
  plan: Plan,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<readonly string[]> {
  const files = new Map([['plan.json', compactJson(plan)]])
  if (plan.status === 'planned') {
    files.set('proposals.csv', csvText(proposalTable(plan)))
    files.set('stock.csv', csvText(stockTable(plan)))
    files.set('utilisation.csv', csvText(utilisationTable(plan)))
    files.set('reasons.csv', csvText(reasonTable(plan)))
  }
  return writeTexts(folder, files, { signal })
}

export function proposalTable({ proposals, periods }: FeasiblePlan): Table {
  return tableOf(proposals, {
    item: ({ item }) => item,
    kind: ({ kind }) => kind,
    quantity: ({ quantity }) => rounded(quantity),
    release: ({ release }) => periods[release]!,
    due: ({ due }) => periods[due] ?? '',
    resource: ({ resources }) => resources.map(({ resource }) => resource).join(' + '),
    hours: ({ resources }) => rounded(resources.reduce((sum, { hours }) => sum + hours, 0)),
    fixed_cost: ({ fixedCost }) => rounded(fixedCost),
    variable_cost: ({ variableCost }) => rounded(variableCost),
    worth: ({ worth }) => rounded(worth),
  })
}

function stockTable({ items, periods }: FeasiblePlan): Table {
  const rows = items.flatMap((plan) => periods.map((period, t) => ({ plan, period, t })))
  return tableOf(rows, {
    item: ({ plan }) => plan.item,
    period: ({ period }) => period,
    demand: ({ plan, t }) => rounded(plan.demand[t]!.mean),
    supply: ({ plan, t }) => rounded(plan.supply[t]!),
    stock: ({ plan, t }) => rounded(plan.stock[t]!.mean),
    'stock_q0.1': ({ plan, t }) => rounded(plan.stock[t]!.q10),
    'stock_q0.5': ({ plan, t }) => rounded(plan.stock[t]!.q50),
    'stock_q0.9': ({ plan, t }) => rounded(plan.stock[t]!.q90),
    shortage: ({ plan, t }) => rounded(plan.shortage[t]!.mean),
  })
}

function utilisationTable({ resources, periods }: FeasiblePlan): Table {
  const rows = resources.flatMap((plan) => periods.map((period, t) => ({ plan, period, t })))
  return tableOf(rows, {
    resource: ({ plan }) => plan.resource,
    period: ({ period }) => period,
    hours: ({ plan, t }) => rounded(plan.regularHours[t]!),
    used: ({ plan, t }) => rounded(plan.usedHours[t]!),
    overtime: ({ plan, t }) => rounded(plan.usedOvertime[t]!),
    most_overtime: ({ plan, t }) => rounded(plan.overtimeHours[t]!),
  })
}

function reasonTable({ reasons, periods }: FeasiblePlan): Table {
  return tableOf(reasons, {
    about: ({ about }) => about,
    subject: ({ subject }) => subject,
    from: ({ from }) => periods[from]!,
    to: ({ to }) => periods[to]!,
    quantity: ({ quantity }) => rounded(quantity),
    stake: ({ stake }) => rounded(stake),
    cause: ({ cause }) => cause,
    because: ({ because }) => because ?? '',
    root: ({ root }) => root?.item ?? '',
    root_cause: ({ root }) => root?.cause ?? '',
    root_because: ({ root }) => root?.because ?? '',
    sentence: ({ sentence }) => sentence,
  })
}

/** Six significant decimals are more than anyone reads. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
