// Resources (ISA-95: equipment) with their hours, and the routing: the hours that items take on them.

import { MillraceError } from '../../errors.ts'
import { unknownItem } from './bill-of-materials.ts'
import { nearestName } from '../../near-name.ts'
import { rowsOf, type Source } from './rows.ts'

export interface Resource {
  readonly id: string
  /** Regular hours per period. */
  readonly hours: number
  /** Hours per period that may be added. */
  readonly overtimeHours: number
  /** Per hour of overtime. */
  readonly overtimeCost: number
}

/** Other hours of a resource in one period. */
export interface CalendarException {
  readonly resource: string
  /** Label of the period, or its number in the plan counted from 1. */
  readonly period: string
  readonly hours: number
  readonly overtimeHours: number
}

export interface Operation {
  readonly item: string
  readonly resource: string
  readonly hoursPerUnit: number
  /** Once in each period in which the item is made. */
  readonly setupHours: number
}

/** @throws MillraceError `bad-input` naming file, row and column. */
export function parseResources(source: Source): readonly Resource[] {
  const seen = new Map<string, number>()
  return rowsOf(source, ['resource', 'hours']).map((row) => {
    const id = row.requiredText('resource')
    const earlier = seen.get(id)
    if (earlier !== undefined) {
      throw new MillraceError(
        'bad-input',
        `${row.place('resource')}: duplicate resource, expected each resource once, got "${id}" also in row ${earlier}`,
      )
    }
    seen.set(id, row.row)
    return {
      id,
      hours: row.requiredNumber('hours', { minimum: 0 }),
      overtimeHours: row.number('overtime_hours', { minimum: 0 }) ?? 0,
      overtimeCost: row.number('overtime_cost', { minimum: 0 }) ?? 0,
    }
  })
}

/** @throws MillraceError `bad-input`, for an unknown resource among others. */
export function parseExceptions(
  source: Source,
  resources: readonly Resource[],
): readonly CalendarException[] {
  const known = new Map(resources.map((resource) => [resource.id, resource]))
  return rowsOf(source, ['resource', 'period', 'hours']).map((row) => {
    const id = row.requiredText('resource')
    const resource = known.get(id)
    if (!resource) throw unknownResource(row.place('resource'), id, known.keys())
    return {
      resource: id,
      period: row.requiredText('period'),
      hours: row.requiredNumber('hours', { minimum: 0 }),
      overtimeHours: row.number('overtime_hours', { minimum: 0 }) ?? resource.overtimeHours,
    }
  })
}

/** @throws MillraceError `bad-input` for an unknown item or resource, or a pair given twice. */
export function parseRouting(
  source: Source,
  itemIds: ReadonlySet<string>,
  resources: readonly Resource[],
): readonly Operation[] {
  const resourceIds = new Set(resources.map((resource) => resource.id))
  const seen = new Map<string, number>()
  return rowsOf(source, ['item', 'resource', 'hours_per_unit']).map((row) => {
    const item = row.requiredText('item')
    const resource = row.requiredText('resource')
    if (!itemIds.has(item)) throw unknownItem(row.place('item'), item, itemIds)
    if (!resourceIds.has(resource)) {
      throw unknownResource(row.place('resource'), resource, resourceIds)
    }
    const key = JSON.stringify([item, resource])
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      throw new MillraceError(
        'bad-input',
        `${row.place('resource')}: duplicate, expected each item once per resource, got "${item}" on "${resource}" also in row ${earlier}`,
      )
    }
    seen.set(key, row.row)
    return {
      item,
      resource,
      hoursPerUnit: row.requiredNumber('hours_per_unit', { minimum: 0 }),
      setupHours: row.number('setup_hours', { minimum: 0 }) ?? 0,
    }
  })
}

export function unknownResource(place: string, id: string, known: Iterable<string>): MillraceError {
  const names = [...known]
  const nearest = nearestName(id, names)
  return new MillraceError(
    'bad-input',
    `${place}: unknown resource, expected one of ${names.join(', ') || 'the resources file'}, got "${id}"`,
    nearest === undefined ? {} : { hint: `Did you mean "${nearest}"?` },
  )
}
