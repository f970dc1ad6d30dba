// a <= b <= c: the gaps between neighbours are learnt as fields of their own, and never negative. A row is
// built from one anchor and the gaps. Times, each counted from its own first instant, are compared as
// instants; their gaps are milliseconds.

import { greatestCommonDivisor } from '../../data/table/schema-inference.ts'
import {
  type ConstrainedField,
  type ConstrainedRow,
  contradiction,
  onGrid,
  onScale,
  type RowConstraint,
  shown,
} from './constraint.ts'

export interface InequalityState {
  readonly kind: 'inequality'
  readonly places: readonly number[]
  readonly strict: boolean
  /** Place of the first gap; gap i lies between fields i and i + 1. */
  readonly first: number
}

/** The gaps, as fields. */
export function gapFields(
  { places, strict }: Pick<InequalityState, 'places' | 'strict'>,
  fields: readonly ConstrainedField[],
): ConstrainedField[] {
  return places.slice(1).map((place, i) => {
    const [below, above] = [fields[places[i]!]!, fields[place]!]
    const step = gapStep(below, above)
    return {
      name: `${above.name} - ${below.name}`,
      minimum: strict ? step : 0,
      maximum: Math.max(step, onScale(above, above.maximum) - onScale(below, below.minimum)),
      step,
      ...((below.mayBeMissing || above.mayBeMissing) && { mayBeMissing: true }),
    }
  })
}

/** The grid of the gaps: that of the finer field; of times what divides all distances of instants. */
function gapStep(below: ConstrainedField, above: ConstrainedField): number {
  if (below.scale === undefined || above.scale === undefined) {
    return Math.min(below.step, above.step)
  }
  return [above.step * above.scale.unit, Math.abs(above.scale.origin - below.scale.origin)].reduce(
    greatestCommonDivisor,
    below.step * below.scale.unit,
  )
}

export function inequality(
  { places, strict, first }: InequalityState,
  fields: readonly ConstrainedField[],
): RowConstraint {
  const last = places.length - 1
  const names = places.map((place) => fields[place]!.name)
  const rule = names.join(strict ? ' < ' : ' <= ')
  /** Least distance of two neighbours. */
  const least = places
    .slice(1)
    .map((place, i) => (strict ? Math.max(stepOf(fields[place]!), stepOf(fields[places[i]!]!)) : 0))
  const roomBetween = (from: number, to: number): number =>
    least.slice(from, to).reduce((total, distance) => total + distance, 0)
  // Instants are whole milliseconds, numbers carry errors of rounding.
  const slack = places.some((place) => fields[place]!.scale) ? 0 : 1e-9
  const isOff = (below: number, above: number, room: number): boolean =>
    above - below < room - slack * Math.max(1, Math.abs(above))
  /** Field i of a row, on the scale on which fields are compared. */
  const at = (values: Float64Array, i: number): number =>
    onScale(fields[places[i]!]!, values[places[i]!]!)
  const put = (values: Float64Array, i: number, value: number): void => {
    const { scale } = fields[places[i]!]!
    values[places[i]!] = scale === undefined ? value : (value - scale.origin) / scale.unit
  }
  const onGridOf = (i: number, value: number, rounding: 'down' | 'up'): number => {
    const field = fields[places[i]!]!
    if (field.scale === undefined) return onGrid(field, value, rounding)
    const { origin, unit } = field.scale
    return onScale(field, onGrid(field, (value - origin) / unit, rounding))
  }

  function isAnchor({ values, flags }: ConstrainedRow, i: number): boolean {
    return flags[places[i]!] === 1 && !Number.isNaN(values[places[i]!])
  }

  /** Nearest given field on that side of field i. */
  function anchor(row: ConstrainedRow, i: number, direction: 1 | -1): number | undefined {
    for (let j = i + direction; j >= 0 && j <= last; j += direction) if (isAnchor(row, j)) return j
    return undefined
  }

  /** Puts field i at or above what stands below it, and at or below the next given field. */
  function raise(row: ConstrainedRow, i: number): void {
    const { values } = row
    let from = i - 1
    while (from >= 0 && Number.isNaN(at(values, from))) from--
    let value = at(values, i)
    if (Number.isNaN(value)) return
    const field = fields[places[i]!]!
    if (from >= 0) {
      const below = at(values, from)
      const gap = from === i - 1 ? values[first + from]! : NaN
      const floor = below + roomBetween(from, i)
      // Without a gap that was drawn the field's own draw stands, where it may.
      value = Number.isNaN(gap) ? value : below + gap
      value = Math.max(
        onGridOf(i, Math.min(value, onScale(field, field.maximum)), 'up'),
        onGridOf(i, floor, 'up'),
      )
    }
    const next = anchor(row, i, 1)
    if (next !== undefined) {
      value = Math.min(value, onGridOf(i, at(values, next) - roomBetween(i, next), 'down'))
    }
    put(values, i, value)
  }

  /** Puts field i at or below the field above it, from which it is derived. */
  function lower(row: ConstrainedRow, i: number): void {
    const { values } = row
    if (Number.isNaN(at(values, i))) return
    const field = fields[places[i]!]!
    let above = i + 1
    while (Number.isNaN(at(values, above))) above++
    const ceiling = at(values, above) - roomBetween(i, above)
    const gap = above === i + 1 ? values[first + i]! : NaN
    const value = Number.isNaN(gap) ? at(values, i) : at(values, above) - gap
    const lowest = onGridOf(i, Math.max(value, onScale(field, field.minimum)), 'down')
    put(values, i, Math.min(lowest, onGridOf(i, ceiling, 'down')))
  }

  function fill(values: Float64Array): void {
    for (let i = 0; i < last; i++) {
      values[first + i] = at(values, i + 1) - at(values, i)
    }
  }

  return {
    extend: fill,
    imply(row) {
      for (let i = 0; i < last; i++) {
        if (!isAnchor(row, i)) continue
        const next = anchor(row, i, 1)
        if (next === undefined) break
        const [below, above] = [at(row.values, i), at(row.values, next)]
        if (isOff(below, above, roomBetween(i, next))) {
          const got = [i, next].map((j) => {
            const place = places[j]!
            return `${names[j]} ${shown(fields[place]!, row.values[place]!)}`
          })
          throw contradiction(rule, got.join(' and '))
        }
        if (next === i + 1) {
          row.values[first + i] = above - below
          row.flags[first + i] = 1
        }
      }
    },
    restore(row) {
      const start = isAnchor(row, 0) ? 0 : (anchor(row, 0, 1) ?? 0)
      for (let i = start - 1; i >= 0; i--) lower(row, i)
      for (let i = start; i <= last; i++) if (!isAnchor(row, i)) raise(row, i)
      fill(row.values)
    },
    holds(values) {
      const known = places.flatMap((place, i) => (Number.isNaN(values[place]) ? [] : [i]))
      return known.every((i, n) => {
        const before = known[n - 1]
        if (before === undefined) return true
        const [below, above] = [at(values, before), at(values, i)]
        return strict ? above > below : !isOff(below, above, 0)
      })
    },
  }
}

/** The step of a field on the scale on which fields are compared. */
function stepOf({ step, scale }: ConstrainedField): number {
  return step * (scale?.unit ?? 1)
}
