// C-MAPSS engines as histories, and as trajectories: what was expected of each at the start of every period.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { historyUpTo } from '../../src/plant/maintenance/histories.ts'
import type { FleetHistories, MachineHistory } from '../../src/plant/maintenance/histories.ts'
import type { LifeModel } from '../../src/plant/maintenance/life-model.ts'
import type { Trajectory } from '../../src/plant/maintenance/outcome.ts'

/** Sensors that move at sea level; the other seven are constant there. */
export const sensors = [2, 3, 4, 7, 8, 9, 11, 12, 13, 14, 15, 17, 20, 21]

/** Engines as the model of lives takes them. */
export function fleetOf(histories: readonly MachineHistory[]): FleetHistories {
  return {
    channels: sensors.map((sensor) => `sensor_${sensor}`),
    conditions: ['setting_1', 'setting_2', 'setting_3'],
    histories,
    findings: [],
  }
}

/** The engines of a training set, each run to its failure, in the order of the file. */
export function readEngines(set: string): MachineHistory[] {
  const file = join(process.env['MILLRACE_DATA'] ?? '', `cmapss/train_${set}.txt.gz`)
  const rows = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const units = [...new Set(rows.map(([unit]) => unit!))]
  return units.map((unit) => {
    const own = rows.filter((row) => row[0] === unit)
    return {
      machine: `engine-${unit}`,
      cycles: Float64Array.from(own, (row) => row[1]!),
      startCycle: 0,
      channels: Float64Array.from(own.flatMap((row) => sensors.map((sensor) => row[sensor + 4]!))),
      conditions: Float64Array.from(own.flatMap((row) => row.slice(2, 5))),
      end: 'failure',
      endCycle: own.length,
    }
  })
}

/**
 * What the model expects of each engine at the start of each period of its life, from the cycles before it.
 * A new engine has no rows: `fresh` says what is expected of it.
 */
export async function trajectories(
  engines: readonly MachineHistory[],
  model: LifeModel,
  fresh: LifeModel,
  cyclesPerPeriod: number,
): Promise<Trajectory[]> {
  const starts = engines.map((engine) =>
    Array.from({ length: Math.ceil(engine.endCycle / cyclesPerPeriod) - 1 }, (_, k) =>
      historyUpTo(engine, (k + 1) * cyclesPerPeriod),
    ),
  )
  const [atFirst] = await fresh.predict([historyUpTo(engines[0]!, 0)])
  const lives = await model.predict(starts.flat())
  let from = 0
  return engines.map((engine, i) => {
    const to = from + starts[i]!.length
    const expected = [atFirst!, ...lives.slice(from, to)]
    from = to
    return { lifeCycles: engine.endCycle, expected }
  })
}
