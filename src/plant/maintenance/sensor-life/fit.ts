// Learns lives from histories of sensors: cleaned, standardised within their operating conditions, taught
// to an ensemble, and calibrated on machines that were left out in turn.

import { MillraceError } from '../../../errors.ts'
import type { Bins } from '../../../generative/histogram.ts'
import type { WorkOptions } from '../../../progress.ts'
import { createRandom } from '../../../random.ts'
import { fitFamiliarity, recentMeans } from './familiarity.ts'
import { historyUpTo, type FleetHistories, type MachineHistory } from '../histories.ts'
import { chooseAgeShare } from './age-share.ts'
import { calibrateLives, type HeldOutLife, levelOf } from './calibration.ts'
import { fitEnsemble } from './ensemble.ts'
import { heldOutHistories } from './held-out.ts'
import { type SensorLifeModel, openSensorLife } from './sensor-life-model.ts'
import type { SensorLifeDescription } from './model-file.ts'
import { fewestRows, lifeRows, type LifeRows, type RowShape } from './rows.ts'
import { fitConditions, movingChannels, standardised } from './operating-conditions.ts'
import { fleetWithoutStuck, runLimits } from './stuck-sensors.ts'

export interface FitSensorLifeOptions extends WorkOptions {
  readonly seed: number | string
  /** Time for training the networks. */
  readonly budgetSeconds?: number | undefined
  /** Parts into which the machines are cut, each left out once to calibrate on. Default 5. */
  readonly folds?: number
  /** Networks that predict together. Default 4. */
  readonly members?: number
  /** Optimiser steps per network. Default 3000. */
  readonly steps?: number
}

/** Lives with a failure below which sensors cannot be told apart from chance. */
const fewestFailures = 5
const mostRows = 60_000
const binCount = 48
/** Rows back from the newest: detail where it matters, averages where noise does. */
const edges = [0, 3, 6, 10, 15, 20, 30, 45, 65, 90, 130, Number.MAX_SAFE_INTEGER]

/**
 * @throws MillraceError `bad-input` where too few lives ended in a failure, or no channel moves.
 */
export async function fitSensorLife(
  fleet: FleetHistories,
  { seed, folds = 5, members = 4, steps = 3000, ...options }: FitSensorLifeOptions,
): Promise<SensorLifeModel> {
  const begun = performance.now()
  const whole = fleet.histories.filter(({ cycles }) => cycles.length >= fewestRows)
  requireFailures(fleet, whole)
  const limits = runLimits({ ...fleet, histories: whole })
  const { histories, findings } = fleetWithoutStuck({ ...fleet, histories: whole }, limits)
  const conditions = fitConditions({ ...fleet, histories })
  const used = movingChannels(conditions)
  if (used.length === 0) {
    throw new MillraceError(
      'bad-input',
      `channels ${fleet.channels.join(', ')}: none of them moves, expected at least one that does`,
    )
  }
  const fullLife = medianLife(histories)
  const shape: RowShape = { channelCount: used.length, edges, used, typicalAge: fullLife }
  const rows = lifeRows(histories, conditions, shape, mostRows)
  const bins = lifeBins(rows)
  const scale = meanLife(rows)
  const foldOf = foldsOf(histories, rows, folds, seed)
  const { model: networks, heldOut } = await fitEnsemble(rows, foldOf, {
    ...options,
    seed,
    shape,
    bins,
    scale,
    members,
    steps,
  })
  const { ages, scores, probability } = chooseAgeShare(histories, rows, foldOf, heldOut, bins)
  const said = ages?.bins ?? bins
  const held = heldOutLives(rows, probability, said)
  const calibration = calibrateLives(said, held)
  const recent = lastRowsOf(histories, conditions, shape)
  const oldest = Math.max(...histories.map(({ endCycle, startCycle }) => endCycle - startCycle))
  const description: SensorLifeDescription = {
    channels: fleet.channels,
    conditions: fleet.conditions,
    moving: used.map((channel) => fleet.channels[channel]!),
    seed,
    machines: new Set(histories.map(({ machine }) => machine)).size,
    lives: histories.length,
    failures: histories.filter(({ end }) => end === 'failure').length,
    networks: members,
    seconds: (performance.now() - begun) / 1000,
    heldOut: heldOutFigures(said, held),
    scores,
    ageShare: ages?.share ?? 0,
    findings,
  }
  return openSensorLife({
    description,
    conditions,
    limits,
    shape,
    bins,
    ages,
    calibration,
    familiarity: fitFamiliarity(recent, used.length, oldest),
    fullLife,
    healthy: healthyReadings(histories, conditions, shape),
    heldOutLives: heldOutHistories(histories, rows, probability, { bins: said, calibration }),
    networks,
  })
}

function requireFailures({ histories }: FleetHistories, whole: readonly MachineHistory[]): void {
  const failures = whole.filter(({ end }) => end === 'failure').length
  if (failures >= fewestFailures) return
  throw new MillraceError(
    'bad-input',
    `histories: too few failures to learn lives from sensors, expected at least ${fewestFailures} lives of ${fewestRows} rows or more that end in one, got ${failures} of ${histories.length}`,
    {
      hint:
        failures === 0
          ? 'Name the failures in a table of events (--events: machine, cycle, event), or say that every machine ran to failure (--run-to-failure).'
          : 'Until more is known, plan by ages: the survival curve of the events.',
    },
  )
}

/** Of lives that ended in a failure. */
function medianLife(histories: readonly MachineHistory[]): number {
  const lives = histories.flatMap(({ end, endCycle, startCycle }) =>
    end === 'failure' ? [endCycle - startCycle] : [],
  )
  return lives.sort((a, b) => a - b)[Math.floor(lives.length / 2)]!
}

function meanLife({ outcome, rowCount }: LifeRows): number {
  let total = 0
  for (let row = 0; row < rowCount; row++) total += outcome[2 * row]!
  return Math.max(total / rowCount, 1e-6)
}

/** Bins that about as many rows fall into, from 0 to somewhat beyond the longest life. */
function lifeBins({ outcome, rowCount }: LifeRows): Bins {
  const lives: number[] = []
  let longest = 0
  for (let row = 0; row < rowCount; row++) {
    longest = Math.max(longest, outcome[2 * row]!)
    if (outcome[2 * row + 1] === 1) lives.push(outcome[2 * row]!)
  }
  lives.sort((a, b) => a - b)
  const bounds = Array.from(
    { length: binCount - 1 },
    (_, i) => lives[Math.floor(((i + 1) / binCount) * lives.length)]!,
  )
  const distinct = [...new Set([0, ...bounds.filter((bound) => bound > 0), longest * 1.1])]
  return { low: distinct.slice(0, -1), high: distinct.slice(1) }
}

/** Of each row, the part of the machines that it belongs to; lives without a failure are always learnt. */
function foldsOf(
  histories: readonly MachineHistory[],
  { historyOf }: LifeRows,
  folds: number,
  seed: number | string,
): Int32Array {
  const failed = histories.filter(({ end }) => end === 'failure').map(({ machine }) => machine)
  const machines = [...new Set(failed)]
  const order = Uint32Array.from(machines, (_, i) => i)
  createRandom(seed).split('folds').shuffle(order)
  const count = Math.min(folds, machines.length)
  const own = new Map([...order].map((machine, i) => [machines[machine]!, i % count]))
  return Int32Array.from(historyOf, (history) => own.get(histories[history]!.machine) ?? -1)
}

/** The rows whose end is known, with what the networks without their machine said. */
function heldOutLives(rows: LifeRows, heldOut: Float32Array, { low }: Bins): HeldOutLife[] {
  const counts = new Map<number, number>()
  for (const history of rows.historyOf) counts.set(history, (counts.get(history) ?? 0) + 1)
  return Array.from({ length: rows.rowCount }, (_, row) => row)
    .filter((row) => rows.outcome[2 * row + 1] === 1)
    .map((row) => ({
      probability: heldOut.subarray(row * low.length, (row + 1) * low.length),
      life: rows.outcome[2 * row]!,
      weight: 1 / counts.get(rows.historyOf[row]!)!,
    }))
}

/** The cap of the literature on turbofans (Heimes 2008), for a figure that can be compared. */
const literatureCap = 125

function heldOutFigures(
  { low, high }: Bins,
  held: readonly HeldOutLife[],
): SensorLifeDescription['heldOut'] {
  const sums = { weight: 0, error: 0, capped: 0, covered: 0 }
  for (const { probability, life, weight } of held) {
    let mean = 0
    let cappedMean = 0
    for (let bin = 0; bin < low.length; bin++) {
      const centre = (low[bin]! + high[bin]!) / 2
      mean += probability[bin]! * centre
      cappedMean += probability[bin]! * Math.min(centre, literatureCap)
    }
    const level = levelOf({ low, high }, probability, life)
    sums.weight += weight
    sums.error += weight * (mean - life) ** 2
    sums.capped += weight * (cappedMean - Math.min(life, literatureCap)) ** 2
    if (level >= 0.05 && level <= 0.95) sums.covered += weight
  }
  return {
    error: Math.sqrt(sums.error / sums.weight),
    cappedError: Math.sqrt(sums.capped / sums.weight),
    coverage: sums.covered / sums.weight,
  }
}

/** Share of a life, from its start, in which a machine counts as healthy, as it does for alerts. */
const healthyShare = 0.4

/** Mean of each used channel over the healthy parts of all lives. */
function healthyReadings(
  histories: readonly MachineHistory[],
  conditions: Parameters<typeof standardised>[0],
  { used }: RowShape,
): number[] {
  const sums = used.map(() => ({ total: 0, count: 0 }))
  for (const history of histories) {
    const { startCycle, endCycle } = history
    const until = startCycle + healthyShare * (endCycle - startCycle)
    const { values } = standardised(conditions, historyUpTo(history, until), used)
    values.forEach((value, at) => {
      if (Number.isNaN(value)) return
      const sum = sums[at % used.length]!
      sum.total += value
      sum.count++
    })
  }
  return sums.map(({ total, count }) => (count > 0 ? total / count : 0))
}

/** Means over the newest rows of every history at every tenth cycle and its end, one after another. */
function lastRowsOf(
  histories: readonly MachineHistory[],
  conditions: Parameters<typeof standardised>[0],
  { used }: RowShape,
): Float64Array {
  const found = histories.flatMap((history) => {
    const { values } = standardised(conditions, history, used)
    const ends = Array.from(history.cycles, (_, row) => row + 1)
    return ends
      .filter((rows) => rows >= fewestRows && (history.cycles.length - rows) % 10 === 0)
      .map((rows) => recentMeans(values, used.length, rows))
  })
  const flat = new Float64Array(found.length * used.length)
  found.forEach((means, i) => flat.set(means, i * used.length))
  return flat
}
