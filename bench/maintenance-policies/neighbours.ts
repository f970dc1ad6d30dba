// A model of lives without a network, to compare with: the lives that were left to the engines whose wear
// looked most alike, with a Weibull distribution through them. Wear is a ridge regression of remaining life
// on smoothed sensors, over two spans.

import { ridgeRegression } from './ridge-regression.ts'
import { fitWeibull, weibullRemaining } from '../../src/plant/maintenance/survival/weibull.ts'
import type { MachineHistory } from '../../src/plant/maintenance/histories.ts'
import type { LifeModel } from '../../src/plant/maintenance/life-model.ts'
import { remainingLife } from '../../src/plant/maintenance/remaining-life.ts'

const spans = [5, 20]
const cap = 130
const drawCount = 400

export function neighbourLife(engines: readonly MachineHistory[], count = 100): LifeModel {
  const width = engines[0]!.channels.length / engines[0]!.cycles.length
  const rows = engines.flatMap((engine) =>
    Array.from(engine.cycles, (_, row) => ({
      features: smoothed(engine, row, width, 10),
      left: engine.endCycle - engine.cycles[row]!,
    })),
  )
  const weigh = ridgeRegression(
    rows.map(({ features }) => features),
    rows.map(({ left }) => Math.min(left, cap)),
  )
  const wear = (engine: MachineHistory, row: number): number[] =>
    spans.map((span) => weigh(smoothed(engine, row, width, span)))
  const known = engines.flatMap((engine) =>
    Array.from(engine.cycles, (cycle, row) => ({
      wear: wear(engine, row),
      left: engine.endCycle - cycle,
    })),
  )
  return {
    seesWear: true,
    predict: async (histories) =>
      histories.map((history) => {
        const own = wear(history, history.cycles.length - 1)
        const near = known
          .map(({ wear, left }) => ({
            distance: wear.reduce((sum, value, i) => sum + (value - own[i]!) ** 2, 0),
            left,
          }))
          .sort((a, b) => a.distance - b.distance)
          .slice(0, count)
        const fit = fitWeibull(
          near.map(({ left }) => ({ entryAge: 0, age: left + 0.5, failed: true })),
        )
        return remainingLife({
          machine: history.machine,
          cycle: history.endCycle,
          draws: Float64Array.from({ length: drawCount }, (_, i) =>
            weibullRemaining(fit, 0, (i + 0.5) / drawCount),
          ),
          fullLife: 200,
        })
      }),
    drivers: async () => [],
    heldOutLives: () => [],
    release: async () => undefined,
  }
}

function smoothed(engine: MachineHistory, row: number, width: number, span: number): number[] {
  const from = Math.max(0, row - span + 1)
  return Array.from({ length: width }, (_, channel) => {
    let sum = 0
    for (let r = from; r <= row; r++) sum += engine.channels[r * width + channel]!
    return sum / (row - from + 1)
  })
}
