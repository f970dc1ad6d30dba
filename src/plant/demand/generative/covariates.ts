// What is known of a series besides its values, as numbers for a network: calendar, covariates known in
// advance, and attributes. Fitted on a panel, so that other panels are encoded in the same way.

import { calendarFeatureNames } from '../calendar.ts'
import type { Panel, Series } from '../series.ts'

/** Centre and spread of a number over the panel. */
export interface Standardisation {
  readonly mean: number
  readonly deviation: number
}

export type AttributeEncoding =
  | ({ readonly kind: 'number' } & Standardisation)
  | { readonly kind: 'text'; readonly levels: readonly string[] }

/** Plain data, so that it can be kept in a model file. */
export interface CovariateEncoding {
  readonly calendarCount: number
  readonly known: readonly Standardisation[]
  readonly attributes: readonly AttributeEncoding[]
}

/** Rarer levels of a text attribute are all the same to a network. */
const levelLimit = 24

export function fitCovariates(panel: Panel): CovariateEncoding {
  return {
    calendarCount: calendarFeatureNames(panel.calendar).length,
    known: panel.knownNames.map((_, i) =>
      standardisationOf(panel.series.flatMap(({ known }) => Array.from(known[i] ?? []))),
    ),
    attributes: panel.attributeNames.map((_, i) =>
      fitAttribute(panel.series.map(({ attributes }) => attributes[i] ?? '')),
    ),
  }
}

function fitAttribute(values: readonly (string | number)[]): AttributeEncoding {
  const numbers = values.filter((value) => typeof value === 'number')
  if (numbers.length > 0) return { kind: 'number', ...standardisationOf(numbers) }
  const counts = new Map<string, number>()
  for (const value of values) {
    if (value !== '') counts.set(String(value), (counts.get(String(value)) ?? 0) + 1)
  }
  const levels = [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, levelLimit)
    .map(([level]) => level)
  return { kind: 'text', levels }
}

/** Numbers per series that `encodeAttributes` gives. */
export function attributeWidth({ attributes }: CovariateEncoding): number {
  return attributes.reduce((sum, one) => sum + (one.kind === 'number' ? 1 : one.levels.length), 0)
}

export function encodeAttributes({ attributes }: CovariateEncoding, series: Series): number[] {
  return attributes.flatMap((encoding, i) => {
    const value = series.attributes[i]
    if (encoding.kind === 'text') return encoding.levels.map((level) => (level === value ? 1 : 0))
    return [standardise(typeof value === 'number' ? value : Number.NaN, encoding)]
  })
}

/**
 * Covariates of `length` steps from an offset in the history on, interleaved `[length, known]`; what is
 * unknown stands at its mean.
 */
export function encodeKnown(
  { known }: CovariateEncoding,
  series: Series,
  offset: number,
  length: number,
): Float32Array {
  const encoded = new Float32Array(length * known.length)
  for (const [i, encoding] of known.entries()) {
    for (let step = 0; step < length; step++) {
      const value = series.known[i]?.[offset + step] ?? Number.NaN
      encoded[step * known.length + i] = standardise(value, encoding)
    }
  }
  return encoded
}

function standardise(value: number, { mean, deviation }: Standardisation): number {
  if (Number.isNaN(value)) return 0
  // A value far outside what was seen must not drive a network where it has never been.
  return Math.min(4, Math.max(-4, (value - mean) / deviation))
}

function standardisationOf(values: readonly number[]): Standardisation {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) return { mean: 0, deviation: 1 }
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length
  const square = present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length
  return { mean, deviation: square > 0 ? Math.sqrt(square) : 1 }
}
