// The schema of a record: names and kinds of its fields, their bounds, levels and rounding, whether a
// value may be missing, and the constraints that always hold between fields.

import { z } from 'zod'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'

const name = z.string().min(1)
const whole = z.number().int()

/** Whether gaps occur; what is missing is a value of its own to a model. */
const missing = z.boolean().default(false)

/** How a column of numbers holds what is a level or a truth value to a model. */
const stored = z.enum(['number', 'text', 'boolean', 'time'])

const numberField = z.strictObject({
  kind: z.literal('number'),
  minimum: z.number(),
  maximum: z.number(),
  /** Digits after the decimal point, learned from the data. */
  decimals: whole.min(0).max(20).default(0),
  /** Values are the minimum and whole multiples of this above it. */
  increment: z.number().positive().optional(),
  unit: z.string().optional(),
  missing,
})

const countField = z.strictObject({
  kind: z.literal('count'),
  minimum: whole.default(0),
  maximum: whole,
  increment: whole.positive().optional(),
  unit: z.string().optional(),
  missing,
})

const categoryField = z.strictObject({
  kind: z.literal('category'),
  /** Whether the order of the levels means something. */
  ordered: z.boolean().default(false),
  levels: z.array(z.string()),
  stored: stored.default('text'),
  missing,
})

const timeField = z.strictObject({
  kind: z.literal('time'),
  /** ISO 8601, the earliest and the latest instant. */
  earliest: z.iso.datetime(),
  latest: z.iso.datetime(),
  /** Milliseconds between instants that are told apart; all are whole multiples after the earliest. */
  resolution: whole.positive(),
  missing,
})

const booleanField = z.strictObject({
  kind: z.literal('boolean'),
  stored: stored.default('boolean'),
  missing,
})

const identifierField = z.strictObject({
  kind: z.literal('identifier'),
  /** What comes before the number of a fresh identifier. */
  prefix: z.string().default(''),
  /** The number of the first fresh identifier; those of the data lie below. */
  next: whole.min(0).default(1),
  /** Digits to which the number is filled up with zeros. */
  digits: whole.min(0).max(30).default(0),
  stored: stored.default('text'),
})

const field = z.discriminatedUnion('kind', [
  numberField,
  countField,
  categoryField,
  timeField,
  booleanField,
  identifierField,
])

const constraint = z.discriminatedUnion('kind', [
  /** Each field is at most the next one, or below it where `strict`. */
  z.strictObject({
    kind: z.literal('inequality'),
    fields: z.array(name).min(2),
    strict: z.boolean().default(false),
  }),
  /** Only the combinations of levels that the data have. */
  z.strictObject({ kind: z.literal('combination'), fields: z.array(name).min(2) }),
  /** The parts add up to the total. */
  z.strictObject({ kind: z.literal('sum'), total: name, parts: z.array(name).min(2) }),
  /** Exactly one of the fields is 1 or true. */
  z.strictObject({ kind: z.literal('one-hot'), fields: z.array(name).min(2) }),
])

export const recordSchema = z.strictObject({
  fields: z.record(name, field),
  constraints: z.array(constraint).default([]),
})

export type RecordSchema = z.infer<typeof recordSchema>
export type Field = z.infer<typeof field>
export type FieldKind = Field['kind']
export type FieldOf<K extends FieldKind> = Extract<Field, { kind: K }>
export type Constraint = z.infer<typeof constraint>
export type StoredKind = z.infer<typeof stored>

/** Fields that a model learns, in the order of the schema: all but the identifiers. */
export function modelledFields(
  schema: Pick<RecordSchema, 'fields'>,
): readonly (readonly [string, Exclude<Field, { kind: 'identifier' }>])[] {
  return Object.entries(schema.fields).flatMap(([name, field]) =>
    field.kind === 'identifier' ? [] : [[name, field] as const],
  )
}

/** The kind of column that a field is read from and written to. */
export function storedKind(field: Field): StoredKind {
  if (field.kind === 'time') return 'time'
  return field.kind === 'number' || field.kind === 'count' ? 'number' : field.stored
}

/** The fields that a constraint is about. */
export function constrainedFields(constraint: Constraint): readonly string[] {
  return constraint.kind === 'sum' ? [constraint.total, ...constraint.parts] : constraint.fields
}

/** The field of that name. @throws MillraceError `not-found`, with the nearest name. */
export function fieldOf({ fields }: RecordSchema, name: string): Field {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field) return field
  const known = Object.keys(fields)
  const near = nearestName(name, known)
  throw new MillraceError(
    'not-found',
    `field ${name}: unknown, expected one of ${listed(known)}, got ${name}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

/** The first few of many names or levels, for a message. */
export function listed(names: readonly string[], most = 12): string {
  const more = names.length - most
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ')
}
