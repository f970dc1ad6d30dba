// Charts of counts: units that fail among those inspected (p, np; binomial) and defects per amount
// inspected (c, u; Poisson), with limits that follow the size of each sample (Montgomery 2009, chapter 7).

import { MillraceError } from '../../../errors.ts'
import { type Drawing, panelOf } from './drawing.ts'
import { checkCounts, type CountSample } from './samples.ts'

export type CountChart = 'p' | 'np' | 'c' | 'u'

/**
 * @param baseline the samples that limits are estimated from
 * @throws MillraceError `bad-input` for counts that cannot be, or a baseline that shows no variation.
 */
export function countChart(
  samples: readonly CountSample[],
  baseline: readonly CountSample[],
  chart: CountChart,
): Drawing {
  const isShare = chart === 'p' || chart === 'np'
  checkCounts(samples, { isWithinSize: isShare })
  if (chart === 'c' && samples.some(({ size }) => size !== samples[0]!.size)) {
    throw new MillraceError(
      'bad-input',
      'c chart: sizes that vary, expected the same amount inspected for every sample, got several',
      { hint: 'use u, the chart of defects per amount inspected' },
    )
  }
  const present = baseline.filter(({ count }) => !Number.isNaN(count))
  const inspected = present.reduce((sum, { size }) => sum + size, 0)
  const rate = present.reduce((sum, { count }) => sum + count, 0) / inspected
  if (!(rate > 0) || (isShare && rate >= 1)) {
    throw new MillraceError(
      'bad-input',
      `baseline: counts without variation, expected some units that fail and some that do not, got a share of ${rate}`,
      { hint: 'take a longer baseline or larger samples' },
    )
  }
  const perUnit = Math.sqrt(isShare ? rate * (1 - rate) : rate)
  // Counts are rates times sizes.
  const isCount = chart === 'np' || chart === 'c'
  const scale = ({ size }: CountSample): number => (isCount ? size : 1)
  return {
    mean: isCount && isConstant(samples) ? rate * samples[0]!.size : rate,
    deviation: null,
    freedom: Number.NaN,
    method: `three standard errors around the mean, ${isShare ? 'binomial' : 'Poisson'}, each from its own sample size`,
    panels: [
      panelOf({
        statistic: isCount ? 'count' : isShare ? 'share' : 'rate',
        values: samples.map((sample) => (sample.count / sample.size) * scale(sample)),
        centre: samples.map((sample) => rate * scale(sample)),
        standardErrors: samples.map((sample) => (perUnit / Math.sqrt(sample.size)) * scale(sample)),
        lowest: 0,
        highest: Infinity,
        takesRuns: true,
      }),
    ],
  }
}

function isConstant(samples: readonly CountSample[]): boolean {
  return samples.every(({ size }) => size === samples[0]!.size)
}
