// Records that have no outcome yet: what is expected of them, and which of them to inspect.

import type { Table } from '../../data/table/table.ts'
import type { WorkOptions } from '../../progress.ts'
import { chooseInspection, inspectionGain, type InspectionChoice } from './inspection.ts'
import type { QualityModel, QualityPrediction } from './quality-model.ts'
import { textsOf } from './quality-records.ts'
import type { WaitingLot, WaitingRecords } from './result.ts'

/** @returns null where there are none. */
export async function waitingRecords(
  model: QualityModel,
  waiting: Table,
  options: WorkOptions = {},
): Promise<WaitingRecords | null> {
  if (waiting.rowCount === 0) return null
  const prediction = await model.predict(waiting, options)
  return describeWaiting(model, waiting, prediction, inspectionOf(model, waiting, prediction))
}

/** What to inspect of records; null where the operation has no costs. */
export function inspectionOf(
  { state: { specification } }: QualityModel,
  table: Table,
  { failureProbability }: QualityPrediction,
  capacity: number | undefined = specification.inspection_capacity,
): InspectionChoice | null {
  const { costs } = specification
  if (!costs) return null
  const room = capacity ?? table.rowCount
  // Lots are looked at unit by unit: failures are found where they are likely.
  return chooseInspection(failureProbability, costs, room)
}

export function describeWaiting(
  { state: { specification } }: QualityModel,
  table: Table,
  { failureProbability, outside }: QualityPrediction,
  choice: InspectionChoice | null,
): WaitingRecords {
  const { columns, costs } = specification
  const isNamed = columns.lot !== undefined && table.columns.has(columns.lot)
  const lotOf = isNamed ? textsOf(table, columns.lot!) : []
  const lots = new Map<string, { -readonly [K in keyof WaitingLot]: WaitingLot[K] }>()
  failureProbability.forEach((_, row) => {
    // Where the file has it: records were put in the order of time, and those with a verdict left out.
    const place = table.source?.lineOf(row) ?? row + 1
    const name = lotOf[row] || `row ${place}`
    const lot = lots.get(name) ?? {
      name,
      row: lotOf[row] ? null : place,
      records: 0,
      failureProbability: 0,
      inspected: 0,
      saving: costs && choice ? 0 : null,
      unfamiliar: 0,
    }
    lot.records++
    lot.failureProbability += failureProbability[row]!
    if (costs && choice?.isInspected[row]) {
      lot.inspected++
      lot.saving! += inspectionGain(failureProbability[row]!, costs)
    }
    lot.unfamiliar += +(outside[row] !== null)
    lots.set(name, lot)
  })
  const sum = failureProbability.reduce((total, p) => total + p, 0)
  return {
    records: table.rowCount,
    inspected: choice?.inspected ?? null,
    expectedCost: choice?.expectedCost ?? null,
    expectedCostUninspected: costs ? sum * costs.escape : null,
    lots: [...lots.values()]
      .map((lot) => ({ ...lot, failureProbability: lot.failureProbability / lot.records }))
      .toSorted((a, b) => b.failureProbability - a.failureProbability),
  }
}
