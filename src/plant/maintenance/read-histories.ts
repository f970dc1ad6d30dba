// From tables of sensors and events to histories: rows grouped by machine and put in order, cut into lives
// at failures and services.

import { MillraceError } from '../../errors.ts'
import { createFindingCounter, type Finding } from '../../data/preparation/finding.ts'
import { columnOf, describeRow, type Table } from '../../data/table/table.ts'
import { nearestName } from '../../near-name.ts'
import { eventsOf } from './events.ts'
import type { Event, EventColumns, EventWords, FleetEvents } from './events.ts'
import { failureCauses } from './failure-causes.ts'
import type { FleetHistories, MachineHistory } from './histories.ts'
import { type CycleValues, cyclesOf, machinesOf } from './machine-columns.ts'

export interface SensorColumns {
  /** Default `machine`. */
  readonly machine?: string | undefined
  /** A number that counts running from new, or a time, which becomes hours. Default `cycle`. */
  readonly cycle?: string | undefined
}

export interface HistoryOptions {
  readonly columns?: SensorColumns | undefined
  /** Columns that say under which conditions a machine runs. Default none. */
  readonly conditions?: readonly string[] | undefined
  /** Columns of sensors. Default every other column of numbers. */
  readonly channels?: readonly string[] | undefined
  /** Failures, services and ends of observation; machines without any run on after their last cycle. */
  readonly events?:
    | {
        readonly table: Table
        readonly columns?: EventColumns | undefined
        readonly words?: EventWords | undefined
      }
    | undefined
  /** Every machine failed right at its last cycle. Default false. */
  readonly isRunToFailure?: boolean | undefined
  /** A channel that the table lacks is missing throughout, instead of an error. Default false. */
  readonly mayLackChannels?: boolean | undefined
}

/**
 * A machine's first life begins at cycle 0 where cycles are numbers (they count its running), else with
 * its first row; later ones begin at the failure or service before them, after which it is as new.
 * @throws MillraceError `bad-input` or `not-found` for columns that are missing or of another kind, for
 *   rows without machine or cycle, and for events of an unknown kind.
 */
export function readHistories(table: Table, options: HistoryOptions = {}): FleetHistories {
  const { columns = {}, conditions = [], events, isRunToFailure = false } = options
  const subject = table.source?.path ?? 'table'
  const machines = machinesOf(table, columns.machine ?? 'machine')
  const cycles = cyclesOf(table, columns.cycle ?? 'cycle')
  const used = [columns.machine ?? 'machine', columns.cycle ?? 'cycle', ...conditions]
  const channels = options.channels ?? otherNumbers(table, used)
  if (channels.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${subject}: no sensor, expected at least one column of numbers beside machine, cycle and conditions, got none`,
    )
  }
  if (options.mayLackChannels && !channels.some((name) => table.columns.has(name))) {
    throw new MillraceError(
      'not-found',
      `${subject}: no channel of the model, expected one of ${listed(channels)}, got ${listed([...table.columns.keys()])}`,
      { hint: 'The model was fitted on another fleet, or its columns have been renamed.' },
    )
  }
  const channelValues = channels.map((name) =>
    numbersOf(table, name, 'channel', options.mayLackChannels === true),
  )
  const conditionValues = conditions.map((name) => numbersOf(table, name, 'condition', false))
  const happened = events && events.table.rowCount > 0 ? eventsBeside(cycles, events) : undefined
  const knownMachines = new Map(machines.keys.map((key, code) => [key, machines.levels[code]!]))
  const findings: Finding[] = [
    ...machines.findings,
    ...(options.channels ? [] : textColumns(table, used)),
    ...(happened
      ? [...happened.findings, ...unknownMachines(happened, knownMachines, events)]
      : []),
  ]
  const unsorted = createFindingCounter()
  const repeated = createFindingCounter()
  const histories: MachineHistory[] = []
  for (const [code, machine] of machines.levels.entries()) {
    const rows = orderedRows(machines.rows[code]!, cycles.values, {
      onUnsorted: (row) => unsorted.add(() => describeRow(table, row)),
      onRepeated: (row) => repeated.add(() => describeRow(table, row)),
    })
    if (rows.length === 0) continue
    const whole: MachineHistory = {
      machine,
      cycles: Float64Array.from(rows, (row) => cycles.values[row]!),
      startCycle: firstStart(
        rows.map((row) => cycles.values[row]!),
        cycles.kind,
      ),
      channels: matrixOf(channelValues, rows),
      conditions: matrixOf(conditionValues, rows),
      end: isRunToFailure ? 'failure' : 'end',
      endCycle: cycles.values[rows.at(-1)!]!,
    }
    histories.push(...livesOf(whole, happened?.machines.get(machines.keys[code]!)?.events ?? []))
  }
  findings.push(
    ...unsorted.toFindings({ kind: 'unsorted', subject, column: cycles.name, action: 'sorted' }),
    ...repeated.toFindings({
      kind: 'duplicate-key',
      subject,
      column: cycles.name,
      action: 'last-kept',
    }),
  )
  return {
    channels,
    conditions,
    cycleKind: cycles.kind,
    histories,
    causes: failureCauses([...(happened?.machines.values() ?? [])]),
    findings,
  }
}

/** Every column of numbers that is not used for something else. */
function otherNumbers(table: Table, used: readonly string[]): string[] {
  return [...table.columns].flatMap(([name, { kind }]) =>
    kind === 'number' && !used.includes(name) ? [name] : [],
  )
}

/**
 * Columns of text are no sensors, and that is told.
 * @throws MillraceError `bad-input` for one whose cells are mostly numbers: a sensor with some cells broken.
 */
function textColumns(table: Table, used: readonly string[]): Finding[] {
  const subject = table.source?.path ?? 'table'
  return [...table.columns].flatMap(([name, column]) => {
    if (column.kind !== 'text' || used.includes(name)) return []
    const { levels, codes } = column
    const isBroken = levels.map((text) => Number.isNaN(Number(text)))
    const broken = isBroken.filter((is) => is).length
    if (2 * broken < levels.length) {
      const row = codes.findIndex((code) => isBroken[code] === true)
      throw new MillraceError(
        'bad-input',
        `${describeRow(table, row)}, column ${name}: not a number, expected one as in other rows, got ${JSON.stringify(levels[codes[row]!])}`,
        {
          hint: 'Leave the cell empty where nothing was read; or name the sensors, as --channels or under channels: in plant.yaml.',
        },
      )
    }
    return [
      {
        kind: 'text-column',
        subject,
        column: name,
        count: 1,
        examples: levels.slice(0, 3),
        action: 'dropped',
      },
    ]
  })
}

function numbersOf(table: Table, name: string, role: string, mayLack: boolean): Float64Array {
  if (table.columns.has(name)) return columnOf(table, name, 'number').values
  if (mayLack) return new Float64Array(table.rowCount).fill(NaN)
  const names = [...table.columns.keys()]
  const near = nearestName(name, names)
  throw new MillraceError(
    'not-found',
    `${table.source?.path ?? 'table'}: ${role} ${name} is missing, expected a column of that name, got ${listed(names)}`,
    near === undefined ? {} : { hint: `did you mean ${near}?` },
  )
}

/** Rows by cycle; of those with the same one the last. */
function orderedRows(
  rows: readonly number[],
  cycles: Float64Array,
  { onUnsorted, onRepeated }: Record<'onUnsorted' | 'onRepeated', (row: number) => void>,
): number[] {
  for (let i = 1; i < rows.length; i++) {
    if (cycles[rows[i]!]! < cycles[rows[i - 1]!]!) onUnsorted(rows[i]!)
  }
  const sorted = rows.toSorted((a, b) => cycles[a]! - cycles[b]! || a - b)
  return sorted.filter((row, i) => {
    const isRepeated = cycles[sorted[i + 1] ?? -1] === cycles[row]
    if (isRepeated) onRepeated(row)
    return !isRepeated
  })
}

function firstStart(cycles: readonly number[], kind: 'number' | 'time'): number {
  const [first = 0, second = first + 1] = cycles
  return kind === 'number' && first >= 0 ? 0 : first - (second - first)
}

/** `[rows, columns]` */
function matrixOf(columns: readonly Float64Array[], rows: readonly number[]): Float64Array {
  const matrix = new Float64Array(rows.length * columns.length)
  columns.forEach((values, j) => {
    rows.forEach((row, i) => (matrix[i * columns.length + j] = values[row]!))
  })
  return matrix
}

/** Cut after each event; what follows one is a life of its own. A life without rows tells nothing. */
function livesOf(whole: MachineHistory, events: readonly Event[]): MachineHistory[] {
  const lives: MachineHistory[] = []
  let start = whole.startCycle
  let first = 0
  const take = (last: number, end: MachineHistory['end'], endCycle: number): void => {
    const own = (values: Float64Array): Float64Array => {
      const width = values.length / whole.cycles.length
      return values.subarray(first * width, last * width)
    }
    if (last > first) {
      lives.push({
        machine: whole.machine,
        cycles: own(whole.cycles),
        startCycle: start,
        channels: own(whole.channels),
        conditions: own(whole.conditions),
        end,
        endCycle,
      })
    }
    first = last
  }
  for (const { cycle, event } of events) {
    const later = whole.cycles.findIndex((other) => other > cycle)
    take(later < 0 ? whole.cycles.length : later, event, cycle)
    start = cycle
  }
  take(whole.cycles.length, whole.end, whole.endCycle)
  return lives
}

const hoursPerDay = 24
const oneSecond = 1 / 3600

/**
 * The events of machines whose sensors are read at `cycles`. Where events tell the day alone and sensors the
 * hour as well, an event counts at the end of its day: what was read on it comes before.
 */
function eventsBeside(
  cycles: CycleValues,
  { table, columns, words }: NonNullable<HistoryOptions['events']>,
): FleetEvents {
  const told = eventsOf(table, columns, words, cycles.kind)
  const isDay = (cycle: number): boolean => cycle % hoursPerDay === 0
  const all = [...told.machines.values()].flatMap(({ events }) => events)
  if (cycles.kind !== 'time' || cycles.values.every(isDay)) return told
  if (!all.every(({ cycle }) => isDay(cycle))) return told
  const atEndOfDay = (event: Event): Event => ({
    ...event,
    cycle: event.cycle + hoursPerDay - oneSecond,
  })
  return {
    ...told,
    machines: new Map(
      [...told.machines].map(([key, { machine, events }]) => [
        key,
        { machine, events: events.map(atEndOfDay) },
      ]),
    ),
  }
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', ...' : ''}`
}

/** Events of other machines are left out; where all are, the tables do not belong together. */
function unknownMachines(
  { machines }: FleetEvents,
  known: ReadonlyMap<string, string>,
  events: HistoryOptions['events'],
): Finding[] {
  const counter = createFindingCounter()
  for (const [key, { machine }] of machines) if (!known.has(key)) counter.add(() => machine)
  if (machines.size > 0 && counter.count === machines.size) {
    const names = [...machines.values()].map(({ machine }) => machine)
    throw new MillraceError(
      'bad-input',
      `${events?.table.source?.path ?? 'events'}: no machine of the sensors, expected ${listed([...known.values()])}, got ${listed(names)}`,
    )
  }
  return counter.toFindings({
    kind: 'unknown-machine',
    subject: events?.table.source?.path ?? 'events',
    column: events?.columns?.machine ?? 'machine',
    action: 'dropped',
  })
}
