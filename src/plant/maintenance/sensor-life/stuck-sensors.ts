// Sensors that are dead or stuck: a channel that repeats one value for far longer than it does on other
// machines tells nothing any more, so these readings become missing.

import { createFindingCounter, type Finding } from '../../../data/preparation/finding.ts'
import { median } from '../../../statistics/quantile.ts'
import type { FleetHistories, MachineHistory } from '../histories.ts'

/** Of each channel, rows of one value from which on it counts as stuck. */
export type RunLimits = readonly number[]

/** A number, because plain data know no infinity. */
const never = Number.MAX_SAFE_INTEGER
const shortestRun = 20
const timesUsual = 4

/**
 * Four times the longest run that is usual (the median over histories), at least 20 rows. A channel that
 * moves so rarely that this says nothing, such as a setting, is never stuck.
 */
export function runLimits({ channels, histories }: FleetHistories): RunLimits {
  return channels.map((_, channel) => {
    const longest = histories.map((history) => longestRun(history, channel, channels.length))
    const shares = histories.map(({ cycles }, i) => longest[i]! / cycles.length)
    if (median(shares) > 0.25) return never
    return Math.max(shortestRun, timesUsual * median(longest))
  })
}

export interface StuckChannel {
  readonly channel: string
  readonly value: number
  /** First and last cycle at which it stood still. */
  readonly from: number
  readonly to: number
}

export interface Unstuck {
  readonly history: MachineHistory
  readonly stuck: readonly StuckChannel[]
}

/** The history without the readings of stuck sensors. */
export function withoutStuck(
  history: MachineHistory,
  channels: readonly string[],
  limits: RunLimits,
): Unstuck {
  const width = channels.length
  const stuck: StuckChannel[] = []
  let values: Float64Array | undefined
  for (const [channel, name] of channels.entries()) {
    const limit = limits[channel]!
    if (history.cycles.length < limit) continue
    for (const { first, last } of runsOf(history, channel, width)) {
      if (last - first + 1 < limit) continue
      values ??= history.channels.slice()
      stuck.push({
        channel: name,
        value: values[first * width + channel]!,
        from: history.cycles[first]!,
        to: history.cycles[last]!,
      })
      for (let row = first; row <= last; row++) values[row * width + channel] = NaN
    }
  }
  return { history: values ? { ...history, channels: values } : history, stuck }
}

/** All histories without the readings of stuck sensors, and what was found. */
export function fleetWithoutStuck(fleet: FleetHistories, limits: RunLimits): FleetHistories {
  const counters = fleet.channels.map(() => createFindingCounter())
  const histories = fleet.histories.map((history) => {
    const cleaned = withoutStuck(history, fleet.channels, limits)
    for (const { channel, value, from, to } of cleaned.stuck) {
      const counter = counters[fleet.channels.indexOf(channel)]!
      counter.add(() => `${history.machine}: ${value} from ${from} to ${to}`)
    }
    return cleaned.history
  })
  const findings: Finding[] = fleet.channels.flatMap((column, i) =>
    counters[i]!.toFindings({
      kind: 'stuck-sensor',
      subject: 'sensors',
      column,
      action: 'left-missing',
    }),
  )
  return { ...fleet, histories, findings: [...fleet.findings, ...findings] }
}

function longestRun(history: MachineHistory, channel: number, width: number): number {
  let longest = 0
  for (const { first, last } of runsOf(history, channel, width)) {
    longest = Math.max(longest, last - first + 1)
  }
  return longest
}

/** Runs of the same value; missing ones end a run and are none. */
function* runsOf(
  { cycles, channels }: MachineHistory,
  channel: number,
  width: number,
): Generator<{ readonly first: number; readonly last: number }> {
  let first = 0
  for (let row = 1; row <= cycles.length; row++) {
    const value = channels[first * width + channel]
    if (row < cycles.length && channels[row * width + channel] === value) continue
    if (!Number.isNaN(value)) yield { first, last: row - 1 }
    first = row
  }
}
