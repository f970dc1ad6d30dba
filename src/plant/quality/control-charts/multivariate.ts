// Many measures watched at once: T2 and SPE of principal components, and the surprise of a generative model
// of the records, side by side. Each statistic has its limit and says which columns it comes from.

import { MillraceError } from '../../../errors.ts'
import type { Table } from '../../../data/table/table.ts'
import type { TableModel } from '../../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../../progress.ts'
import { quantileOfSorted } from '../../../statistics/quantile.ts'
import {
  type ComponentModel,
  type ComponentScores,
  leavesResidual,
  scoreComponents,
  speLimit,
  t2Limit,
} from './principal-components.ts'
import type { MonitorName, SignalCause } from './result.ts'

/** A statistic that is watched, and its limit. */
export interface Monitor {
  readonly name: MonitorName
  readonly limit: number
  score(table: Table, options?: WorkOptions): Promise<ComponentScores>
}

/**
 * T2 and SPE with the limits that hold for normal measures; or, where records in control are given that
 * the model did not learn from, with those that a share `falseAlarmRate` of them exceeds. No SPE where the
 * components explain everything, as they do where few measures have little in common: nothing is left off them.
 */
export function componentMonitors(
  model: ComponentModel,
  falseAlarmRate: number,
  calibration?: Table,
): readonly Monitor[] {
  const held = calibration && scoreComponents(model, calibration)
  const monitor = (name: 't2' | 'spe', normal: typeof t2Limit): Monitor => ({
    name,
    limit: held
      ? empiricalLimit(held[name].statistic, falseAlarmRate)
      : normal(model, falseAlarmRate),
    score: async (table) => scoreComponents(model, table)[name],
  })
  return [monitor('t2', t2Limit), ...(leavesResidual(model) ? [monitor('spe', speLimit)] : [])]
}

/**
 * The surprise -log p of a record under a generative model of records in control, less what the model expects of
 * records there: it knows categories, steps and dependences that are no straight lines as well; a missing value
 * is a value like others.
 * @param calibration records in control that the model did not learn from
 * @throws MillraceError `unsupported` for a family without probabilities.
 */
export async function surpriseMonitor(
  model: Pick<TableModel, 'score'>,
  falseAlarmRate: number,
  calibration: Table,
  options: WorkOptions = {},
): Promise<Monitor> {
  const score: Monitor['score'] = async (table, more = {}) => {
    const { excess, excessByField } = await model.score(table, { seed: 1, ...more })
    return { statistic: excess, contributions: excessByField }
  }
  const { statistic } = await score(calibration, options)
  return { name: 'surprise', limit: empiricalLimit(statistic, falseAlarmRate), score }
}

/** The columns that contribute most to the statistic of a record, the strongest first. */
export function causesOf(
  { statistic, contributions }: ComponentScores,
  row: number,
  most = 3,
): SignalCause[] {
  return [...contributions]
    .map(([column, values]) => ({ column, share: values[row]! / statistic[row]! }))
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
}

/** The value that a share `rate` of the records exceeds. @throws MillraceError for too few of them. */
function empiricalLimit(statistic: Float64Array, rate: number): number {
  const sorted = statistic.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length * rate < 1) {
    throw new MillraceError(
      'bad-input',
      `calibration: too few records for a false-alarm rate of ${rate}, expected at least ${Math.ceil(1 / rate)} in control, got ${sorted.length}`,
    )
  }
  return quantileOfSorted(sorted, 1 - rate)
}
