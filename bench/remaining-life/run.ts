// Remaining life of turbofans: `MILLRACE_DATA=... npx tsx bench/remaining-life/run.ts [--data FD001,FD002]
// [--seed N]`. One prediction per test engine, after its last cycle. Everything was chosen on engines of
// the training file that were left out; the test files are only read here.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { historyUpTo, type MachineHistory } from '../../src/plant/maintenance/histories.ts'
import type { RemainingLife } from '../../src/plant/maintenance/remaining-life.ts'
import { fitSensorLife } from '../../src/plant/maintenance/sensor-life/fit.ts'
import {
  readSensorLife,
  type SensorLifeModel,
} from '../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { boostedLives } from './baseline.ts'
import { type DataSet, testEngines, trainingEngines } from './turbofans.ts'

const cap = 125

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: 'FD001,FD002' },
    seed: { type: 'string', default: '1' },
  },
})
const root = process.env['MILLRACE_DATA']
if (root === undefined) throw new Error('MILLRACE_DATA: not set, expected the folder of the data')
const folder = join(root, 'cmapss')

for (const set of options.data.split(',')) {
  if (set !== 'FD001' && set !== 'FD002') throw new Error(`--data: unknown set ${set}`)
  await runSet(set)
}

async function runSet(set: DataSet): Promise<void> {
  const train = await trainingEngines(folder, set)
  const begun = performance.now()
  const processor = process.cpuUsage()
  const fitted = await fitSensorLife(train, { seed: Number(options.seed) })
  const { user, system } = process.cpuUsage(processor)
  const seconds = (performance.now() - begun) / 1000
  const { heldOut, lives } = fitted.description
  print(
    `\n${set}: ${lives} engines learnt in ${seconds.toFixed(0)} s, ${((user + system) / 1e6).toFixed(0)} s of processor time`,
  )
  print(
    `engines left out, all cycles: RMSE ${heldOut.error.toFixed(2)}, of min(life, ${cap}) ${heldOut.cappedError.toFixed(2)}; 90% interval before calibration ${(100 * heldOut.coverage).toFixed(1)}%`,
  )
  const scratch = mkdtempSync(join(tmpdir(), 'millrace-bench-'))
  try {
    const path = join(scratch, 'lives.millrace')
    await fitted.save(path)
    await fitted.release()
    const model = await readSensorLife(path)
    const { fleet, remaining } = await testEngines(folder, set)
    const predicted = await model.predict(fleet.histories)
    report('expected min(life, 125)', predicted.map(meanUpTo(cap)), remaining)
    report('expected life', predicted.map(meanUpTo(Infinity)), remaining)
    report('boosted trees', boostedLives(train, fleet, cap), remaining)
    reportIntervals(predicted, remaining)
    await reportSpeed(model, fleet.histories)
    await model.release()
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function meanUpTo(limit: number): (life: RemainingLife) => number {
  return ({ draws }) => draws.reduce((sum, draw) => sum + Math.min(draw, limit), 0) / draws.length
}

function report(name: string, predicted: readonly number[], truth: readonly number[]): void {
  const capped = truth.map((life) => Math.min(life, cap))
  const figures = [truth, capped].map(
    (labels) => `${rmse(predicted, labels).toFixed(2)} / ${score(predicted, labels).toFixed(0)}`,
  )
  print(
    `${name.padEnd(24)} RMSE / PHM08 score: labels as given ${figures[0]}, capped ${figures[1]}`,
  )
}

function reportIntervals(lives: readonly RemainingLife[], truth: readonly number[]): void {
  const held = lives.filter(
    (life, i) => truth[i]! >= life.quantile(0.05) && truth[i]! <= life.quantile(0.95),
  )
  const width = lives.reduce((sum, x) => sum + x.quantile(0.95) - x.quantile(0.05), 0)
  const familiar = lives.filter(({ isFamiliar }) => isFamiliar).length
  print(
    `90% interval: ${((100 * held.length) / lives.length).toFixed(1)}% of ${lives.length} within, ${(width / lives.length).toFixed(0)} cycles wide on average; ${familiar} engines familiar`,
  )
}

async function reportSpeed(
  model: SensorLifeModel,
  histories: readonly MachineHistory[],
): Promise<void> {
  const window = historyUpTo(
    histories.find(({ cycles }) => cycles.length >= 30)!,
    30,
  )
  const times: number[] = []
  for (let i = 0; i < 300; i++) {
    const begun = performance.now()
    await model.predict([window])
    times.push(performance.now() - begun)
  }
  times.sort((a, b) => a - b)
  const many = Array.from({ length: 1000 }, (_, i) => histories[i % histories.length]!)
  const begun = performance.now()
  await model.predict(many)
  const seconds = (performance.now() - begun) / 1000
  print(
    `a window of 30 x 24: ${times[150]!.toFixed(2)} ms (median; 95th percentile ${times[285]!.toFixed(2)}); ${Math.round(1000 / seconds)} machines per second, each with its whole history`,
  )
}

function rmse(predicted: readonly number[], truth: readonly number[]): number {
  const total = predicted.reduce((sum, value, i) => sum + (value - truth[i]!) ** 2, 0)
  return Math.sqrt(total / truth.length)
}

/** Of the PHM08 challenge: late is worse than early. */
function score(predicted: readonly number[], truth: readonly number[]): number {
  return predicted.reduce((sum, value, i) => {
    const late = value - truth[i]!
    return sum + (late < 0 ? Math.exp(-late / 13) : Math.exp(late / 10)) - 1
  }, 0)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
