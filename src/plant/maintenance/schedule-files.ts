// A schedule of services as a folder: schedule.json, and the CSVs that a workshop opens. All of it, or
// nothing, is written.

import { compactJson } from '../../data/compact-json.ts'
import { writeTexts } from '../../data/files.ts'
import type { Table } from '../../data/table/table.ts'
import { tableOf } from '../../data/table/table-of.ts'
import { csvText } from '../../data/table/write-csv.ts'
import type { WorkOptions } from '../../progress.ts'
import { cycleText, cycleUnit } from './cycle-text.ts'
import type { CycleKind } from './histories.ts'
import { driverText, mainDrivers, type LifeDrivers } from './life-drivers.ts'
import type { MachineResult, MaintenanceResult } from './result.ts'

/** @returns the names of the files. @throws MillraceError where the folder cannot be written. */
export async function writeSchedule(
  folder: string,
  result: MaintenanceResult,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<readonly string[]> {
  const files = new Map([
    ['schedule.json', compactJson(result)],
    ['work-orders.csv', csvText(workOrderTable(result))],
    ['periods.csv', csvText(periodTable(result))],
    ['machines.csv', csvText(machineTable(result))],
    ...(result.causes.length > 0 ? [['causes.csv', csvText(causeTable(result))] as const] : []),
  ])
  return writeTexts(folder, files, { signal })
}

/** The earliest first, the riskier first within a period. */
export function workOrderTable({ machines, periods, cycleKind }: MaintenanceResult): Table {
  const orders = machines
    .flatMap(({ workOrder, drivers }) => (workOrder ? [{ ...workOrder, drivers }] : []))
    .sort((a, b) => a.period - b.period || b.riskBefore - a.riskBefore)
  return tableOf(orders, {
    machine: ({ machine }) => machine,
    period: ({ period }) => periods[period]!.label,
    status: ({ isFirm }) => (isFirm ? 'firm' : 'provisional'),
    cycle: ({ cycle }) => cycleText(cycle, cycleKind),
    risk_before: ({ riskBefore }) => rounded(riskBefore),
    cost: ({ cost }) => rounded(cost),
    cost_of_waiting: ({ costOfWaiting }) => rounded(costOfWaiting),
    cost_of_none: ({ costOfNone }) => rounded(costOfNone),
    reasons: ({ reasons }) => reasons.map(({ sentence }) => sentence).join('; '),
    drivers: ({ drivers }) => driversText(drivers, cycleKind),
  })
}

/** In what state each machine is, the most urgent first, and what shortens its life. */
export function machineTable({ machines, cycleKind, levels }: MaintenanceResult): Table {
  const quantile = (level: number) => levels.indexOf(level)
  return tableOf(machines, {
    machine: ({ machine }) => machine,
    cycle: ({ cycle }) => cycleText(cycle, cycleKind),
    age: ({ age }) => rounded(age),
    health: ({ health }) => rounded(health),
    ...Object.fromEntries(
      levels.map((level) => [
        `q${level}`,
        ({ remainingLife }: MachineResult) => rounded(remainingLife[quantile(level)]!),
      ]),
    ),
    risk_in_horizon: ({ risk }) => rounded(risk.at(-1) ?? 0),
    familiar: ({ isFamiliar }) => String(isFamiliar),
    drivers: ({ drivers }) => driversText(drivers, cycleKind),
    remarks: ({ remarks }) => remarks.join('; '),
  })
}

/** The Pareto of causes. */
export function causeTable({ causes }: MaintenanceResult): Table {
  return tableOf(causes, {
    cause: ({ cause }) => cause,
    failures: ({ failures }) => failures,
    machines: ({ machines }) => machines,
    share: ({ share }) => rounded(share),
    cumulative_share: ({ cumulativeShare }) => rounded(cumulativeShare),
  })
}

export function periodTable({ periods }: MaintenanceResult): Table {
  return tableOf(periods, {
    period: ({ label }) => label,
    load: ({ load }) => rounded(load),
    crews: ({ crews }) => rounded(crews),
    services: ({ services }) => rounded(services),
    expected_failures: ({ expectedFailures }) => rounded(expectedFailures),
    parts_arriving: ({ partsArriving }) => rounded(partsArriving),
    parts_ordered: ({ partsOrdered }) => rounded(partsOrdered),
    parts_planned: ({ partsPlanned }) => rounded(partsPlanned),
    parts_in_stock: ({ partsInStock }) => rounded(partsInStock),
  })
}

function driversText(drivers: LifeDrivers | null, kind: CycleKind): string {
  const named = drivers ? mainDrivers(drivers) : []
  return named.map((driver) => driverText(driver, cycleUnit(kind))).join('; ')
}

/** Four decimals are more than anyone reads. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
