// The options by which the commands of `maintenance` are told of a fleet's files.

import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { readTextFile } from '../../data/files.ts'
import { MillraceError } from '../../errors.ts'
import { fleetFiles, type FleetFiles } from '../../loop/fleet-histories.ts'
import { nearestName } from '../../near-name.ts'
import type { Fleet } from '../../plant/model/maintenance-schema.ts'
import { checkFleetFiles } from '../../plant/model/area-files.ts'
import { parsePlantFile } from '../../plant/model/plant-file.ts'
import type { AreasFile } from '../../plant/model/schema.ts'
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
  readonly cause?: string
  readonly failures?: readonly string[]
  readonly services?: readonly string[]
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
    .option('--failures <words>', 'its words for a failure (CM,breakdown)', namesOption)
    .option('--services <words>', 'its words for a service (PM)', namesOption)
    .option('--cause <column>', 'its column with the cause of a failure')
}

/** The files that a command was told of: a table of sensors, one of events, or a plant's `maintenance:`. */
export async function fleetFilesOf(
  data: string | undefined,
  options: FleetDataOptions,
): Promise<FleetFiles> {
  const ofPlant = await plantFleet(data, options.fleet)
  if (ofPlant) {
    return { ...fleetFiles(ofPlant.folder, ofPlant.fleet), isRunToFailure: options.runToFailure }
  }
  const { machine, cycle, conditions, channels, events, runToFailure } = options
  const { eventMachine, eventCycle, event, cause, failures, services } = options
  return {
    file: data,
    columns: { machine, cycle },
    conditions,
    channels: channels.length > 0 ? channels : undefined,
    events:
      events === undefined
        ? undefined
        : {
            file: events,
            columns: { machine: eventMachine, cycle: eventCycle, event, cause },
            words: { failures, services },
          },
    isRunToFailure: runToFailure,
  }
}

export interface PlantFleet {
  readonly folder: string
  readonly fleet: Fleet
  readonly frequency: AreasFile['frequency']
  readonly currency: string
}

/** The fleet of a plant that is meant, which need not have demand; undefined where `path` is no plant. */
export async function plantFleet(
  path: string | undefined,
  name: string | undefined,
): Promise<PlantFleet | undefined> {
  if (path === undefined || !isPlant(path)) return undefined
  const folder = resolve(/\.ya?ml$/.test(path) ? dirname(path) : path)
  const file = parsePlantFile(
    await readTextFile(folder === resolve(path) ? join(folder, 'plant.yaml') : path),
  )
  const names = file.maintenance.map(({ fleet }) => fleet)
  const chosen = name ?? (names.length === 1 ? names[0] : undefined)
  const fleet = file.maintenance.find((other) => other.fleet === chosen)
  if (fleet) {
    await checkFleetFiles(folder, fleet)
    return { folder, fleet, frequency: file.frequency, currency: file.currency }
  }
  const near = name === undefined ? undefined : nearestName(name, names)
  throw new MillraceError(
    'not-found',
    `${path}: no such fleet, expected --fleet to be one of ${names.join(', ') || 'those under maintenance:, of which there are none'}, got ${name ?? 'nothing'}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

function isPlant(path: string): boolean {
  if (/\.ya?ml$/.test(path)) return true
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
