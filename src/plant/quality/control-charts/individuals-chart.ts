// Single measured values over their moving ranges (Montgomery 2009, section 6.4).

import { mean } from '../../../statistics/moments.ts'
import { rangeMoments } from './constants.ts'
import { type Drawing, panelOf } from './drawing.ts'
import { type KnownStandard, movingRanges, spreadOfNeighbours, standardOf } from './spread.ts'

/**
 * @param values NaN where one is missing
 * @param isBaseline which of them limits are estimated from; a moving range belongs to its later value
 *   and counts where both of its values do
 */
export function individualsChart(
  values: readonly number[],
  isBaseline: readonly boolean[],
  known: KnownStandard = {},
): Drawing {
  const ranges = movingRanges(values)
  const baseline = values.map((value, i) => (isBaseline[i] ? value : Number.NaN))
  const standard = standardOf(
    mean(baseline.filter((value) => !Number.isNaN(value))),
    spreadOfNeighbours(movingRanges(baseline)),
    known,
  )
  const { deviation } = standard
  const { d2, d3 } = rangeMoments(2)
  return {
    ...standard,
    method:
      'three standard errors around the mean; the deviation from moving ranges of two divided by d2',
    panels: [
      panelOf({
        statistic: 'value',
        values,
        centre: values.map(() => standard.mean),
        standardErrors: values.map(() => deviation),
        takesRuns: true,
      }),
      panelOf({
        statistic: 'moving range',
        values: ranges,
        centre: values.map(() => d2 * deviation),
        standardErrors: values.map(() => d3 * deviation),
        lowest: 0,
        takesRuns: false,
      }),
    ],
  }
}
