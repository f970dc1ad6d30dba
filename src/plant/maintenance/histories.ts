// Machines' sensors over their cycles: one history per life of a machine, from its start or its last
// service to a failure, a service, or the end of what was seen.

import type { Finding } from '../../data/preparation/finding.ts'
import type { FailureCause } from './failure-causes.ts'

/** How a history ended; `end`: the machine was still running. */
export type HistoryEnd = 'failure' | 'service' | 'end'

export type CycleKind = 'number' | 'time'

export interface MachineHistory {
  readonly machine: string
  /** Ascending, one per row. */
  readonly cycles: Float64Array
  /** The cycle at which this life began: the age of a row is its cycle minus this. */
  readonly startCycle: number
  /** `[rows, channels]`; NaN is missing. */
  readonly channels: Float64Array
  /** `[rows, conditions]`; NaN is missing. */
  readonly conditions: Float64Array
  readonly end: HistoryEnd
  /** The cycle of the failure or service, or the last one seen. */
  readonly endCycle: number
}

/** The histories of machines of one kind, with the same channels and conditions. */
export interface FleetHistories {
  /** Names, in the order of the columns of every history. */
  readonly channels: readonly string[]
  readonly conditions: readonly string[]
  readonly histories: readonly MachineHistory[]
  /** What cycles are: numbers of the file, or hours since 1970 where it has times. Default `number`. */
  readonly cycleKind?: CycleKind
  /** What failures came from, the most frequent first, where the events tell it. Default none. */
  readonly causes?: readonly FailureCause[]
  /** What was found in the data and done about it. */
  readonly findings: readonly Finding[]
}

/** The newest life of every machine that was still running when it was last seen. */
export function runningHistories({ histories }: FleetHistories): readonly MachineHistory[] {
  const newest = new Map(histories.map((history) => [history.machine, history]))
  return [...newest.values()].filter(({ end }) => end === 'end')
}

/** The same history as it was known at `cycle`: later rows and the end are not in it. */
export function historyUpTo(history: MachineHistory, cycle: number): MachineHistory {
  const { cycles, channels, conditions } = history
  const later = cycles.findIndex((other) => other > cycle)
  const rows = later < 0 ? cycles.length : later
  const per = (values: Float64Array): number => values.length / cycles.length
  return {
    ...history,
    cycles: cycles.subarray(0, rows),
    channels: channels.subarray(0, rows * per(channels)),
    conditions: conditions.subarray(0, rows * per(conditions)),
    end: 'end',
    endCycle: cycle,
  }
}
