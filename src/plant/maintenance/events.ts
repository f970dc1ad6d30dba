// What happened to machines: failures, services, ends of observation.

import { MillraceError } from '../../errors.ts'
import { columnOf, describeRow, type Table } from '../../data/table/table.ts'
import type { HistoryEnd } from './histories.ts'
import { cyclesOf, machinesOf } from './machine-columns.ts'

export interface EventColumns {
  /** Default `machine`. */
  readonly machine?: string | undefined
  /** As in the table of sensors. Default `cycle`. */
  readonly cycle?: string | undefined
  /** `failure`, `service` or `end`. Default `event`. */
  readonly event?: string | undefined
}

export interface Event {
  readonly cycle: number
  readonly event: HistoryEnd
}

const kinds: readonly HistoryEnd[] = ['failure', 'service', 'end']

/**
 * By machine, in the order of their cycles.
 * @throws MillraceError `bad-input` for another kind of event, or for cycles that are counted otherwise
 *   than those of the sensors.
 */
export function eventsOf(
  table: Table,
  columns: EventColumns = {},
  cycleKind?: 'number' | 'time',
): ReadonlyMap<string, readonly Event[]> {
  const machines = machinesOf(table, columns.machine ?? 'machine')
  const cycles = cyclesOf(table, columns.cycle ?? 'cycle')
  const name = columns.event ?? 'event'
  const { codes, levels } = columnOf(table, name, 'text')
  if (cycleKind !== undefined && cycles.kind !== cycleKind) {
    throw new MillraceError(
      'bad-input',
      `${table.source?.path ?? 'events'}: column ${cycles.name} is counted otherwise than the sensors, expected ${cycleKind}s, got ${cycles.kind}s`,
    )
  }
  const eventAt = (row: number): Event => {
    const text = levels[codes[row]!] ?? ''
    const event = kinds.find((kind) => kind === text.trim().toLowerCase())
    if (event) return { cycle: cycles.values[row]!, event }
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, row)}, column ${name}: unknown event, expected failure, service or end, got ${JSON.stringify(text)}`,
    )
  }
  return new Map(
    machines.levels.map((machine, code) => [
      machine,
      machines.rows[code]!.map(eventAt).sort((a, b) => a.cycle - b.cycle),
    ]),
  )
}
