// All constraints of a schema over its rows of numbers: what they add, imply and restore.

import { type Constraint, constrainedFields } from '../../data/table/schema.ts'
import { MillraceError } from '../../errors.ts'
import {
  combination,
  combinationField,
  combinationsOf,
  type CombinationState,
} from './combination.ts'
import {
  type ConstrainedField,
  type ConstrainedRow,
  type RowConstraint,
  shown,
} from './constraint.ts'
import { gapFields, inequality, type InequalityState } from './inequality.ts'
import { sum, type SumState } from './sum.ts'

/** What a constraint has learnt; plain data. */
export type ConstraintState = InequalityState | CombinationState | SumState

export interface ConstrainedRows {
  readonly states: readonly ConstraintState[]
  /** Fields of the schema, then those that constraints add. */
  readonly fields: readonly ConstrainedField[]
  /** Number of the fields of the schema. */
  readonly ownCount: number
  /** Of each added field, in order, the field of the schema that hangs on it most. */
  readonly hosts: readonly number[]
  /**
   * Places of fields, own and added, that tell a whole record once: of an inequality the first field and the
   * gaps, but where one may be missing the fields themselves.
   */
  readonly coordinates: readonly number[]
  /** Rows `[rowCount, own fields]` with the added fields. */
  extend(values: Float64Array): Float64Array
  /** @throws MillraceError `bad-input` where what is given contradicts a constraint. */
  imply(row: ConstrainedRow): void
  mayBe(row: ConstrainedRow, field: number, value: number): boolean
  restore(row: ConstrainedRow): void
}

/**
 * Learns the constraints from rows `[rowCount, fields]`.
 * @throws MillraceError `bad-input` where rows break a constraint, `unsupported` where two are about the
 *   same field.
 */
export function fitConstraints(
  constraints: readonly Constraint[],
  own: readonly ConstrainedField[],
  values: Float64Array,
): ConstrainedRows {
  expectDistinct(constraints)
  const states: ConstraintState[] = []
  let first = own.length
  for (const constraint of constraints) {
    const state = stateOf(constraint, own, values, first)
    states.push(state)
    first += addedFields(state, own).length
  }
  const rows = openConstraints(states, own)
  const opened = states.map((state) => open(state, rows.fields))
  for (let row = 0; row * own.length < values.length; row++) {
    const record = values.subarray(row * own.length, (row + 1) * own.length)
    const broken = opened.findIndex((constraint) => !constraint.holds(record))
    if (broken >= 0) throw brokenBy(constraints[broken]!, own, record, row)
  }
  return rows
}

export function openConstraints(
  states: readonly ConstraintState[],
  own: readonly ConstrainedField[],
): ConstrainedRows {
  const fields = [...own, ...states.flatMap((state) => addedFields(state, own))]
  const constraints = states.map((state) => open(state, fields))
  const gapped = states.filter(
    (state): state is InequalityState =>
      state.kind === 'inequality' && state.places.every((place) => !own[place]!.mayBeMissing),
  )
  const implied = new Set(gapped.flatMap(({ places }) => places.slice(1)))
  const gaps = new Set(
    gapped.flatMap(({ places, first }) => places.slice(1).map((_, i) => first + i)),
  )
  return {
    states,
    coordinates: [...fields.keys()].filter((place) =>
      place < own.length ? !implied.has(place) : gaps.has(place),
    ),
    fields,
    ownCount: own.length,
    hosts: states.flatMap((state) => {
      if (state.kind === 'sum') return []
      return state.kind === 'inequality' ? state.places.slice(1) : [state.places.at(-1)!]
    }),
    extend(values) {
      if (fields.length === own.length) return values
      const rowCount = values.length / own.length
      const extended = new Float64Array(rowCount * fields.length)
      for (let row = 0; row < rowCount; row++) {
        const record = extended.subarray(row * fields.length, (row + 1) * fields.length)
        record.set(values.subarray(row * own.length, (row + 1) * own.length))
        for (const constraint of constraints) constraint.extend(record)
      }
      return extended
    },
    imply: (row) => constraints.forEach((constraint) => constraint.imply(row)),
    mayBe: (row, field, value) =>
      constraints.every((constraint) => constraint.mayBe?.(row, field, value) ?? true),
    restore: (row) => constraints.forEach((constraint) => constraint.restore(row)),
  }
}

function open(state: ConstraintState, fields: readonly ConstrainedField[]): RowConstraint {
  switch (state.kind) {
    case 'inequality':
      return inequality(state, fields)
    case 'combination':
      return combination(state, fields)
    case 'sum':
      return sum(state, fields)
  }
}

function addedFields(
  state: ConstraintState,
  own: readonly ConstrainedField[],
): readonly ConstrainedField[] {
  switch (state.kind) {
    case 'inequality':
      return gapFields(state, own)
    case 'combination':
      return [combinationField(state, own)]
    case 'sum':
      return []
  }
}

function stateOf(
  constraint: Constraint,
  own: readonly ConstrainedField[],
  values: Float64Array,
  first: number,
): ConstraintState {
  const placeOf = (name: string): number => {
    const place = own.findIndex((field) => field.name === name)
    if (place >= 0) return place
    throw new MillraceError(
      'bad-input',
      `${constraint.kind} constraint: no such field to be learnt, expected one that is no identifier, got ${name}`,
    )
  }
  const places = constrainedFields(constraint).map(placeOf)
  switch (constraint.kind) {
    case 'inequality':
      expectQuantities(constraint, places, own)
      return { kind: 'inequality', places, strict: constraint.strict, first }
    case 'combination':
      return {
        kind: 'combination',
        places,
        first,
        combinations: combinationsOf(places, values, own.length),
      }
    case 'one-hot': {
      const combinations = places.map((_, one) => places.map((_, i) => Number(i === one)))
      return { kind: 'combination', places, first, combinations }
    }
    case 'sum':
      expectQuantities(constraint, places, own)
      return { kind: 'sum', total: places[0]!, parts: places.slice(1) }
  }
}

function expectQuantities(
  constraint: Constraint,
  places: readonly number[],
  own: readonly ConstrainedField[],
): void {
  const wrong = places.find((place) => own[place]!.levels !== undefined)
  if (wrong === undefined) return expectComparable(constraint, places, own)
  throw new MillraceError(
    'bad-input',
    `${constraint.kind} constraint: wrong kind of field, expected numbers, counts or times, got levels in ${own[wrong]!.name}`,
  )
}

/** Instants are compared with instants only, and add up to nothing. */
function expectComparable(
  constraint: Constraint,
  places: readonly number[],
  own: readonly ConstrainedField[],
): void {
  const times = places.filter((place) => own[place]!.scale !== undefined)
  const [time] = times
  if (time === undefined) return
  if (constraint.kind === 'inequality' && times.length === places.length) return
  const expected = constraint.kind === 'sum' ? 'numbers or counts' : 'all of them times or none'
  throw new MillraceError(
    'bad-input',
    `${constraint.kind} constraint: wrong kind of field, expected ${expected}, got the time ${own[time]!.name}`,
  )
}

function expectDistinct(constraints: readonly Constraint[]): void {
  const names = constraints.flatMap(constrainedFields)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice === undefined) return
  throw new MillraceError(
    'unsupported',
    `field ${twice}: in two constraints, expected one, got several`,
    { hint: 'Join them to one constraint, or leave one out.' },
  )
}

function brokenBy(
  constraint: Constraint,
  own: readonly ConstrainedField[],
  record: Float64Array,
  row: number,
): MillraceError {
  const names = constrainedFields(constraint)
  const got = names.map((name) => {
    const place = own.findIndex((field) => field.name === name)
    return `${name} ${shown(own[place]!, record[place]!)}`
  })
  return new MillraceError(
    'bad-input',
    `record ${row + 1}: breaks a constraint, expected ${constraint.kind} of ${names.join(', ')}, got ${got.join(', ')}`,
    { hint: 'Correct the data, or leave the constraint out of the schema.' },
  )
}
