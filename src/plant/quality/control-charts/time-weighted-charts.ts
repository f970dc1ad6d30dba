// Charts that remember earlier points: exponentially weighted moving averages (Roberts 1959,
// doi:10.1080/00401706.1959.10489860) and tabular cumulative sums (Page 1954, doi:10.1093/biomet/41.1-2.100;
// Montgomery 2009, chapter 9). They find small lasting shifts sooner than single points do.

import { mean } from '../../../statistics/moments.ts'
import { type Drawing, panelOf } from './drawing.ts'
import {
  type CumulativeSumDesign,
  cumulativeSumRunLength,
  type MovingAverageDesign,
  movingAverageRunLength,
} from './run-length.ts'
import type { Subgroup } from './samples.ts'
import {
  type KnownStandard,
  movingRanges,
  type Spread,
  spreadOfNeighbours,
  spreadWithin,
  type Standard,
  standardOf,
} from './spread.ts'

/**
 * z_i = λ x_i + (1 - λ) z_(i-1), from the mean on, with the exact variance of each point, so that the
 * first limits are narrower. Points without values leave it as it is.
 */
export function movingAverageChart(
  subgroups: readonly Subgroup[],
  isBaseline: readonly boolean[],
  { weight, width }: MovingAverageDesign,
  known: KnownStandard = {},
): Drawing {
  const standard = standardOfAny(subgroups, isBaseline, known)
  const values: number[] = []
  const standardErrors: number[] = []
  let average = standard.mean
  let variance = 0
  for (const { values: own } of subgroups) {
    if (own.length > 0) {
      average = weight * mean(own) + (1 - weight) * average
      variance = (weight * standard.deviation) ** 2 / own.length + (1 - weight) ** 2 * variance
    }
    values.push(own.length > 0 ? average : Number.NaN)
    standardErrors.push(Math.sqrt(variance))
  }
  return {
    ...standard,
    method: `moving average of weight ${weight} within ${width} of its standard errors`,
    averageRunLength: movingAverageRunLength({ weight, width }),
    panels: [
      panelOf({
        statistic: 'moving average',
        values,
        centre: subgroups.map(() => standard.mean),
        standardErrors,
        width,
        takesRuns: false,
      }),
    ],
  }
}

/**
 * In standard errors: C+_i = max(0, C+_(i-1) + z_i - k) against h, and C- for a fall, drawn downwards.
 */
export function cumulativeSumChart(
  subgroups: readonly Subgroup[],
  isBaseline: readonly boolean[],
  { reference, decision }: CumulativeSumDesign,
  known: KnownStandard = {},
): Drawing {
  const standard = standardOfAny(subgroups, isBaseline, known)
  const sums = { rise: 0, fall: 0 }
  const onsets = { rise: 0, fall: 0 }
  const rises: number[] = []
  const falls: number[] = []
  const distances: number[] = []
  const starts: number[] = []
  const remarks: string[] = []
  subgroups.forEach(({ values }, i) => {
    const standardError = standard.deviation / Math.sqrt(values.length)
    const z = (mean(values) - standard.mean) / standardError
    for (const [way, sign] of [
      ['rise', 1],
      ['fall', -1],
    ] as const) {
      if (values.length > 0) sums[way] = Math.max(0, sums[way] + sign * z - reference)
      if (sums[way] === 0) onsets[way] = i + 1
    }
    const way = sums.rise >= sums.fall ? 'rise' : 'fall'
    const side = way === 'rise' ? 1 : -1
    const steps = i - onsets[way] + 1
    const shift = side * (reference + sums[way] / Math.max(1, steps)) * standardError
    rises.push(sums.rise)
    falls.push(sums.fall)
    distances.push(values.length > 0 ? (3 * side * sums[way]) / decision : Number.NaN)
    starts.push(Math.min(onsets[way], i))
    remarks.push(
      `the ${way} began there, the mean since then is about ${short(standard.mean + shift)}`,
    )
  })
  const plotted = (values: readonly number[], sign: 1 | -1): (number | null)[] =>
    values.map((value, i) => (Number.isNaN(distances[i]!) ? null : value === 0 ? 0 : sign * value))
  return {
    ...standard,
    method: `cumulative sums in standard errors, reference ${reference}, limit ${decision}`,
    averageRunLength: cumulativeSumRunLength({ reference, decision }),
    panels: [
      {
        statistic: 'cumulative sum',
        values: plotted(rises, 1),
        lowerValues: plotted(falls, -1),
        centre: subgroups.map(() => 0),
        lower: subgroups.map(() => -decision),
        upper: subgroups.map(() => decision),
        distances: Float64Array.from(distances),
        takesRuns: false,
        onsets: starts,
        remarks,
      },
    ],
  }
}

/** From spreads within subgroups, or from moving ranges where all of them are single values. */
function standardOfAny(
  subgroups: readonly Subgroup[],
  isBaseline: readonly boolean[],
  known: KnownStandard,
): Standard {
  const baseline = subgroups.filter((_, i) => isBaseline[i])
  const centre = mean(baseline.flatMap(({ values }) => values))
  const isSingle = baseline.every(({ values }) => values.length < 2)
  const spread: Spread = isSingle
    ? spreadOfNeighbours(
        movingRanges(
          subgroups.map(({ values }, i) =>
            isBaseline[i] ? (values[0] ?? Number.NaN) : Number.NaN,
          ),
        ),
      )
    : spreadWithin(baseline, 'standard deviation')
  return standardOf(centre, spread, known)
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)))
}
