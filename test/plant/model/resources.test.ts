import { describe, expect, test } from 'vitest'
import {
  parseExceptions,
  parseResources,
  parseRouting,
} from '../../../src/plant/model/resources.ts'
import { sourceOf } from './source-of.ts'

const resources = parseResources(
  sourceOf(
    'resources.csv',
    'resource,hours,overtime_hours,overtime_cost\nlathe,80,16,45\noven,120,,',
  ),
)

describe('resources', () => {
  test('overtime is none where it is not given', () => {
    expect(resources).toEqual([
      { id: 'lathe', hours: 80, overtimeHours: 16, overtimeCost: 45 },
      { id: 'oven', hours: 120, overtimeHours: 0, overtimeCost: 0 },
    ])
  })

  test('a resource given twice is refused', () => {
    expect(() => parseResources(sourceOf('r.csv', 'resource,hours\na,1\na,2'))).toThrow(
      'r.csv row 3, column resource: duplicate resource',
    )
  })

  test('an exception keeps the overtime of its resource unless it says otherwise', () => {
    expect(
      parseExceptions(sourceOf('x.csv', 'resource,period,hours\nlathe,2026-12-28,0'), resources),
    ).toEqual([{ resource: 'lathe', period: '2026-12-28', hours: 0, overtimeHours: 16 }])
  })

  test('routing to an unknown resource names the known ones and the nearest', () => {
    expect(() =>
      parseRouting(
        sourceOf('routing.csv', 'item,resource,hours_per_unit\npump,lath,0.2'),
        new Set(['pump']),
        resources,
      ),
    ).toThrow(
      'routing.csv row 2, column resource: unknown resource, expected one of lathe, oven, got "lath"',
    )
  })

  test('a setup takes no hours where none are given', () => {
    expect(
      parseRouting(
        sourceOf('routing.csv', 'item,resource,hours_per_unit\npump,lathe,0.2'),
        new Set(['pump']),
        resources,
      ),
    ).toEqual([{ item: 'pump', resource: 'lathe', hoursPerUnit: 0.2, setupHours: 0 }])
  })
})
