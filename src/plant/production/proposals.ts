// Proposals: what to release, in which period, and what each release is worth.

import { hoursOf, type ProductionDecision } from './decision.ts'
import { executeLots, type Execution } from './execution.ts'
import { mean } from '../../statistics/moments.ts'
import { profitOf, traceItem, worthOf } from './evaluate.ts'
import type { Proposal, ResourcePlan } from './plan.ts'
import type { ItemRecord, ProductionRecords } from './records.ts'
import { orderQuantity } from './replenishment.ts'

/** In the order of release, the most valuable first within a period. */
export function proposalsOf(
  records: ProductionRecords,
  decision: ProductionDecision,
): readonly Proposal[] {
  const execution = executeLots(records, decision)
  const profits = records.items.map((_, index) =>
    profitOf(traceItem(records, decision, execution, index).money),
  )
  const worthWith = worthOf(records, sumOf(profits, records.scenarioCount))
  const worthWithout = (changed: ReadonlyMap<number, Float64Array>): number =>
    worthOf(
      records,
      sumOf(
        profits.map((profit, index) => changed.get(index) ?? profit),
        records.scenarioCount,
      ),
    )
  const isRiskNeutral = records.plant.file.planning.risk.measure === 'expected_profit'
  /** The mean is linear, so only the items that changed need be looked at. */
  const worthOfChange = (changed: ReadonlyMap<number, Float64Array>): number => {
    if (!isRiskNeutral) return worthWith - worthWithout(changed)
    let loss = 0
    for (const [index, profit] of changed) loss += mean(profits[index]!) - mean(profit)
    return loss
  }
  return records.items
    .flatMap((record, index) =>
      decision.policies[index]
        ? policyProposals(records, decision, execution, index, worthOfChange)
        : lotProposals(records, decision, execution, record, index, worthOfChange),
    )
    .sort((a, b) => a.release - b.release || b.worth - a.worth)
}

type WorthOfChange = (changed: ReadonlyMap<number, Float64Array>) => number

function lotProposals(
  records: ProductionRecords,
  decision: ProductionDecision,
  execution: Execution,
  { item, usage }: ItemRecord,
  index: number,
  worthOfChange: WorthOfChange,
): Proposal[] {
  const { periodCount } = records
  const proposals: Proposal[] = []
  for (let release = 0; release < periodCount; release++) {
    const at = index * periodCount + release
    const quantity = decision.lots[at]!
    if (quantity <= 0) continue
    const lots = decision.lots.slice()
    lots[at] = 0
    const without = { ...decision, lots }
    const changed = executeLots(records, without)
    const profits = new Map<number, Float64Array>()
    for (const other of records.items.keys()) {
      if (!isSameRow(execution, changed, other, periodCount)) {
        profits.set(other, profitOf(traceItem(records, without, changed, other).money))
      }
    }
    proposals.push({
      item: item.id,
      kind: item.supply,
      quantity,
      release,
      due: release + item.leadTimePeriods,
      resources: usage.map(({ resource, hoursPerUnit, setupHours }) => ({
        resource: records.resources[resource]!.resource.id,
        hours: setupHours + hoursPerUnit * quantity,
      })),
      fixedCost: item.fixedCost,
      variableCost: item.addedCost * quantity,
      worth: worthOfChange(profits),
    })
  }
  return proposals
}

/** The orders of the policy along the expected demand; the first is certain, later ones will adapt. */
function policyProposals(
  records: ProductionRecords,
  decision: ProductionDecision,
  execution: Execution,
  index: number,
  worthOfChange: WorthOfChange,
): Proposal[] {
  const { periodCount, plant } = records
  const record = records.items[index]!
  const { item, isWhole } = record
  const policy = decision.policies[index]!
  const expected = expectedDemand(records, record)
  let position = record.initialStock + record.receipts.reduce((sum, units) => sum + units, 0)
  const proposals: Proposal[] = []
  for (let release = 0; release + item.leadTimePeriods < periodCount; release++) {
    const quantity =
      release < plant.file.planning.frozen_periods
        ? 0
        : orderQuantity(item, policy, release, position, isWhole)
    position += quantity - expected[release]!
    if (quantity <= 0) continue
    const policies = decision.policies.slice()
    policies[index] = { ...policy, omitted: release }
    const trace = traceItem(records, { ...decision, policies }, execution, index)
    proposals.push({
      item: item.id,
      kind: item.supply,
      quantity,
      release,
      due: release + item.leadTimePeriods,
      resources: [],
      fixedCost: item.fixedCost,
      variableCost: item.addedCost * quantity,
      worth: worthOfChange(new Map([[index, profitOf(trace.money)]])),
    })
  }
  return proposals
}

/** Mean over the scenarios, shape [steps]. */
export function expectedDemand(
  { scenarioCount, steps }: ProductionRecords,
  { demand }: ItemRecord,
): Float64Array {
  const expected = new Float64Array(steps.length)
  if (!demand) return expected
  for (let i = 0; i < demand.length; i++) {
    expected[i % steps.length]! += demand[i]! / scenarioCount
  }
  return expected
}

export function resourcePlansOf(
  records: ProductionRecords,
  decision: ProductionDecision,
): ResourcePlan[] {
  const { resources, periodCount } = records
  const hours = hoursOf(records, decision.lots)
  return resources.map(({ resource, hours: regular, overtimeHours }, index) => {
    const row = (values: Float64Array): number[] => [
      ...values.subarray(index * periodCount, (index + 1) * periodCount),
    ]
    const regularHours = [...regular.subarray(0, periodCount)]
    const usedHours = row(hours)
    const available = regularHours.reduce((sum, value) => sum + value, 0)
    return {
      resource: resource.id,
      regularHours,
      overtimeHours: [...overtimeHours.subarray(0, periodCount)],
      usedHours,
      usedOvertime: row(decision.overtime),
      utilisation: available > 0 ? usedHours.reduce((sum, value) => sum + value, 0) / available : 0,
    }
  })
}

function isSameRow(a: Execution, b: Execution, index: number, periodCount: number): boolean {
  for (let at = index * periodCount; at < (index + 1) * periodCount; at++) {
    if (a.lots[at] !== b.lots[at] || a.supply[at] !== b.supply[at] || a.pool[at] !== b.pool[at]) {
      return false
    }
  }
  return true
}

function sumOf(profits: readonly Float64Array[], scenarioCount: number): Float64Array {
  const total = new Float64Array(scenarioCount)
  for (const profit of profits) {
    for (let s = 0; s < scenarioCount; s++) total[s]! += profit[s]!
  }
  return total
}
