// The schema of two tables of which one belongs to the other: parents, and the children of each, in an
// order or without one. Records that follow each other, such as the cycles of an engine, are children
// whose parent stands in the same table.

import { z } from 'zod'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { constrainedFields, listed, recordSchema } from './schema.ts'

const name = z.string().min(1)

const parent = z.strictObject({
  /** Name of the table; absent where the parent's fields stand in the table of the children. */
  table: name.optional(),
  /** The field, an identifier, that tells parents apart. */
  key: name,
  ...recordSchema.shape,
})

const child = z.strictObject({
  table: name,
  /** The column that names the parent. It is none of the fields. */
  key: name,
  /** The field by which the children of one parent follow each other; absent where they have no order. */
  order: name.optional(),
  ...recordSchema.shape,
})

export const relatedSchema = z.strictObject({ parent, child })

export type RelatedSchema = z.infer<typeof relatedSchema>

/** What a parent's number of children is called where it is given as a condition. */
export const lengthField = 'length'

/** @throws MillraceError `bad-input` where key, order or constraints name what is not there. */
export function expectRelated({ parent, child }: RelatedSchema, file: string): void {
  const keyKind = kindOf(parent.fields, parent.key, `${file}: parent.key`)
  if (keyKind !== 'identifier') {
    throw new MillraceError(
      'bad-input',
      `${file}: parent.key ${parent.key} is a ${keyKind}, expected an identifier, got ${keyKind}`,
      { hint: `describe ${parent.key} as { kind: identifier, next: 1 }` },
    )
  }
  if (parent.table === undefined && parent.key !== child.key) {
    throw new MillraceError(
      'bad-input',
      `${file}: two keys of one table, expected parent.key as child.key, got ${parent.key} and ${child.key}`,
      { hint: 'name the table of the parents as parent.table' },
    )
  }
  if (Object.hasOwn(child.fields, child.key)) {
    throw new MillraceError(
      'bad-input',
      `${file}: child.key ${child.key} stands among the child's fields, expected it outside of them`,
      { hint: 'take it out of child.fields: it is the key of a parent' },
    )
  }
  if (child.order === undefined) return
  const order = child.fields[child.order]
  const orderKind = kindOf(child.fields, child.order, `${file}: child.order`)
  const isOrdered = orderKind === 'number' || orderKind === 'count' || orderKind === 'time'
  if (!isOrdered || (order && 'missing' in order && order.missing)) {
    const got = isOrdered ? `${orderKind} with gaps` : orderKind
    throw new MillraceError(
      'bad-input',
      `${file}: child.order ${child.order} gives no order, expected a number, count or time without gaps, got ${got}`,
    )
  }
  const held = child.constraints.find((constraint) =>
    constrainedFields(constraint).includes(child.order!),
  )
  if (held) {
    throw new MillraceError(
      'unsupported',
      `${file}: ${held.kind} of ${child.order}, expected constraints of other fields than the order, got one of it`,
    )
  }
}

function kindOf(
  fields: RelatedSchema['parent']['fields'],
  wanted: string,
  subject: string,
): string {
  const field = Object.hasOwn(fields, wanted) ? fields[wanted] : undefined
  if (field) return field.kind
  const known = Object.keys(fields)
  const near = nearestName(wanted, known)
  throw new MillraceError(
    'bad-input',
    `${subject}: unknown field, expected one of ${listed(known)}, got ${wanted}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}
