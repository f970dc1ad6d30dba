// Parts that add up to a total: without a given total it is the sum of what was drawn; with one the parts
// that are free share what is left in the proportions in which they were drawn.

import { type ConstrainedField, contradiction, onGrid, type RowConstraint } from './constraint.ts'

export interface SumState {
  readonly kind: 'sum'
  readonly total: number
  readonly parts: readonly number[]
}

export function sum(
  { total, parts }: SumState,
  fields: readonly ConstrainedField[],
): RowConstraint {
  const rule = `${parts.map((part) => fields[part]!.name).join(' + ')} = ${fields[total]!.name}`
  const tolerance = Math.min(...[total, ...parts].map((place) => fields[place]!.step)) / 2
  const sumOf = (values: Float64Array, places: readonly number[]): number =>
    places.reduce((sum, place) => sum + values[place]!, 0)
  const isEqual = (a: number, b: number): boolean => !(Math.abs(a - b) >= tolerance)

  return {
    extend: () => undefined,
    imply({ values, flags }) {
      const isKnown = (place: number): boolean => flags[place] === 1 && !Number.isNaN(values[place])
      const free = parts.filter((part) => !isKnown(part))
      const known = parts.filter(isKnown)
      if (!isKnown(total)) {
        if (free.length > 0 || flags[total] === 1) return
        values[total] = sumOf(values, parts)
        flags[total] = 1
        return
      }
      const left = values[total]! - sumOf(values, known)
      const least = free.reduce((sum, part) => sum + fields[part]!.minimum, 0)
      const isOff = free.length === 0 ? !isEqual(left, 0) : left < least - tolerance
      if (isOff) {
        const got = [...known, total].map((place) => `${fields[place]!.name} ${values[place]}`)
        throw contradiction(rule, got.join(', '))
      }
    },
    restore({ values, flags }) {
      if ([total, ...parts].some((place) => Number.isNaN(values[place]))) return
      if (flags[total] !== 1) {
        values[total] = sumOf(values, parts)
        return
      }
      const free = parts.filter((part) => flags[part] !== 1)
      if (free.length === 0) return
      const given = parts.filter((part) => flags[part] === 1)
      const minima = free.map((part) => fields[part]!.minimum)
      const weights = free.map((part, i) => values[part]! - minima[i]!)
      const weight = weights.reduce((a, b) => a + b, 0)
      const least = minima.reduce((a, b) => a + b, 0)
      const left = values[total]! - sumOf(values, given) - least
      free.forEach((part, i) => {
        const share = weight > 0 ? weights[i]! / weight : 1 / free.length
        values[part] = onGrid(fields[part]!, minima[i]! + left * share, 'down')
      })
      // What rounding left goes to the largest part, whose proportion it changes least.
      const largest = free.reduce((most, part) => (values[part]! > values[most]! ? part : most))
      values[largest]! += values[total]! - sumOf(values, parts)
    },
    holds(values) {
      return isEqual(values[total]!, sumOf(values, parts))
    },
  }
}
