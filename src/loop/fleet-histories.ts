// The histories of a fleet from its files: those that plant.yaml names, or those of a command.

import { resolve } from 'node:path'
import type { ExpectedColumns } from '../data/table/expectation.ts'
import { readTable } from '../data/table/read-table.ts'
import type { FleetHistories } from '../plant/maintenance/histories.ts'
import { MillraceError } from '../errors.ts'
import type { EventWords } from '../plant/maintenance/events.ts'
import { historiesOfEvents } from '../plant/maintenance/histories-of-events.ts'
import { readHistories } from '../plant/maintenance/read-histories.ts'
import type { Fleet } from '../plant/model/maintenance-schema.ts'
import type { WorkOptions } from '../progress.ts'

/** Names of the columns that say which machine a row is about, and at which cycle. */
export interface PlaceColumns {
  readonly machine: string
  readonly cycle: string
}

export interface FleetFiles {
  /** Sensors. Absent: lives are known from the events alone. */
  readonly file?: string | undefined
  readonly columns: PlaceColumns
  readonly conditions: readonly string[]
  /** Absent: every other column of numbers. */
  readonly channels?: readonly string[] | undefined
  readonly events?:
    | {
        readonly file: string
        readonly columns: PlaceColumns & {
          readonly event: string
          readonly cause?: string | undefined
        }
        /** What failures and services are called there. */
        readonly words?: EventWords | undefined
      }
    | undefined
  /** Every machine failed at its last cycle. Default false. */
  readonly isRunToFailure?: boolean | undefined
}

/** What a model was fitted on: its channels and conditions are read, and a channel may be missing. */
export interface KnownColumns {
  readonly channels: readonly string[]
  readonly conditions: readonly string[]
}

/** The files of a fleet under `maintenance:`. */
export function fleetFiles(folder: string, fleet: Fleet): FleetFiles {
  const { file, columns, conditions, channels, events } = fleet
  return {
    file: file === undefined ? undefined : resolve(folder, file),
    columns: { machine: columns.machine ?? 'machine', cycle: columns.cycle ?? 'cycle' },
    conditions,
    channels,
    events: events && {
      file: resolve(folder, events.file),
      columns: {
        machine: events.columns.machine ?? 'machine',
        cycle: events.columns.cycle ?? 'cycle',
        event: events.columns.event ?? 'event',
        cause: events.columns.cause,
      },
      words: { failures: events.failures, services: events.services },
    },
  }
}

/**
 * @throws MillraceError for files, columns and rows as `readTable`, `readHistories` and
 *   `historiesOfEvents` say; `bad-input` where a model needs sensors and there are none.
 */
export async function readFleet(
  { file, columns, events, isRunToFailure, ...own }: FleetFiles,
  { signal, onProgress }: WorkOptions = {},
  known?: KnownColumns,
): Promise<FleetHistories> {
  const eventTable = events && {
    table: await readTable(events.file, {
      columns: {
        ...placeColumns(events.columns),
        [events.columns.event]: { kind: 'text' },
        ...(events.columns.cause !== undefined && { [events.columns.cause]: { kind: 'text' } }),
      },
      signal,
      // So far nothing happened; the sensors go on.
      allowEmpty: file !== undefined,
    }),
    columns: events.columns,
    words: events.words,
  }
  if (file === undefined) {
    if (known) throw noSensors()
    if (!eventTable) {
      throw new MillraceError(
        'bad-input',
        'fleet: nothing to read, expected a file of sensors or one of events, got neither',
      )
    }
    return historiesOfEvents(eventTable.table, eventTable.columns, eventTable.words)
  }
  const { conditions, channels } = known ?? own
  const table = await readTable(file, {
    columns: {
      ...placeColumns(columns),
      ...numbers(conditions, false),
      ...numbers(channels ?? [], known !== undefined),
    },
    signal,
    onProgress,
  })
  return readHistories(table, {
    columns,
    conditions,
    channels,
    mayLackChannels: known !== undefined,
    isRunToFailure,
    events: eventTable,
  })
}

/** For what needs sensors, of a fleet with events alone. */
export function noSensors(): MillraceError {
  return new MillraceError(
    'bad-input',
    'fleet: no sensors, expected a file of them to learn from, got events alone',
    { hint: 'millrace maintenance schedule plans by ages alone, without a model' },
  )
}

/** Machines are read as they stand, so that 007 keeps its zeros. */
function placeColumns({ machine, cycle }: PlaceColumns): ExpectedColumns {
  return {
    [machine]: { kind: 'text' },
    [cycle]: { kind: ['number', 'time'] },
  }
}

function numbers(names: readonly string[], isOptional: boolean): ExpectedColumns {
  return Object.fromEntries(
    names.map((name) => [name, { kind: 'number' as const, optional: isOptional }]),
  )
}
