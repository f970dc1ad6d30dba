// What happened to machines: failures, services, ends of observation.

import { createFindingCounter, type Finding } from '../../data/preparation/finding.ts'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { columnOf, describeRow, type Table } from '../../data/table/table.ts'
import type { HistoryEnd } from './histories.ts'
import { cyclesOf, machinesOf } from './machine-columns.ts'

export interface EventColumns {
  /** Default `machine`. */
  readonly machine?: string | undefined
  /** As in the table of sensors. Default `cycle`. */
  readonly cycle?: string | undefined
  /** `failure`, `service` or `end`, or the words that `EventWords` says. Default `event`. */
  readonly event?: string | undefined
  /** What a failure came from. Default none. */
  readonly cause?: string | undefined
}

/** What a workshop's export calls them, beside `failure` and `service`. */
export interface EventWords {
  readonly failures?: readonly string[] | undefined
  readonly services?: readonly string[] | undefined
}

export interface Event {
  readonly cycle: number
  readonly event: HistoryEnd
  /** Empty where none is told. */
  readonly cause: string
}

export interface MachineEvents {
  readonly machine: string
  /** In the order of their cycles, one per cycle. */
  readonly events: readonly Event[]
}

export interface FleetEvents {
  /** By `machineKey`. */
  readonly machines: ReadonlyMap<string, MachineEvents>
  readonly findings: readonly Finding[]
}

const kinds: readonly HistoryEnd[] = ['failure', 'service', 'end']

/**
 * Of several events of a machine at one moment a failure counts before a service, and that before an end.
 * Where `words` says what failures or services are called, rows with other words are left out and counted.
 * @throws MillraceError `bad-input` for another kind of event where no words are said, for a word that
 *   is nearly one of the column, or for cycles that are counted otherwise than those of the sensors.
 */
export function eventsOf(
  table: Table,
  columns: EventColumns = {},
  words: EventWords = {},
  cycleKind?: 'number' | 'time',
): FleetEvents {
  const machines = machinesOf(table, columns.machine ?? 'machine')
  const cycles = cyclesOf(table, columns.cycle ?? 'cycle')
  const subject = table.source?.path ?? 'events'
  if (cycleKind !== undefined && cycles.kind !== cycleKind) {
    throw new MillraceError(
      'bad-input',
      `${subject}: column ${cycles.name} is counted otherwise than the sensors, expected ${cycleKind}s, got ${cycles.kind}s`,
    )
  }
  const kindAt = eventKinds(table, columns.event ?? 'event', words)
  const causeAt = causesOf(table, columns.cause)
  const others = createFindingCounter()
  const together = createFindingCounter()
  const entries = machines.levels.map((machine, code): [string, MachineEvents] => {
    const all = machines.rows[code]!.flatMap((row) => {
      const event = kindAt(row)
      if (event) return [{ cycle: cycles.values[row]!, event, cause: causeAt(row) }]
      others.add(() => describeRow(table, row))
      return []
    }).sort(byTime)
    const events: Event[] = []
    for (const event of all) {
      const before = events.at(-1)
      // A machine that failed and was seen running again at once is told by both.
      const isAgain = event.event === 'end' && before?.event === 'failure'
      if (before?.cycle !== event.cycle || isAgain) events.push(event)
      else if (event.event !== 'end') together.add(() => `${machine}: ${event.event}`)
    }
    return [machines.keys[code]!, { machine, events }]
  })
  return {
    machines: new Map(entries.filter(([, { events }]) => events.length > 0)),
    findings: [
      ...machines.findings,
      ...others.toFindings({
        kind: 'other-event',
        subject,
        column: columns.event ?? 'event',
        action: 'dropped',
      }),
      ...together.toFindings({
        kind: 'same-moment',
        subject,
        column: cycles.name,
        action: 'joined',
      }),
    ],
  }
}

/** At one moment the failure first, and of several the one whose cause is told. */
function byTime(a: Event, b: Event): number {
  return (
    a.cycle - b.cycle ||
    kinds.indexOf(a.event) - kinds.indexOf(b.event) ||
    Number(a.cause === '') - Number(b.cause === '')
  )
}

/** The kind of each row; undefined where it is told by another word. */
function eventKinds(
  table: Table,
  name: string,
  { failures = [], services = [] }: EventWords,
): (row: number) => HistoryEnd | undefined {
  const { codes, levels } = columnOf(table, name, 'text')
  const subject = table.source?.path ?? 'events'
  const normal = (text: string): string => text.normalize('NFKC').trim().toLowerCase()
  const said = [
    ...failures.map((word): [string, HistoryEnd] => [word, 'failure']),
    ...services.map((word): [string, HistoryEnd] => [word, 'service']),
  ]
  const byWord = new Map<string, HistoryEnd>([
    ...kinds.map((kind): [string, HistoryEnd] => [kind, kind]),
    ...said.map(([word, kind]): [string, HistoryEnd] => [normal(word), kind]),
  ])
  const unsaid = levels.filter((level) => !byWord.has(normal(level)))
  for (const [word, kind] of said) {
    if (levels.some((level) => normal(level) === normal(word))) continue
    // A word may be of other exports; one that is nearly said here is a slip that would lose events.
    const near = nearestName(word, unsaid)
    if (near === undefined) continue
    throw new MillraceError(
      'bad-input',
      `${subject}, column ${name}: no row says ${word}, expected a word for a ${kind} that there is, got ${levels.slice(0, 12).join(', ')}${levels.length > 12 ? ', ...' : ''}`,
      { hint: `did you mean ${near}?` },
    )
  }
  const ofLevel = levels.map((level) => byWord.get(normal(level)))
  const isTold = failures.length + services.length > 0
  return (row) => {
    const kind = ofLevel[codes[row]!]
    if (kind || isTold) return kind
    const unknown = levels.filter((_, code) => ofLevel[code] === undefined)
    throw new MillraceError(
      'bad-input',
      `${describeRow(table, row)}, column ${name}: unknown event, expected failure, service or end, got ${JSON.stringify(levels[codes[row]!] ?? '')}`,
      {
        hint: `Say which words mean what, as --failures WORDS --services WORDS or under events: in plant.yaml; this column has ${unknown.slice(0, 12).join(', ')}${unknown.length > 12 ? ', ...' : ''}`,
      },
    )
  }
}

function causesOf(table: Table, name: string | undefined): (row: number) => string {
  if (name === undefined) return () => ''
  const { codes, levels } = columnOf(table, name, 'text')
  return (row) => (levels[codes[row]!] ?? '').trim()
}
