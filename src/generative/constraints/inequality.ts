// a <= b <= c: the gaps between neighbours are learnt as fields of their own, and never negative. A row is
// built from one anchor and the gaps.

import {
  type ConstrainedField,
  type ConstrainedRow,
  contradiction,
  onGrid,
  type RowConstraint,
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
    const step = Math.min(below.step, above.step)
    return {
      name: `${above.name} - ${below.name}`,
      minimum: strict ? step : 0,
      maximum: Math.max(step, above.maximum - below.minimum),
      step,
      ...((below.mayBeMissing || above.mayBeMissing) && { mayBeMissing: true }),
    }
  })
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
    .map((place, i) => (strict ? Math.max(fields[place]!.step, fields[places[i]!]!.step) : 0))
  const roomBetween = (from: number, to: number): number =>
    least.slice(from, to).reduce((total, distance) => total + distance, 0)
  const isOff = (below: number, above: number, room: number): boolean =>
    above - below < room - 1e-9 * Math.max(1, Math.abs(above))

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
    const place = places[i]!
    let from = i - 1
    while (from >= 0 && Number.isNaN(values[places[from]!])) from--
    if (Number.isNaN(values[place])) return
    const field = fields[place]!
    let value = values[place]!
    if (from >= 0) {
      const below = values[places[from]!]!
      const gap = from === i - 1 ? values[first + from]! : NaN
      const floor = below + roomBetween(from, i)
      // Without a gap that was drawn the field's own draw stands, where it may.
      value = Number.isNaN(gap) ? value : below + gap
      value = Math.max(
        onGrid(field, Math.min(value, field.maximum), 'up'),
        onGrid(field, floor, 'up'),
      )
    }
    const next = anchor(row, i, 1)
    if (next !== undefined) {
      value = Math.min(value, onGrid(field, values[places[next]!]! - roomBetween(i, next), 'down'))
    }
    values[place] = value
  }

  /** Puts field i at or below the field above it, from which it is derived. */
  function lower(row: ConstrainedRow, i: number): void {
    const { values } = row
    const place = places[i]!
    if (Number.isNaN(values[place])) return
    const field = fields[place]!
    let above = i + 1
    while (Number.isNaN(values[places[above]!])) above++
    const ceiling = values[places[above]!]! - roomBetween(i, above)
    const gap = above === i + 1 ? values[first + i]! : NaN
    const value = Number.isNaN(gap) ? values[place]! : values[places[above]!]! - gap
    values[place] = Math.min(
      onGrid(field, Math.max(value, field.minimum), 'down'),
      onGrid(field, ceiling, 'down'),
    )
  }

  function fill(values: Float64Array): void {
    for (let i = 0; i < last; i++) {
      values[first + i] = values[places[i + 1]!]! - values[places[i]!]!
    }
  }

  return {
    extend: fill,
    imply(row) {
      for (let i = 0; i < last; i++) {
        if (!isAnchor(row, i)) continue
        const next = anchor(row, i, 1)
        if (next === undefined) break
        const [below, above] = [row.values[places[i]!]!, row.values[places[next]!]!]
        if (isOff(below, above, roomBetween(i, next))) {
          throw contradiction(rule, `${names[i]} ${below} and ${names[next]} ${above}`)
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
        const [below, above] = [values[places[before]!]!, values[places[i]!]!]
        return strict ? above > below : !isOff(below, above, 0)
      })
    },
  }
}
