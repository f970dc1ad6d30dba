// Fields of which only certain combinations occur: the combination is learnt as one field, and its members
// follow from it. A group of which exactly one is true is such a set of combinations.

import {
  type ConstrainedField,
  type ConstrainedRow,
  contradiction,
  type RowConstraint,
} from './constraint.ts'

export interface CombinationState {
  readonly kind: 'combination'
  readonly places: readonly number[]
  /** Place of the field that tells which combination it is. */
  readonly first: number
  /** Values of the fields, the most frequent combination first; null is missing. */
  readonly combinations: readonly (readonly (number | null)[])[]
}

/** The combinations that rows `[rowCount, width]` have, the most frequent first. */
export function combinationsOf(
  places: readonly number[],
  values: Float64Array,
  width: number,
): (number | null)[][] {
  const counts = new Map<string, { combination: (number | null)[]; count: number }>()
  for (let start = 0; start < values.length; start += width) {
    const combination = places.map((place) => {
      const value = values[start + place]!
      return Number.isNaN(value) ? null : value
    })
    const key = combination.join()
    const known = counts.get(key)
    if (known) known.count++
    else counts.set(key, { combination, count: 1 })
  }
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count)
  return sorted.map(({ combination }) => combination)
}

export function combinationField(
  { places, combinations }: Pick<CombinationState, 'places' | 'combinations'>,
  fields: readonly ConstrainedField[],
): ConstrainedField {
  const levels = combinations.length
  const name = places.map((place) => fields[place]!.name).join(' x ')
  return { name, levels, minimum: 0, maximum: levels - 1, step: 1 }
}

export function combination(
  { places, first, combinations }: CombinationState,
  fields: readonly ConstrainedField[],
): RowConstraint {
  const names = places.map((place) => fields[place]!.name)
  const keyOf = (values: readonly (number | null)[]): string => values.join()
  const indices = new Map(combinations.map((values, index) => [keyOf(values), index]))
  const known = (values: Float64Array): number | undefined =>
    indices.get(keyOf(places.map((place) => (Number.isNaN(values[place]) ? null : values[place]!))))

  /** Whether a combination agrees with what is given, and has no gap where none may be. */
  function fits({ values, flags, isComplete }: ConstrainedRow, index: number): boolean {
    return places.every((place, i) => {
      const own = combinations[index]![i]!
      if (flags[place] !== 1) return !(isComplete && own === null)
      return own === null ? Number.isNaN(values[place]) : own === values[place]
    })
  }

  function firstFitting(row: ConstrainedRow): number {
    const complete = combinations.findIndex((_, index) => fits(row, index))
    if (complete >= 0 || !row.isComplete) return complete
    return combinations.findIndex((_, index) => fits({ ...row, isComplete: false }, index))
  }

  return {
    extend(values) {
      values[first] = known(values)!
    },
    imply(row) {
      if (places.every((place) => row.flags[place] === 0)) return
      if (firstFitting(row) < 0) {
        const given = places.flatMap((place, i) =>
          row.flags[place] === 1 ? [`${names[i]} ${row.values[place]}`] : [],
        )
        throw contradiction(
          `a combination of ${names.join(' and ')} that the data have`,
          given.join(', '),
        )
      }
      if (places.every((place) => row.flags[place] === 1)) {
        row.values[first] = known(row.values)!
        row.flags[first] = 1
      }
    },
    mayBe: (row, field, value) => field !== first || fits(row, value),
    restore(row) {
      const drawn = row.values[first]!
      const index = fits(row, drawn) ? drawn : firstFitting(row)
      places.forEach((place, i) => {
        if (row.flags[place] !== 1) row.values[place] = combinations[index]![i] ?? NaN
      })
      row.values[first] = index
    },
    holds: (values) => known(values) !== undefined,
  }
}
