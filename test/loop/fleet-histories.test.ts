import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { readFleet } from '../../src/loop/fleet-histories.ts'
import { fleetFolder } from '../cli/commands/maintenance-commands.ts'

const { sensors, events, path } = fleetFolder()
const columns = { machine: 'pump', cycle: 'hour' }
const files = {
  file: sensors,
  columns,
  conditions: ['speed'],
  events: { file: events, columns: { ...columns, event: 'event' } },
}

describe('a fleet', () => {
  test('has the lives that its events end', async () => {
    const fleet = await readFleet(files)
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

  test('has lives without rows where there are events alone, from which no model is asked', async () => {
    const alone = { ...files, file: undefined }
    const fleet = await readFleet(alone)
    expect(fleet.channels).toEqual([])
    expect(fleet.histories.map(({ end }) => end)).toEqual(Array<string>(10).fill('failure'))
    const known = { channels: ['heat'], conditions: [] }
    await expect(readFleet(alone, {}, known)).rejects.toThrow('no sensors, expected a file of them')
    await expect(readFleet({ columns, conditions: [] })).rejects.toThrow(
      'expected a file of sensors or one of events, got neither',
    )
  })

  test('has the columns of a model; a channel that is not there is missing', async () => {
    const text = await readFile(sensors, 'utf8')
    await writeFile(path('renamed.csv'), text.replace('noise', 'sound'))
    const known = { channels: ['heat', 'noise'], conditions: ['speed'] }
    const fleet = await readFleet({ ...files, file: path('renamed.csv') }, {}, known)
    expect(fleet.channels).toEqual(['heat', 'noise'])
    expect(fleet.histories[0]!.channels[1]).toBeNaN()
  })
})
