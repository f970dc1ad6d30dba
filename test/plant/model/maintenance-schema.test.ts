import { describe, expect, test } from 'vitest'
import { parsePlantFile } from '../../../src/plant/model/plant-file.ts'

const head = 'name: Small\ndemand: { file: d.csv }\nitems: { file: i.csv }\nmaintenance:\n'
const saws = 'fleet: saws, file: s.csv, costs: { failure: 4000, service: 600 }'

function maintenanceOf(...entries: readonly string[]) {
  return parsePlantFile(head + entries.map((entry) => `  - { ${entry} }\n`).join('')).maintenance
}

describe('maintenance in plant.yaml', () => {
  test('a file and what failures and services cost are enough; the rest is stated', () => {
    expect(maintenanceOf(saws)).toEqual([
      {
        fleet: 'saws',
        file: 's.csv',
        columns: {},
        conditions: [],
        costs: { failure: 4000, service: 600, visit: 0, lost_hour: 0 },
        hours: { failure: 0, service: 0 },
        crews: 1,
        horizon: 26,
      },
    ])
  })

  test('events are enough where there are no sensors', () => {
    const [fleet] = maintenanceOf(saws.replace('file: s.csv', 'events: { file: e.csv }'))
    expect(fleet).not.toHaveProperty('file')
    expect(fleet).toMatchObject({ events: { file: 'e.csv', columns: {} } })
  })

  test('a plant without it has none', () => {
    expect(parsePlantFile(head.replace('maintenance:\n', '')).maintenance).toEqual([])
  })

  test('refuses what cannot be', () => {
    expect(() => maintenanceOf(`${saws}, crews: 0`)).toThrow('maintenance.0.crews')
    expect(() => maintenanceOf(`${saws}, firm_periods: 0`)).toThrow('maintenance.0.firm_periods')
    expect(() => maintenanceOf(`${saws}, cycles_per_period: 0`)).toThrow('cycles_per_period')
    expect(() => maintenanceOf(`${saws}, parts: { lead_time: 2 }`)).toThrow('parts.stock')
    expect(() => maintenanceOf(saws.replace('file: s.csv, ', ''))).toThrow(
      'expected a file of sensors, or one of events',
    )
    expect(() => maintenanceOf(saws, saws)).toThrow('expected a name that no other fleet has')
  })
})
