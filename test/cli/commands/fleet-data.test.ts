import { Command } from 'commander'
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  addFleetDataOptions,
  type FleetDataOptions,
  readFleet,
} from '../../../src/cli/commands/fleet-data.ts'
import { eventOptions, fleetFolder, fleetOptions } from './maintenance-commands.ts'

const { sensors, events, path } = fleetFolder()
const work = { signal: new AbortController().signal, onProgress: () => undefined }

function optionsOf(...words: string[]): FleetDataOptions {
  return addFleetDataOptions(new Command()).parse(words, { from: 'user' }).opts()
}

const options = optionsOf(...fleetOptions, '--events', events, ...eventOptions)

describe('a fleet', () => {
  test('from files', async () => {
    const fleet = await readFleet(sensors, options, work)
    expect(fleet).toMatchObject({
      channels: ['heat', 'vibration', 'noise'],
      conditions: ['speed'],
      findings: [],
    })
    expect(fleet.histories.map(({ end }) => end)).toEqual([
      ...Array<string>(10).fill('failure'),
      'end',
      'end',
    ])
  })

  test('from a plant', async () => {
    const plant = path('plant')
    mkdirSync(plant)
    writeFileSync(`${plant}/items.csv`, 'item,unit_cost\na,1\n')
    writeFileSync(`${plant}/demand.csv`, 'item,period,quantity\na,2024-01-01,1\n')
    const names = '{ machine: pump, cycle: hour }'
    writeFileSync(
      `${plant}/plant.yaml`,
      [
        'name: test',
        'frequency: week',
        'items: { file: items.csv }',
        'demand: { file: demand.csv }',
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
    const fleet = await readFleet(plant, optionsOf(), work)
    expect(fleet.channels).toEqual(['heat'])
    expect(fleet.histories.filter(({ end }) => end === 'failure')).toHaveLength(10)
    await expect(readFleet(plant, optionsOf('--fleet', 'pump'), work)).rejects.toThrow(
      'no such fleet, expected --fleet to be one of pumps, got pump',
    )
  })

  test('with the columns of a model; a channel that is not there is missing', async () => {
    const text = await readFile(sensors, 'utf8')
    writeFileSync(path('renamed.csv'), text.replace('noise', 'sound'))
    const known = { channels: ['heat', 'noise'], conditions: ['speed'] }
    const fleet = await readFleet(path('renamed.csv'), options, work, known)
    expect(fleet.channels).toEqual(['heat', 'noise'])
    expect(fleet.histories[0]!.channels[1]).toBeNaN()
  })
})
