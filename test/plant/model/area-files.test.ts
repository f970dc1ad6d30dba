import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkFleetFiles, checkQualityFile } from '../../../src/plant/model/area-files.ts'
import { maintenanceSchema, type Fleet } from '../../../src/plant/model/maintenance-schema.ts'
import { qualitySchema, type QualityOperation } from '../../../src/plant/model/quality-schema.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-areas-'))
  await writeFile(join(folder, 'quality.csv'), 'lot,torque,temperature,result\n1,30,20,good\n')
  await writeFile(join(folder, 'sensors.csv'), 'machine,hour,speed,vibration\na,1,100,0.5\n')
  await writeFile(join(folder, 'events.csv'), 'machine,hour,event\na,1,end\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function operationWith(extra: object): QualityOperation {
  const base = { operation: 'gluing', file: 'quality.csv', outcome: 'result', failing: ['bad'] }
  return qualitySchema.parse([{ ...base, ...extra }])[0]!
}

function fleetWith(extra: object): Fleet {
  const base = {
    fleet: 'saws',
    file: 'sensors.csv',
    columns: { cycle: 'hour' },
    costs: { failure: 9, service: 1 },
  }
  return maintenanceSchema.parse([{ ...base, ...extra }])[0]!
}

describe('files of quality', () => {
  test('that have what plant.yaml names pass', async () => {
    const operation = operationWith({
      settings: { torque: { lowest: 1, highest: 2 } },
      control_charts: [{ characteristic: 'temperature', subgroup: 'lot' }],
    })
    await expect(checkQualityFile(folder, operation)).resolves.toBeUndefined()
  })

  test('name the column that is missing, wherever it is used', async () => {
    await expect(checkQualityFile(folder, operationWith({ outcome: 'reslt' }))).rejects.toThrow(
      'quality.csv: column reslt is missing, expected it for operation "gluing", got lot, torque, temperature, result',
    )
    const charts = [{ characteristic: 'torque', subgroup: 'batch' }]
    await expect(
      checkQualityFile(folder, operationWith({ control_charts: charts })),
    ).rejects.toThrow('column batch is missing')
    await expect(
      checkQualityFile(folder, operationWith({ columns: { time: 'finished' } })),
    ).rejects.toThrow('column finished is missing')
  })

  test('that are not there are named', async () => {
    await expect(checkQualityFile(folder, operationWith({ file: 'none.csv' }))).rejects.toThrow(
      'none.csv: no such file',
    )
  })
})

describe('files of maintenance', () => {
  const resources = [{ id: 'workshop', hours: 80, overtimeHours: 0, overtimeCost: 0 }]
  const events = { file: 'events.csv', columns: { cycle: 'hour' } }

  test('that have what plant.yaml names pass', async () => {
    const fleet = fleetWith({ events, resource: 'workshop', conditions: ['speed'] })
    await expect(checkFleetFiles(folder, fleet, resources)).resolves.toBeUndefined()
  })

  test('may be events alone, which are checked as well', async () => {
    const { file: _, ...alone } = fleetWith({ events })
    await expect(checkFleetFiles(folder, alone, resources)).resolves.toBeUndefined()
    const wrong = { ...alone, events: { file: 'events.csv', columns: {} } }
    await expect(checkFleetFiles(folder, wrong, resources)).rejects.toThrow(
      'events.csv: column cycle is missing',
    )
  })

  test('name the column that is missing, with the nearest', async () => {
    await expect(
      checkFleetFiles(folder, fleetWith({ channels: ['vibrations'] }), resources),
    ).rejects.toMatchObject({ hint: 'Did you mean vibration?' })
    await expect(
      checkFleetFiles(folder, fleetWith({ events: { file: 'events.csv' } }), resources),
    ).rejects.toThrow('events.csv: column cycle is missing')
  })

  test('a resource is one of the plant', async () => {
    await expect(
      checkFleetFiles(folder, fleetWith({ resource: 'workshp' }), resources),
    ).rejects.toMatchObject({
      message:
        'plant.yaml, resource of fleet "saws": unknown resource, expected one of workshop, got "workshp"',
      hint: 'Did you mean "workshop"?',
    })
  })
})
