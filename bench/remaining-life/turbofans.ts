// C-MAPSS, the simulated turbofans of Saxena et al. 2008: histories of engines to their failure, and others
// cut short before it, whose remaining life is given.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type {
  FleetHistories,
  HistoryEnd,
  MachineHistory,
} from '../../src/plant/maintenance/histories.ts'

export type DataSet = 'FD001' | 'FD002'

const settingCount = 3
const sensorCount = 21

/** Engines that were run to failure. */
export async function trainingEngines(folder: string, set: DataSet): Promise<FleetHistories> {
  return fleetOf(await rowsOf(join(folder, `train_${set}.txt.gz`)), 'failure')
}

export interface TestEngines {
  readonly fleet: FleetHistories
  /** Of each engine after its last cycle, as the file gives it. */
  readonly remaining: readonly number[]
}

export async function testEngines(folder: string, set: DataSet): Promise<TestEngines> {
  const fleet = fleetOf(await rowsOf(join(folder, `test_${set}.txt.gz`)), 'end')
  const text = await readFile(join(folder, `RUL_${set}.txt`), 'utf8')
  return { fleet, remaining: text.trim().split(/\s+/).map(Number) }
}

async function rowsOf(path: string): Promise<number[][]> {
  const text = (await promisify(gunzip)(await readFile(path))).toString()
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
}

/** Columns: engine, cycle, three settings, twenty-one sensors. */
function fleetOf(rows: readonly (readonly number[])[], end: HistoryEnd): FleetHistories {
  const engines = new Map<number, (readonly number[])[]>()
  for (const row of rows) {
    const own = engines.get(row[0]!)
    if (own) own.push(row)
    else engines.set(row[0]!, [row])
  }
  const firstSensor = 2 + settingCount
  const histories = [...engines].map(([engine, own]): MachineHistory => ({
    machine: String(engine),
    cycles: Float64Array.from(own, (row) => row[1]!),
    startCycle: 0,
    conditions: Float64Array.from(own.flatMap((row) => row.slice(2, firstSensor))),
    channels: Float64Array.from(own.flatMap((row) => row.slice(firstSensor))),
    end,
    endCycle: own.at(-1)![1]!,
  }))
  return {
    conditions: Array.from({ length: settingCount }, (_, i) => `setting_${i + 1}`),
    channels: Array.from({ length: sensorCount }, (_, i) => `sensor_${i + 1}`),
    histories,
    findings: [],
  }
}
