// What a constraint does to rows of numbers. It holds by a reversible change of the fields, not by
// rejection: it may add fields to what is learnt, and puts drawn rows right, leaving what was given.

import { MillraceError } from '../../errors.ts'

/** A field of the rows of numbers, as `generative/tables/row-matrix.ts` describes it. */
export interface ConstrainedField {
  readonly name: string
  readonly levels?: number
  readonly mayBeMissing?: boolean
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  /** Of times: value v is the instant `origin + v * unit`, in milliseconds since 1970-01-01 UTC. */
  readonly scale?: { readonly origin: number; readonly unit: number }
}

/** A value on the scale on which fields are compared: an instant where it is a time. */
export function onScale({ scale }: ConstrainedField, value: number): number {
  return scale === undefined ? value : scale.origin + value * scale.unit
}

/** A value as a person reads it. */
export function shown(field: ConstrainedField, value: number): string {
  if (Number.isNaN(value)) return 'nothing'
  if (field.scale === undefined) return String(value)
  return new Date(onScale(field, value)).toISOString()
}

/** One row: numbers by field, and 1 where a number was given. Both may be changed. */
export interface ConstrainedRow {
  readonly values: Float64Array
  readonly flags: Uint8Array
  /** Nothing that is drawn may be missing. */
  readonly isComplete?: boolean
}

/** A constraint, bound to the places of its fields. */
export interface RowConstraint {
  /** Fills in the added fields of a row whose own fields are known. */
  extend(values: Float64Array): void
  /**
   * Before a row is drawn: what follows from what is given is given as well.
   * @throws MillraceError `bad-input` where what is given contradicts the constraint.
   */
  imply(row: ConstrainedRow): void
  /** Whether a field may take a value under what is given; absent: always. */
  mayBe?(row: ConstrainedRow, field: number, value: number): boolean
  /** After a row was drawn: makes the constraint hold, without a change of what was given. */
  restore(row: ConstrainedRow): void
  /** Whether a row of known values holds it; missing values break nothing. */
  holds(values: Float64Array): boolean
}

/** What is given contradicts a constraint. */
export function contradiction(rule: string, got: string): MillraceError {
  return new MillraceError(
    'bad-input',
    `condition: contradicts a constraint, expected ${rule}, got ${got}`,
  )
}

/** The grid of a field's values, rounded down or up. */
export function onGrid(
  { minimum, step }: ConstrainedField,
  value: number,
  rounding: 'down' | 'up',
): number {
  const steps = (value - minimum) / step
  // What is whole but for the error of the division stays.
  const whole = rounding === 'down' ? Math.floor(steps + 1e-6) : Math.ceil(steps - 1e-6)
  return minimum + whole * step
}
