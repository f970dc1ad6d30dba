import { Command } from 'commander'
import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  addFleetDataOptions,
  type FleetDataOptions,
  fleetFilesOf,
} from '../../../src/cli/commands/fleet-data.ts'
import { eventOptions, fleetFolder, fleetOptions } from './maintenance-commands.ts'

const { sensors, events, path } = fleetFolder()

function optionsOf(...words: string[]): FleetDataOptions {
  return addFleetDataOptions(new Command()).parse(words, { from: 'user' }).opts()
}

describe('the files of a fleet', () => {
  test('are those of the options', async () => {
    const options = optionsOf(...fleetOptions, '--events', events, ...eventOptions)
    expect(await fleetFilesOf(sensors, options)).toEqual({
      file: sensors,
      columns: { machine: 'pump', cycle: 'hour' },
      conditions: ['speed'],
      channels: undefined,
      events: {
        file: events,
        columns: { machine: 'pump', cycle: 'hour', event: 'event' },
        words: {},
      },
      isRunToFailure: undefined,
    })
  })

  test('are those of a plant', async () => {
    const plant = path('plant')
    mkdirSync(plant)
    const names = '{ machine: pump, cycle: hour }'
    writeFileSync(
      `${plant}/plant.yaml`,
      [
        'name: test',
        'frequency: week',
        'maintenance:',
        '  - fleet: pumps',
        '    file: ../sensors.csv',
        `    columns: ${names}`,
        '    conditions: [speed]',
        '    channels: [heat]',
        `    events: { file: ../events.csv, columns: ${names} }`,
        '    costs: { failure: 10, service: 1 }',
      ].join('\n'),
    )
    expect(await fleetFilesOf(plant, optionsOf())).toMatchObject({
      file: sensors,
      columns: { machine: 'pump', cycle: 'hour' },
      conditions: ['speed'],
      channels: ['heat'],
      events: { file: events, columns: { machine: 'pump', cycle: 'hour', event: 'event' } },
    })
    await expect(fleetFilesOf(plant, optionsOf('--fleet', 'pump'))).rejects.toThrow(
      'no such fleet, expected --fleet to be one of pumps, got pump',
    )
  })
})
