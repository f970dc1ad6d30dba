// The lives of machines without sensors, from their events alone: how old each grew, and how it ended.

import type { Table } from '../../data/table/table.ts'
import { MillraceError } from '../../errors.ts'
import { eventsOf } from './events.ts'
import type { Event, EventColumns, EventWords, MachineEvents } from './events.ts'
import { type FleetHistories, type HistoryEnd, type MachineHistory } from './histories.ts'
import { failureCauses } from './failure-causes.ts'
import { cyclesOf } from './machine-columns.ts'

/**
 * Where cycles are numbers they count the running of each machine, whose first life begins at 0: it runs
 * on after a service, and after a failure once an `end` says that it was seen running again.
 *
 * Where they are times, a machine's first event begins the first life that is known, and the newest time of
 * the table is now: every machine runs until then, mended after its last failure unless that is now; but
 * one whose last event is an `end` was last seen then.
 *
 * Histories have no rows.
 * @throws MillraceError as `eventsOf` says, and `bad-input` for a failure at no age.
 */
export function historiesOfEvents(
  table: Table,
  columns: EventColumns = {},
  words: EventWords = {},
): FleetHistories {
  const { kind, values } = cyclesOf(table, columns.cycle ?? 'cycle')
  const { machines, findings } = eventsOf(table, columns, words)
  if (kind === 'number') requireAges(table, machines.values())
  const now =
    kind === 'time' ? values.reduce((most, cycle) => Math.max(most, cycle), -Infinity) : null
  const all = [...machines.values()]
  return {
    channels: [],
    conditions: [],
    cycleKind: kind,
    histories: all.flatMap(({ machine, events }) => livesOf(machine, events, now)),
    causes: failureCauses(all),
    findings,
  }
}

/** Where cycles count running, a machine fails at an age above 0. */
function requireAges(table: Table, machines: Iterable<MachineEvents>): void {
  for (const { machine, events } of machines) {
    for (const { cycle, event } of events) {
      if (cycle > 0 || (cycle === 0 && event !== 'failure')) continue
      throw new MillraceError(
        'bad-input',
        `${table.source?.path ?? 'events'}, machine ${machine}: ${event} at cycle ${cycle}, expected how long it had run by then, above 0`,
        { hint: 'Cycles count the running of a machine from new; or give dates.' },
      )
    }
  }
}

function livesOf(machine: string, events: readonly Event[], now: number | null): MachineHistory[] {
  const lives: MachineHistory[] = []
  let start = now === null ? 0 : null
  for (const [i, { cycle, event }] of events.entries()) {
    // It still ran then, as what follows says as well.
    if (event === 'end' && start !== null && i < events.length - 1) continue
    if (start !== null) lives.push(lifeOf(machine, start, event, cycle))
    start = cycle
  }
  const last = events.at(-1)
  if (!last || last.event === 'end') return lives
  const until = now ?? last.cycle
  if (last.event === 'service' || until > last.cycle) {
    lives.push(lifeOf(machine, last.cycle, 'end', until))
  }
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
