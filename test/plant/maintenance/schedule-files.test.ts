import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { csvText } from '../../../src/data/table/write-csv.ts'
import type { MachineResult, MaintenanceResult } from '../../../src/plant/maintenance/result.ts'
import {
  causeTable,
  machineTable,
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
    drivers: {
      machine: name,
      median: 3,
      healthyMedian: 20,
      channels: [
        { channel: 'heat', cycles: -16, deviation: 2 },
        { channel: 'noise', cycles: -0.1, deviation: 0 },
      ],
    },
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
  cycleKind: 'number',
  levels: [0.05, 0.25, 0.5, 0.75, 0.95],
  periods: [
    { label: 'w1', ...period },
    { label: 'w2', ...period },
  ],
  firmPeriods: 1,
  machines: [machine('late', 1), machine('none', null), machine('soon', 0)],
  cost: { failures: 1, services: 2, lostProduction: 3, parts: 4, visits: 0, total: 10, gap: 0 },
  evidence: null,
  survival: null,
  causes: [],
  notes: [],
  codedNotes: [],
}

test('work orders come in the order of their periods, with their reasons', () => {
  const [head, ...rows] = csvText(workOrderTable(result)).trim().split(/\r?\n/)
  expect(head).toBe(
    'machine,period,status,cycle,risk_before,cost,cost_of_waiting,cost_of_none,reasons,drivers',
  )
  expect(rows).toEqual([
    'soon,w1,firm,110,0.1235,400,80,900,"waiting costs more; production runs low",heat -16 cycles (+2.0 sd)',
    'late,w2,provisional,110,0.1235,400,80,900,"waiting costs more; production runs low",heat -16 cycles (+2.0 sd)',
  ])
})

test('periods tell crews and parts', () => {
  expect(csvText(periodTable(result)).split('\n')[1]).toBe('w1,1,1,1,0.25,0,1,1,2')
})

test('machines tell what shortens their lives', () => {
  const [head, row] = csvText(machineTable(result)).split(/\r?\n/)
  expect(head).toBe(
    'machine,cycle,age,health,q0.05,q0.25,q0.5,q0.75,q0.95,risk_in_horizon,familiar,drivers,remarks',
  )
  expect(row).toBe('late,100,10,0.5,1,2,3,4,5,0.2,true,heat -16 cycles (+2.0 sd),')
})

test('causes come as a table of their own where events tell them', async () => {
  const causes = [
    { cause: 'bearing', failures: 3, machines: 2, share: 0.75, cumulativeShare: 0.75 },
    { cause: '', failures: 1, machines: 1, share: 0.25, cumulativeShare: 1 },
  ]
  const folder = join(await mkdtemp(join(tmpdir(), 'schedule-')), 'out')
  expect(await writeSchedule(folder, { ...result, causes })).toContain('causes.csv')
  expect(
    csvText(causeTable({ ...result, causes }))
      .trim()
      .split(/\r?\n/),
  ).toEqual([
    'cause,failures,machines,share,cumulative_share',
    'bearing,3,2,0.75,0.75',
    ',1,1,0.25,1',
  ])
})

test('cycles that are times are written as dates', () => {
  const hours = Date.UTC(2024, 2, 5, 14) / 3_600_000
  const timed: MaintenanceResult = {
    ...result,
    cycleKind: 'time',
    machines: [{ ...machine('m', 0), cycle: hours }],
  }
  expect(csvText(machineTable(timed))).toContain('m,2024-03-05 14:00,10,')
})

test('the folder holds the result as it is', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'schedule-')), 'out')
  expect(await writeSchedule(folder, result)).toEqual([
    'schedule.json',
    'work-orders.csv',
    'periods.csv',
    'machines.csv',
  ])
  expect(JSON.parse(await readFile(join(folder, 'schedule.json'), 'utf8'))).toEqual(result)
})
