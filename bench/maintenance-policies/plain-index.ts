// What a plant without a model of lives can watch: one sensor, or the mean of all, smoothed, as a distance
// from how the engine ran when it was new. Servicing at a limit of it is the habit of condition monitoring.

import type { MachineHistory } from '../../src/plant/maintenance/histories.ts'
import type { Trajectory } from '../../src/plant/maintenance/outcome.ts'
import { remainingLife } from '../../src/plant/maintenance/remaining-life.ts'
import { mean, standardDeviation } from '../../src/statistics/moments.ts'

export interface PlainIndex {
  readonly name: string
  /** At the start of each period but the first, of which nothing is known: more is worse. */
  at(engine: MachineHistory, rows: number): number
}

const newRows = 20

/** Every sensor both ways, and the mean of all in the ways that they drift on `known`, each over some spans. */
export function plainIndices(
  known: readonly MachineHistory[],
  sensors: readonly number[],
): PlainIndex[] {
  const width = sensors.length
  const drifts = sensors.map((_, i) => mean(known.map((engine) => driftOf(engine, i, width))))
  const spreads = sensors.map((_, i) =>
    mean(known.map((engine) => standardDeviation(readings(engine, i, width, 0, newRows)))),
  )
  return [5, 10, 20].flatMap((span) => {
    const deviation = (engine: MachineHistory, i: number, rows: number): number =>
      (mean(readings(engine, i, width, Math.max(0, rows - span), rows)) -
        mean(readings(engine, i, width, 0, Math.min(rows, newRows)))) /
      Math.max(1e-9, spreads[i]!)
    return [
      ...sensors.flatMap((sensor, i) =>
        [1, -1].map((way) => ({
          name: `sensor ${sensor} ${way > 0 ? 'up' : 'down'}, mean of ${span} cycles`,
          at: (engine: MachineHistory, rows: number) => way * deviation(engine, i, rows),
        })),
      ),
      {
        name: `mean of all sensors, of ${span} cycles`,
        at: (engine: MachineHistory, rows: number) =>
          mean(sensors.map((_, i) => Math.sign(drifts[i]!) * deviation(engine, i, rows))),
      },
    ]
  })
}

/**
 * Trajectories whose expected life is a constant less the index, so that a threshold of life is a limit of the
 * index. `far` is more than any index.
 */
export function indexTrajectories(
  engines: readonly MachineHistory[],
  { at }: PlainIndex,
  cyclesPerPeriod: number,
  far: number,
): Trajectory[] {
  return engines.map((engine) => ({
    lifeCycles: engine.endCycle,
    expected: Array.from({ length: Math.ceil(engine.endCycle / cyclesPerPeriod) }, (_, period) =>
      remainingLife({
        machine: engine.machine,
        cycle: period * cyclesPerPeriod,
        draws: Float64Array.of(period === 0 ? 2 * far : far - at(engine, period * cyclesPerPeriod)),
        fullLife: far,
      }),
    ),
  }))
}

/** Of the last rows against the first, in the sensor's own units. */
function driftOf(engine: MachineHistory, sensor: number, width: number): number {
  const rows = engine.cycles.length
  return (
    mean(readings(engine, sensor, width, rows - newRows, rows)) -
    mean(readings(engine, sensor, width, 0, newRows))
  )
}

function readings(
  { channels }: MachineHistory,
  sensor: number,
  width: number,
  from: number,
  to: number,
): Float64Array {
  return Float64Array.from({ length: to - from }, (_, i) => channels[(from + i) * width + sensor]!)
}
