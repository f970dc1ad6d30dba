import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csvText } from '../../../src/data/table/write-csv.ts'
import type { MachineResult, MaintenanceResult } from '../../../src/plant/maintenance/result.ts'
import {
  periodTable,
  workOrderTable,
  writeSchedule,
} from '../../../src/plant/maintenance/schedule-files.ts'

function machine(name: string, period: number | null): MachineResult {
  return {
    machine: name,
    cycle: 100,
    age: 10,
    health: 0.5,
    isFamiliar: true,
    remarks: [],
    codedRemarks: [],
    remainingLife: [1, 2, 3, 4, 5],
    fan: [],
    risk: [0.1, 0.2],
    alert: null,
    workOrder:
      period === null
        ? null
        : {
            machine: name,
            period,
            isFirm: period === 0,
            cycle: 110,
            riskBefore: 0.123456,
            cost: 400,
            costOfWaiting: 80,
            costOfNone: 900,
            reasons: [
              { kind: 'risk', waiting: 9, now: 0, next: 0.1, sentence: 'waiting costs more' },
              { kind: 'life', early: 10, cycles: 30, sentence: 'production runs low' },
            ],
          },
  }
}

const period = {
  load: 1,
  crews: 1,
  services: 1,
  expectedFailures: 0.25,
  partsArriving: 0,
  partsOrdered: 1,
  partsPlanned: 1,
  partsInStock: 2,
}
const result: MaintenanceResult = {
  fleet: 'pumps',
  cyclesPerPeriod: 10,
  levels: [0.05, 0.25, 0.5, 0.75, 0.95],
  periods: [
    { label: 'w1', ...period },
    { label: 'w2', ...period },
  ],
  firmPeriods: 1,
  machines: [machine('late', 1), machine('none', null), machine('soon', 0)],
  cost: { failures: 1, services: 2, lostProduction: 3, parts: 4, total: 10, gap: 0 },
  evidence: null,
  survival: null,
  notes: [],
  codedNotes: [],
}

test('work orders come in the order of their periods, with their reasons', () => {
  const [head, ...rows] = csvText(workOrderTable(result)).trim().split(/\r?\n/)
  expect(head).toBe(
    'machine,period,status,cycle,risk_before,cost,cost_of_waiting,cost_of_none,reasons',
  )
  expect(rows).toEqual([
    'soon,w1,firm,110,0.1235,400,80,900,"waiting costs more; production runs low"',
    'late,w2,provisional,110,0.1235,400,80,900,"waiting costs more; production runs low"',
  ])
})

test('periods tell crews and parts', () => {
  expect(csvText(periodTable(result)).split('\n')[1]).toBe('w1,1,1,1,0.25,0,1,1,2')
})

test('the folder holds the result as it is', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'schedule-')), 'out')
  expect(await writeSchedule(folder, result)).toEqual([
    'schedule.json',
    'work-orders.csv',
    'periods.csv',
  ])
  expect(JSON.parse(await readFile(join(folder, 'schedule.json'), 'utf8'))).toEqual(result)
})
