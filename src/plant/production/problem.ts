// Model: items of the records as a lot-sizing problem, and its answer as a decision.

import type {
  Item as ProblemItem,
  LotSizingPlan,
  LotSizingProblem,
  Resource as ProblemResource,
} from '../../solvers/lot-sizing/problem.ts'
import { emptyDecision, type ProductionDecision } from './decision.ts'
import { unitEndValue } from './evaluate.ts'
import type { ItemRecord, ProductionRecords, ResourceRecord } from './records.ts'

export interface NumberedProblem {
  readonly problem: LotSizingProblem
  /** Number of the record behind each item of the problem. */
  readonly records: readonly number[]
}

/**
 * The problem of some of the items, which must contain the components of each.
 * @param first what is released in the first period, per item of the records; left to the solver where absent.
 */
export function lotSizingProblem(
  records: ProductionRecords,
  chosen: readonly number[],
  first?: Float64Array,
): NumberedProblem {
  const { items, resources, periodCount, scenarioCount } = records
  const numberOf = new Map(chosen.map((record, index) => [record, index]))
  const problem = {
    periods: periodCount,
    scenarioCount,
    items: chosen.map((record) => problemItem(items[record]!, records, numberOf, first?.[record])),
    resources: resources.map((resource) => problemResource(resource, periodCount)),
  }
  return { problem, records: chosen }
}

function problemItem(
  record: ItemRecord,
  { periodCount, steps, scenarioCount, plant }: ProductionRecords,
  numberOf: ReadonlyMap<number, number>,
  first: number | undefined,
): ProblemItem {
  const { item, components, usage, demand } = record
  const shortage =
    item.shortage.kind === 'backorder'
      ? { kind: 'backorder' as const, costPerUnitAndPeriod: item.shortage.costPerPeriod }
      : { kind: 'lost' as const, costPerUnit: item.shortage.cost }
  const fence = Math.min(plant.file.planning.frozen_periods, periodCount)
  const fenced = new Array<number>(fence).fill(0)
  return {
    name: item.id,
    unitCost: item.addedCost,
    setupCost: item.fixedCost,
    holdingCost: item.holdingCost,
    terminalValue: unitEndValue(record),
    leadTime: item.leadTimePeriods,
    components: components.map((use) => ({ ...use, item: numberOf.get(use.item)! })),
    usage,
    minimumLot: item.minimumLot,
    lotMultiple: item.lotMultiple,
    isWhole: record.isWhole,
    initialStock: record.initialStock,
    receipts: [...record.receipts.subarray(0, periodCount)],
    // What a fence holds back cannot be released, whatever was decided.
    frozen: first === undefined || fence > 0 ? fenced : [first],
    fence,
    ...(item.shelfLifePeriods !== null && { shelfLife: item.shelfLifePeriods }),
    ...(demand && {
      demand: {
        scenarios: firstSteps(demand, scenarioCount, steps.length, periodCount),
        price: item.price,
        shortage,
      },
    }),
  }
}

function problemResource(
  { resource, hours, overtimeHours }: ResourceRecord,
  periodCount: number,
): ProblemResource {
  return {
    name: resource.id,
    hours: [...hours.subarray(0, periodCount)],
    overtimeHours: [...overtimeHours.subarray(0, periodCount)],
    overtimeCost: resource.overtimeCost,
  }
}

/** The first periods of each path: [scenarios, steps] to [scenarios, periods]. */
function firstSteps(
  demand: Float64Array,
  scenarioCount: number,
  stepCount: number,
  periodCount: number,
): Float64Array {
  const kept = new Float64Array(scenarioCount * periodCount)
  for (let s = 0; s < scenarioCount; s++) {
    kept.set(demand.subarray(s * stepCount, s * stepCount + periodCount), s * periodCount)
  }
  return kept
}

/** The answer of the solver in the numbering of the records; policies are left to the caller. */
export function decisionFrom(
  records: ProductionRecords,
  numbers: readonly number[],
  { lots, allocations, overtime }: LotSizingPlan,
): ProductionDecision {
  const decision = emptyDecision(records)
  const width = records.periodCount
  for (const [index, record] of numbers.entries()) {
    decision.lots.set(lots.subarray(index * width, (index + 1) * width), record * width)
    decision.allocations.set(
      allocations.subarray(index * width, (index + 1) * width),
      record * width,
    )
  }
  decision.overtime.set(overtime)
  return decision
}
