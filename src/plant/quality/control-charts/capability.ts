// Capability of a process to meet its specification: Cp and Cpk from the deviation within subgroups, Pp
// and Ppk from the overall one (Kane 1986, doi:10.1080/00224065.1986.11978984; Montgomery 2009, chapter 8).

import { chiSquaredQuantile } from '../../../statistics/distributions.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { normalCumulative, normalQuantile } from '../../../statistics/normal.ts'
import type { Interval } from '../result.ts'
import type { Capability } from './result.ts'
import type { Spread } from './spread.ts'

export interface SpecificationLimits {
  readonly lower?: number | undefined
  readonly upper?: number | undefined
}

/**
 * Of a process with one or two limits. Intervals hold for normal values: that of Cp and Pp is exact up
 * to the degrees of freedom of the deviation, that of Cpk and Ppk is the approximation of Bissell 1990
 * (doi:10.2307/2347383).
 */
export function capabilityOf(
  values: readonly number[],
  within: Spread,
  { lower = -Infinity, upper = Infinity }: SpecificationLimits,
  confidence = 0.95,
): Capability {
  const centre = mean(values)
  const overall = { deviation: standardDeviation(values), freedom: values.length - 1 }
  const isTwoSided = Number.isFinite(lower) && Number.isFinite(upper)
  const ratio = ({ deviation, freedom }: Spread): Interval | null => {
    if (!isTwoSided) return null
    const estimate = (upper - lower) / (6 * deviation)
    const [low, high] = [(1 - confidence) / 2, (1 + confidence) / 2].map((p) =>
      Number.isFinite(freedom) ? Math.sqrt(chiSquaredQuantile(p, freedom) / freedom) : 1,
    )
    return { estimate, lower: estimate * low!, upper: estimate * high! }
  }
  const nearest = ({ deviation, freedom }: Spread): Interval => {
    const estimate = Math.min(upper - centre, centre - lower) / (3 * deviation)
    const variance = 1 / (9 * values.length) + estimate ** 2 / (2 * freedom)
    const margin = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)
    return { estimate, lower: estimate - margin, upper: estimate + margin }
  }
  return {
    lower: finiteOrNull(lower),
    upper: finiteOrNull(upper),
    records: values.length,
    confidence,
    mean: centre,
    deviationWithin: within.deviation,
    deviationOverall: overall.deviation,
    cp: ratio(within),
    cpk: nearest(within),
    pp: ratio(overall),
    ppk: nearest(overall),
    outsideObserved:
      values.filter((value) => value < lower || value > upper).length / values.length,
    outsideExpected:
      normalCumulative((lower - centre) / overall.deviation) +
      normalCumulative((centre - upper) / overall.deviation),
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
