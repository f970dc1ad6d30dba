// The options by which the commands of `maintenance` read a fleet, and the reading.

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ExpectedColumns } from '../../data/table/expectation.ts'
import { readTable } from '../../data/table/read-table.ts'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import type { FleetHistories } from '../../plant/maintenance/histories.ts'
import { readHistories } from '../../plant/maintenance/read-histories.ts'
import { loadPlant } from '../../plant/model.ts'
import type { CommandContext } from '../context.ts'
import { namesOption } from '../options.ts'

export interface FleetDataOptions {
  readonly fleet?: string
  readonly machine: string
  readonly cycle: string
  readonly conditions: readonly string[]
  readonly channels: readonly string[]
  readonly events?: string
  readonly eventMachine: string
  readonly eventCycle: string
  readonly event: string
  readonly runToFailure?: boolean
}

export function addFleetDataOptions(command: Command): Command {
  return command
    .option('--fleet <name>', 'fleet of the plant (default: its only one)')
    .option('--machine <column>', 'column that names the machine', 'machine')
    .option('--cycle <column>', 'column with cycles, hours or times, ascending', 'cycle')
    .option(
      '--conditions <columns>',
      'columns of operating conditions (speed,load)',
      namesOption,
      [],
    )
    .option(
      '--channels <columns>',
      'columns of sensors (default: every other column of numbers)',
      namesOption,
      [],
    )
    .option('--events <file>', 'failures, services and ends of observation: CSV or Parquet')
    .option('--event-machine <column>', 'its column that names the machine', 'machine')
    .option('--event-cycle <column>', 'its column with the cycle', 'cycle')
    .option('--event <column>', 'its column with failure, service or end', 'event')
}

/** What a model was fitted on, where one is there already: a channel that the file lacks is missing then. */
export interface KnownColumns {
  readonly channels: readonly string[]
  readonly conditions: readonly string[]
}

/** From a table of sensors, or from a plant's folder and its `maintenance:`. */
export async function readFleet(
  data: string,
  options: FleetDataOptions,
  { signal, onProgress }: Pick<CommandContext, 'signal' | 'onProgress'>,
  known?: KnownColumns,
): Promise<FleetHistories> {
  const source = isPlant(data) ? await fleetOf(data, options.fleet) : sourceOf(data, options)
  const conditions = known?.conditions ?? source.conditions
  const channels = known?.channels ?? source.channels
  const table = await readTable(source.file, {
    columns: {
      [source.machine]: { kind: 'text' },
      [source.cycle]: { kind: ['number', 'time'] },
      ...numbers(conditions, false),
      ...numbers(channels ?? [], known !== undefined),
    },
    signal,
    onProgress,
  })
  const { events } = source
  return readHistories(table, {
    columns: { machine: source.machine, cycle: source.cycle },
    conditions,
    channels,
    mayLackChannels: known !== undefined,
    isRunToFailure: options.runToFailure === true,
    events: events && {
      table: await readTable(events.file, {
        columns: {
          [events.machine]: { kind: 'text' },
          [events.cycle]: { kind: ['number', 'time'] },
          [events.event]: { kind: 'text' },
        },
        signal,
      }),
      columns: events,
    },
  })
}

function numbers(names: readonly string[], isOptional: boolean): ExpectedColumns {
  return Object.fromEntries(
    names.map((name) => [name, { kind: 'number' as const, optional: isOptional }]),
  )
}

interface FleetSource {
  readonly file: string
  readonly machine: string
  readonly cycle: string
  readonly conditions: readonly string[]
  readonly channels: readonly string[] | undefined
  readonly events?: {
    readonly file: string
    readonly machine: string
    readonly cycle: string
    readonly event: string
  }
}

function sourceOf(file: string, options: FleetDataOptions): FleetSource {
  const { machine, cycle, conditions, channels, events } = options
  return {
    file,
    machine,
    cycle,
    conditions,
    channels: channels.length > 0 ? channels : undefined,
    ...(events !== undefined && {
      events: {
        file: events,
        machine: options.eventMachine,
        cycle: options.eventCycle,
        event: options.event,
      },
    }),
  }
}

async function fleetOf(path: string, name: string | undefined): Promise<FleetSource> {
  const { folder, file } = await loadPlant(path)
  const names = file.maintenance.map(({ fleet }) => fleet)
  const chosen = name ?? (names.length === 1 ? names[0] : undefined)
  const fleet = file.maintenance.find((other) => other.fleet === chosen)
  if (!fleet) {
    const near = name === undefined ? undefined : nearestName(name, names)
    throw new MillraceError(
      'not-found',
      `${path}: no such fleet, expected --fleet to be one of ${names.join(', ') || 'those under maintenance:, of which there are none'}, got ${name ?? 'nothing'}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  const { columns, conditions, channels, events } = fleet
  return {
    file: resolve(folder, fleet.file),
    machine: columns.machine ?? 'machine',
    cycle: columns.cycle ?? 'cycle',
    conditions,
    channels,
    ...(events && {
      events: {
        file: resolve(folder, events.file),
        machine: events.columns.machine ?? 'machine',
        cycle: events.columns.cycle ?? 'cycle',
        event: events.columns.event ?? 'event',
      },
    }),
  }
}

function isPlant(path: string): boolean {
  if (/\.ya?ml$/.test(path)) return true
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
