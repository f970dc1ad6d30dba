// A schedule of services as a folder: schedule.json, and the CSVs that a workshop opens. All of it, or
// nothing, is written.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFolderAtomic } from '../../data/files.ts'
import { createTable, type Column, type Table } from '../../data/table/table.ts'
import { csvText } from '../../data/table/write-csv.ts'
import type { WorkOptions } from '../../progress.ts'
import type { MaintenanceResult } from './result.ts'

/** @returns the names of the files. @throws MillraceError where the folder cannot be written. */
export async function writeSchedule(
  folder: string,
  result: MaintenanceResult,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<readonly string[]> {
  const files = new Map([
    ['schedule.json', `${JSON.stringify(result, undefined, 2)}\n`],
    ['work-orders.csv', csvText(workOrderTable(result))],
    ['periods.csv', csvText(periodTable(result))],
  ])
  await writeFolderAtomic(
    folder,
    async (temporary) => {
      for (const [name, text] of files) await writeFile(join(temporary, name), text)
    },
    { signal },
  )
  return [...files.keys()]
}

/** The earliest first, the riskier first within a period. */
export function workOrderTable({ machines, periods }: MaintenanceResult): Table {
  const orders = machines
    .flatMap(({ workOrder }) => (workOrder ? [workOrder] : []))
    .sort((a, b) => a.period - b.period || b.riskBefore - a.riskBefore)
  return createTable([
    ['machine', texts(orders.map(({ machine }) => machine))],
    ['period', texts(orders.map(({ period }) => periods[period]!.label))],
    ['status', texts(orders.map(({ isFirm }) => (isFirm ? 'firm' : 'provisional')))],
    ['cycle', numbers(orders.map(({ cycle }) => cycle))],
    ['risk_before', numbers(orders.map(({ riskBefore }) => riskBefore))],
    ['cost', numbers(orders.map(({ cost }) => cost))],
    ['cost_of_waiting', numbers(orders.map(({ costOfWaiting }) => costOfWaiting))],
    ['cost_of_none', numbers(orders.map(({ costOfNone }) => costOfNone))],
    [
      'reasons',
      texts(orders.map(({ reasons }) => reasons.map(({ sentence }) => sentence).join('; '))),
    ],
  ])
}

export function periodTable({ periods }: MaintenanceResult): Table {
  return createTable([
    ['period', texts(periods.map(({ label }) => label))],
    ['load', numbers(periods.map(({ load }) => load))],
    ['crews', numbers(periods.map(({ crews }) => crews))],
    ['services', numbers(periods.map(({ services }) => services))],
    ['expected_failures', numbers(periods.map(({ expectedFailures }) => expectedFailures))],
    ['parts_arriving', numbers(periods.map(({ partsArriving }) => partsArriving))],
    ['parts_ordered', numbers(periods.map(({ partsOrdered }) => partsOrdered))],
    ['parts_planned', numbers(periods.map(({ partsPlanned }) => partsPlanned))],
    ['parts_in_stock', numbers(periods.map(({ partsInStock }) => partsInStock))],
  ])
}

/** Four decimals are more than anyone reads. */
function numbers(values: readonly number[]): Column {
  return {
    kind: 'number',
    values: Float64Array.from(values, (value) => Math.round(value * 1e4) / 1e4),
  }
}

function texts(values: readonly string[]): Column {
  const levels = [...new Set(values.filter((value) => value !== ''))]
  const codeOf = new Map(levels.map((level, code) => [level, code]))
  return {
    kind: 'text',
    levels,
    codes: Int32Array.from(values, (value) => codeOf.get(value) ?? -1),
  }
}
