// Charts of subgroups of measured values: their means over their ranges or standard deviations
// (Shewhart 1931; limits for sizes that vary as in Montgomery 2009, sections 6.2 and 6.3).

import { MillraceError } from '../../../errors.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { c4, rangeMoments } from './constants.ts'
import { type Drawing, panelOf } from './drawing.ts'
import type { Subgroup } from './samples.ts'
import {
  type KnownStandard,
  rangeOf,
  type SpreadStatistic,
  spreadWithin,
  standardOf,
} from './spread.ts'

/** @param baseline the subgroups that limits are estimated from */
export function subgroupChart(
  subgroups: readonly Subgroup[],
  baseline: readonly Subgroup[],
  statistic: SpreadStatistic,
  known: KnownStandard = {},
): Drawing {
  if (baseline.every(({ values }) => values.length < 2)) {
    throw new MillraceError(
      'bad-input',
      'subgroups: no spread within them, expected subgroups of at least 2 values, got single ones',
      { hint: 'use i-mr for single values, or name the subgroups or their size' },
    )
  }
  const standard = standardOf(
    mean(baseline.flatMap(({ values }) => values)),
    spreadWithin(baseline, statistic),
    known,
  )
  const { deviation } = standard
  const sizes = subgroups.map(({ values }) => values.length)
  const factors = sizes.map((size) => factorsOf(size, statistic))
  return {
    ...standard,
    method: `three standard errors around the mean; the deviation within subgroups from ${
      statistic === 'range' ? 'ranges divided by d2' : 'standard deviations divided by c4'
    }`,
    panels: [
      panelOf({
        statistic: 'mean',
        values: subgroups.map(({ values }) => mean(values)),
        centre: sizes.map(() => standard.mean),
        standardErrors: sizes.map((size) => deviation / Math.sqrt(size)),
        takesRuns: true,
      }),
      panelOf({
        statistic,
        values: subgroups.map(({ values }) =>
          statistic === 'range' ? rangeOf(values) : standardDeviation(values),
        ),
        centre: factors.map(({ centre }) => centre * deviation),
        standardErrors: factors.map(({ error }) => error * deviation),
        lowest: 0,
        takesRuns: false,
      }),
    ],
  }
}

/** Mean and standard error of the spread statistic, in deviations; a size of 1 has none. */
function factorsOf(
  size: number,
  statistic: SpreadStatistic,
): { readonly centre: number; readonly error: number } {
  if (size < 2) return { centre: 0, error: Number.NaN }
  if (statistic === 'range') {
    const { d2, d3 } = rangeMoments(size)
    return { centre: d2, error: d3 }
  }
  const centre = c4(size)
  return { centre, error: Math.sqrt(1 - centre ** 2) }
}
