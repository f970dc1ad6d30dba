// Proposes the schema of two related tables, or of records that follow each other in one.

import { MillraceError } from '../../errors.ts'
import { parentsWithin, keysOf } from './related-tables.ts'
import type { RelatedSchema } from './related-schema.ts'
import { decimalsOf, identifierOf, inferSchema } from './schema-inference.ts'
import type { Field } from './schema.ts'
import { columnOf, type Table } from './table.ts'

export interface NamedTable {
  readonly name: string
  readonly table: Table
}

export interface InferSequencesOptions {
  /** The column that tells entities apart. */
  readonly entity: string
  readonly order?: string | undefined
}

/** Records of entities that follow each other: what never changes within an entity is the entity's. */
export function inferSequences(
  { name, table }: NamedTable,
  { entity, order }: InferSequencesOptions,
): RelatedSchema {
  const keys = keysOf(table, entity)
  const own = [...table.columns.keys()].filter(
    (column) => column !== entity && column !== order && isSteady(table, column, keys),
  )
  const parents = parentsWithin(table, entity, own)
  const steps = without(table, [entity, ...own])
  return {
    parent: { key: entity, ...parentFields(parents, entity) },
    child: { table: name, key: entity, ...(order && { order }), ...childFields(steps, order) },
  }
}

export interface InferRelatedOptions {
  readonly parentKey: string
  readonly childKey: string
  readonly order?: string | undefined
}

/** Two tables, of which the child's `childKey` names a row of the parent by its `parentKey`. */
export function inferRelated(
  parent: NamedTable,
  child: NamedTable,
  { parentKey, childKey, order }: InferRelatedOptions,
): RelatedSchema {
  keysOf(child.table, childKey)
  return {
    parent: { table: parent.name, key: parentKey, ...parentFields(parent.table, parentKey) },
    child: {
      table: child.name,
      key: childKey,
      ...(order && { order }),
      ...childFields(without(child.table, [childKey]), order),
    },
  }
}

/** Whether a column is the same in all rows of each entity. */
function isSteady(table: Table, name: string, keys: readonly string[]): boolean {
  const values = keysOf(table, name, 'may be missing')
  const first = new Map<string, string>()
  return keys.every((key, row) => {
    const known = first.get(key)
    if (known === undefined) first.set(key, values[row]!)
    return known === undefined || known === values[row]
  })
}

function parentFields(
  table: Table,
  key: string,
): Pick<RelatedSchema['parent'], 'fields' | 'constraints'> {
  const texts = keysOf(table, key)
  const { fields } = inferSchema(table)
  // A key of any form is made fresh after the largest number in it.
  const stored = table.columns.get(key)!.kind === 'number' ? 'number' : 'text'
  return { fields: { ...fields, [key]: identifierOf(texts, stored) }, constraints: [] }
}

function childFields(
  table: Table,
  order: string | undefined,
): Pick<RelatedSchema['child'], 'fields' | 'constraints'> {
  const { fields } = inferSchema(table)
  if (order === undefined) return { fields, constraints: [] }
  const column = table.columns.get(order)
  if (column?.kind === 'time') return { fields, constraints: [] }
  const { values } = columnOf(table, order, 'number')
  if (values.some(Number.isNaN)) {
    throw new MillraceError(
      'bad-input',
      `column ${order}: gives no order, expected a value in every row, got gaps`,
    )
  }
  const [minimum, maximum] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  ) as [number, number]
  // What looks like a number, a truth value or a level to others is the place in the sequence here.
  const field: Field = {
    kind: 'number',
    minimum,
    maximum,
    decimals: decimalsOf(values),
    missing: false,
  }
  return { fields: { ...fields, [order]: field }, constraints: [] }
}

function without(table: Table, names: readonly string[]): Table {
  const columns = new Map([...table.columns].filter(([name]) => !names.includes(name)))
  return { ...table, columns }
}
