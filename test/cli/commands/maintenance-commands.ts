// Files of a small fleet of wearing machines, as a person would export them.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { wearingMachines } from '../../plant/maintenance/wearing-machines.ts'

export interface FleetFolder {
  readonly sensors: string
  readonly events: string
  path(name: string): string
}

/** Sensors of 12 machines, all but the last two with a failure among the events. */
export function fleetFolder(): FleetFolder {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-fleet-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string): string => join(folder, name)
  const { histories } = wearingMachines(12)
  const rows = histories.flatMap(({ machine, cycles, channels, conditions }) =>
    Array.from(cycles, (cycle, row) =>
      [machine, cycle, conditions[row], ...channels.subarray(3 * row, 3 * row + 3)].join(','),
    ).slice(0, machine === 'pump-12' ? 20 : undefined),
  )
  writeFileSync(path('sensors.csv'), ['pump,hour,speed,heat,vibration,noise', ...rows].join('\n'))
  const failures = histories
    .slice(0, 10)
    .map(({ machine, endCycle }) => `${machine},${endCycle},failure`)
  writeFileSync(path('events.csv'), ['pump,hour,event', ...failures].join('\n'))
  return { sensors: path('sensors.csv'), events: path('events.csv'), path }
}

export const fleetOptions = ['--machine', 'pump', '--cycle', 'hour', '--conditions', 'speed']
export const eventOptions = ['--event-machine', 'pump', '--event-cycle', 'hour']
