// Bill of materials: how much of a component goes into one parent, over any number of levels.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { rowsOf, type Source } from './rows.ts'

export interface MaterialUse {
  readonly parent: string
  readonly component: string
  /** Units of the component in one unit of the parent. */
  readonly quantity: number
}

/** @throws MillraceError `bad-input` for an unknown item, a pair given twice, or a cycle (which it names). */
export function parseBillOfMaterials(
  source: Source,
  itemIds: ReadonlySet<string>,
): readonly MaterialUse[] {
  const seen = new Map<string, number>()
  const uses = rowsOf(source, ['parent', 'component', 'quantity']).map((row) => {
    const [parent, component] = (['parent', 'component'] as const).map((name) => {
      const id = row.requiredText(name)
      if (!itemIds.has(id)) throw unknownItem(row.place(name), id, itemIds)
      return id
    }) as [string, string] // Safe: two names were mapped.
    const key = JSON.stringify([parent, component])
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      throw new MillraceError(
        'bad-input',
        `${row.place('component')}: duplicate, expected each component of a parent once, got "${component}" in "${parent}" also in row ${earlier}`,
      )
    }
    seen.set(key, row.row)
    return { parent, component, quantity: row.requiredNumber('quantity', { above: 0 }) }
  })
  const cycle = findCycle(uses)
  if (cycle) {
    throw new MillraceError(
      'bad-input',
      `${source.file}: the bill of materials goes in a circle, expected no item inside itself, got ${cycle.join(' > ')}`,
    )
  }
  return uses
}

export function unknownItem(
  place: string,
  id: string,
  itemIds: ReadonlySet<string>,
): MillraceError {
  const nearest = nearestName(id, itemIds)
  return new MillraceError(
    'bad-input',
    `${place}: unknown item, expected one from the items file, got "${id}"`,
    nearest === undefined ? {} : { hint: `Did you mean "${nearest}"?` },
  )
}

/** Items in an order in which every component stands after all its parents. */
export function parentsFirst(
  itemIds: readonly string[],
  uses: readonly MaterialUse[],
): readonly string[] {
  const componentsOf = groupBy(uses, (use) => use.parent)
  const order: string[] = []
  const visited = new Set<string>()
  const visit = (id: string): void => {
    if (visited.has(id)) return
    visited.add(id)
    for (const use of componentsOf.get(id) ?? []) visit(use.component)
    order.push(id)
  }
  for (const id of itemIds) visit(id)
  return order.reverse()
}

export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}

/** `[a, b, a]` where a contains b and b contains a. */
function findCycle(uses: readonly MaterialUse[]): readonly string[] | undefined {
  const componentsOf = groupBy(uses, (use) => use.parent)
  const done = new Set<string>()
  const search = (id: string, path: readonly string[]): readonly string[] | undefined => {
    const start = path.indexOf(id)
    if (start >= 0) return [...path.slice(start), id]
    if (done.has(id)) return undefined
    for (const use of componentsOf.get(id) ?? []) {
      const cycle = search(use.component, [...path, id])
      if (cycle) return cycle
    }
    done.add(id)
    return undefined
  }
  for (const id of componentsOf.keys()) {
    const cycle = search(id, [])
    if (cycle) return cycle
  }
  return undefined
}
