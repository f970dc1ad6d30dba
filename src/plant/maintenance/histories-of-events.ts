// The lives of machines without sensors, from their events alone: how old each grew, and how it ended.

import type { Table } from '../../data/table/table.ts'
import { type Event, type EventColumns, eventsOf } from './events.ts'
import type { FleetHistories, HistoryEnd, MachineHistory } from './histories.ts'
import { cyclesOf } from './machine-columns.ts'

/**
 * A machine's first life begins at cycle 0 where cycles are numbers (they count its running); where they
 * are times, its first event begins the first life that is known. A machine runs on after a service, and
 * after a failure once an `end` says that it was seen running again. Histories have no rows.
 * @throws MillraceError as `eventsOf` says.
 */
export function historiesOfEvents(table: Table, columns: EventColumns = {}): FleetHistories {
  const { kind } = cyclesOf(table, columns.cycle ?? 'cycle')
  const histories = [...eventsOf(table, columns)].flatMap(([machine, events]) =>
    livesOf(machine, events, kind === 'number' ? 0 : null),
  )
  return { channels: [], conditions: [], histories, findings: [] }
}

function livesOf(
  machine: string,
  events: readonly Event[],
  firstStart: number | null,
): MachineHistory[] {
  const lives: MachineHistory[] = []
  let start = firstStart
  for (const [i, { cycle, event }] of events.entries()) {
    // It still ran then, as what follows says as well.
    if (event === 'end' && i < events.length - 1) continue
    if (start !== null) lives.push(lifeOf(machine, start, event, cycle))
    start = cycle
  }
  const last = events.at(-1)
  if (last?.event === 'service') lives.push(lifeOf(machine, last.cycle, 'end', last.cycle))
  return lives
}

function lifeOf(
  machine: string,
  startCycle: number,
  end: HistoryEnd,
  endCycle: number,
): MachineHistory {
  const none = new Float64Array()
  return { machine, cycles: none, startCycle, channels: none, conditions: none, end, endCycle }
}
