// The deviation of single values within subgroups, from ranges, standard deviations or moving ranges.

import { MillraceError } from '../../../errors.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { c4, rangeMoments } from './constants.ts'
import type { Subgroup } from './samples.ts'

export type SpreadStatistic = 'range' | 'standard deviation'

export interface Spread {
  readonly deviation: number
  /** Degrees of freedom of a standard deviation with the same relative error. */
  readonly freedom: number
}

/** A process, as the points of a baseline show it or as it is known to be. */
export interface Standard extends Spread {
  readonly mean: number
}

/** What is known beforehand takes the place of what the baseline says. */
export interface KnownStandard {
  readonly target?: number | undefined
  readonly deviation?: number | undefined
}

export function rangeOf(values: readonly number[]): number {
  return values.length < 2 ? Number.NaN : Math.max(...values) - Math.min(...values)
}

/**
 * Of subgroups of any sizes: unbiased estimates R / d2 or s / c4 of each, weighted by the inverse of
 * their variance (Burr 1969, doi:10.1080/00224065.1969.11980367). Subgroups of one value tell nothing.
 */
export function spreadWithin(subgroups: readonly Subgroup[], statistic: SpreadStatistic): Spread {
  let weights = 0
  let sum = 0
  for (const { values } of subgroups) {
    if (values.length < 2) continue
    const { estimate, weight } = estimateOf(values, statistic)
    weights += weight
    sum += weight * estimate
  }
  return { deviation: sum / weights, freedom: weights / 2 }
}

function estimateOf(
  values: readonly number[],
  statistic: SpreadStatistic,
): { readonly estimate: number; readonly weight: number } {
  const n = values.length
  if (statistic === 'range') {
    const { d2, d3 } = rangeMoments(n)
    return { estimate: rangeOf(values) / d2, weight: (d2 / d3) ** 2 }
  }
  const unbias = c4(n)
  return { estimate: standardDeviation(values) / unbias, weight: unbias ** 2 / (1 - unbias ** 2) }
}

/** Differences between neighbours that are both there, NaN for others; the first has none. */
export function movingRanges(values: readonly number[]): number[] {
  return values.map((value, i) => Math.abs(value - (values[i - 1] ?? Number.NaN)))
}

/**
 * From the mean of moving ranges of two. Neighbouring ranges share a value, so that their mean varies
 * more than that of independent ones: for normals Cov(|X1 - X2|, |X2 - X3|) = (4 sqrt(3) / 2 + π / 3 - 4) / π.
 */
export function spreadOfNeighbours(ranges: readonly number[]): Spread {
  const present = ranges.filter((range) => !Number.isNaN(range))
  const count = present.length
  const { d2, d3 } = rangeMoments(2)
  const neighbours = ranges.filter(
    (range, i) => !Number.isNaN(range) && !Number.isNaN(ranges[i + 1] ?? Number.NaN),
  ).length
  const covariance = (2 * Math.sqrt(3) + Math.PI / 3 - 4) / Math.PI
  const variance = (count * d3 ** 2 + 2 * neighbours * covariance) / (count * d2) ** 2
  return { deviation: mean(present) / d2, freedom: 1 / (2 * variance) }
}

/** @throws MillraceError `bad-input` where the baseline shows no spread, and none is known. */
export function standardOf(
  mean: number,
  spread: Spread,
  { target, deviation }: KnownStandard,
): Standard {
  const standard =
    deviation === undefined ? spread : { deviation, freedom: Number.POSITIVE_INFINITY }
  if (!(standard.deviation > 0)) {
    throw new MillraceError(
      'bad-input',
      `baseline: no spread within it, expected values that differ, got a deviation of ${standard.deviation}`,
      { hint: 'a measure that never changes needs no chart; look whether the sensor is stuck' },
    )
  }
  return { mean: target ?? mean, ...standard }
}
