// Alerts: one per machine, raised where its channels together leave what is normal for healthy machines, and
// held until they are clearly back (hysteresis), so that a sensor that drifts to and fro raises one.
//
// Each channel, standardised within its operating conditions, is smoothed (EWMA; Roberts 1959,
// doi:10.1080/00401706.1959.10489860) and divided by the spread that the smoothed channel has among healthy
// machines; the level is the root mean square over the channels. The limit is the lowest at which healthy
// periods of the machines that were learned from raise no more alerts than the rate that was asked for.

import { MillraceError } from '../../errors.ts'
import { cycleText } from './cycle-text.ts'
import { historyUpTo } from './histories.ts'
import type { CycleKind, FleetHistories, MachineHistory } from './histories.ts'
import type { AlertResult } from './result.ts'
import { fitConditions, movingChannels, standardised } from './sensor-life/operating-conditions.ts'
import type { OperatingConditions } from './sensor-life/operating-conditions.ts'

/** Plain data. */
export interface AlertModel {
  readonly channels: readonly string[]
  /** Indices of the channels that move, which alone are looked at. */
  readonly moving: readonly number[]
  readonly conditions: OperatingConditions
  /** Per moving channel: spread of the smoothed channel among healthy machines. */
  readonly spreads: readonly number[]
  /** The level above which an alert is raised. */
  readonly limit: number
  readonly falseAlarms: FalseAlarms
  readonly cycleKind: CycleKind
}

/** What the limit was set by, in cycles seen of machines in their healthy period. */
export interface FalseAlarms {
  /** Asked for, per 1,000 cycles of a machine. */
  readonly rate: number
  readonly healthyCycles: number
  /** Alerts that the limit raises in them. */
  readonly alerts: number
}

export interface AlertOptions {
  /** False alarms allowed per 1,000 cycles of a healthy machine. Default 1. */
  readonly falseAlarmRate?: number
  /** Share of a life, from its start, in which a machine counts as healthy. Default 0.4. */
  readonly healthyShare?: number
}

export interface AlertEpisode {
  readonly raisedAt: number
  /** Null while it lasts. */
  readonly clearedAt: number | null
}

/** Weight of the newest row in a smoothed channel. */
const smoothing = 0.1
/** Rows above the limit before an alert is raised, and below `clearShare` of it before it is cleared. */
const rowsToRaise = 3
const rowsToClear = 10
const clearShare = 0.7
const namedChannels = 3

/**
 * Where fewer healthy cycles were seen than one alert at the rate takes, the limit raises none in them.
 * @throws MillraceError `bad-input` where no channel moves.
 */
export function fitAlerts(
  fleet: FleetHistories,
  { falseAlarmRate = 1, healthyShare = 0.4 }: AlertOptions = {},
): AlertModel {
  const healthy = fleet.histories
    .map((history) => {
      const { startCycle, endCycle } = history
      return historyUpTo(history, startCycle + healthyShare * (endCycle - startCycle))
    })
    .filter(({ cycles }) => cycles.length > 0)
  const conditions = fitConditions({ ...fleet, histories: healthy })
  const moving = movingChannels(conditions)
  if (moving.length === 0) {
    throw new MillraceError(
      'bad-input',
      `alerts: no channel moves while machines are healthy, expected at least one of ${fleet.channels.join(', ')}`,
    )
  }
  const smoothedRows = healthy.map((history) => smoothedChannels(conditions, moving, history))
  const spreads = moving.map((_, j) => spreadOf(smoothedRows, j, moving.length))
  const levels = smoothedRows.map((rows) => levelsOf(rows, spreads))
  const healthyCycles = levels.reduce((sum, rows) => sum + rows.length, 0)
  const allowed = Math.floor((falseAlarmRate * healthyCycles) / 1000)
  const limit = lowestLimit(levels, allowed)
  return {
    channels: fleet.channels,
    moving,
    conditions,
    spreads,
    limit,
    cycleKind: fleet.cycleKind ?? 'number',
    falseAlarms: { rate: falseAlarmRate, healthyCycles, alerts: alertCount(levels, limit) },
  }
}

/** Whether enough was seen of healthy machines to tell that the rate is kept. */
export function isRateKnown({ falseAlarms: { rate, healthyCycles } }: AlertModel): boolean {
  return rate * healthyCycles >= 1000
}

/** The alerts of a machine over its history. */
export function alertEpisodes(model: AlertModel, history: MachineHistory): readonly AlertEpisode[] {
  const smoothed = smoothedChannels(model.conditions, model.moving, history)
  const rows = episodeRows(levelsOf(smoothed, model.spreads), model.limit)
  return rows.map(({ raised, cleared }) => ({
    raisedAt: history.cycles[raised]!,
    clearedAt: cleared === null ? null : history.cycles[cleared]!,
  }))
}

/** The alert that stands at the last cycle of a history, with the channels that drive it. */
export function currentAlert(model: AlertModel, history: MachineHistory): AlertResult | null {
  const last = alertEpisodes(model, history).at(-1)
  if (!last || last.clearedAt !== null) return null
  const { spreads, moving, limit } = model
  const smoothed = smoothedChannels(model.conditions, moving, history)
  const row = history.cycles.length - 1
  const channels = moving
    .map((channel, j) => ({
      channel: model.channels[channel]!,
      deviation: smoothed[row * moving.length + j]! / spreads[j]!,
    }))
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))
    .filter(({ deviation }, i) => i === 0 || (i < namedChannels && Math.abs(deviation) > limit))
  const level = levelsOf(smoothed, spreads)[row]! / limit
  const named = channels
    .map(({ channel, deviation }) => `${channel} (${signed(deviation)} standard deviations)`)
    .join(', ')
  return {
    machine: history.machine,
    raisedAt: last.raisedAt,
    cycle: history.cycles[row]!,
    level,
    channels,
    sentence: `${history.machine}: outside of normal since ${model.cycleKind === 'number' ? 'cycle ' : ''}${cycleText(last.raisedAt, model.cycleKind)}, now at ${level.toFixed(1)} times the limit, driven by ${named}`,
  }
}

/** `[rows, moving channels]`; a missing value leaves its channel as it was. */
function smoothedChannels(
  conditions: OperatingConditions,
  moving: readonly number[],
  history: MachineHistory,
): Float64Array {
  const { values } = standardised(conditions, history, moving)
  const width = moving.length
  const smoothed = new Float64Array(values.length)
  for (let at = 0; at < values.length; at++) {
    const before = at < width ? 0 : smoothed[at - width]!
    const value = values[at]!
    smoothed[at] = Number.isNaN(value) ? before : before + smoothing * (value - before)
  }
  return smoothed
}

/** Of one channel over all healthy rows. */
function spreadOf(rows: readonly Float64Array[], channel: number, width: number): number {
  let sum = 0
  let count = 0
  for (const smoothed of rows) {
    for (let at = channel; at < smoothed.length; at += width) {
      sum += smoothed[at]! ** 2
      count++
    }
  }
  return Math.max(1e-9, Math.sqrt(sum / count))
}

/** Per row: the root mean square of the deviations. */
function levelsOf(smoothed: Float64Array, spreads: readonly number[]): Float64Array {
  const width = spreads.length
  return Float64Array.from({ length: smoothed.length / width }, (_, row) => {
    let sum = 0
    for (let j = 0; j < width; j++) sum += (smoothed[row * width + j]! / spreads[j]!) ** 2
    return Math.sqrt(sum / width)
  })
}

interface EpisodeRows {
  readonly raised: number
  readonly cleared: number | null
}

function episodeRows(levels: Float64Array, limit: number): EpisodeRows[] {
  const episodes: EpisodeRows[] = []
  let raised: number | null = null
  let streak = 0
  for (const [row, level] of levels.entries()) {
    const counts: boolean = raised === null ? level > limit : level < clearShare * limit
    streak = counts ? streak + 1 : 0
    if (raised === null && streak === rowsToRaise) {
      raised = row
      streak = 0
    } else if (raised !== null && streak === rowsToClear) {
      episodes.push({ raised, cleared: row })
      raised = null
      streak = 0
    }
  }
  if (raised !== null) episodes.push({ raised, cleared: null })
  return episodes
}

function alertCount(levels: readonly Float64Array[], limit: number): number {
  return levels.reduce((sum, rows) => sum + episodeRows(rows, limit).length, 0)
}

/**
 * Bisection between no level and the highest. The number of alerts need not fall steadily with the limit
 * (one long alert may become two), but the limit that is returned has been counted.
 */
function lowestLimit(levels: readonly Float64Array[], allowed: number): number {
  let low = 0
  let high = levels.reduce((most, rows) => rows.reduce((a, b) => Math.max(a, b), most), 0)
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (alertCount(levels, middle) > allowed || middle <= 1) low = middle
    else high = middle
  }
  return high
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`
}
