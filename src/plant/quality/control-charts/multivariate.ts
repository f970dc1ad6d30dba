// Many measures watched at once: T2 and SPE of principal components, and the surprise of a generative model
// of the records, side by side. Each statistic has its limit and says which columns it comes from.

import type { Table } from '../../../data/table/table.ts'
import type { TableModel } from '../../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../../progress.ts'
import { limitOf } from '../stretches.ts'
import { type Asked, scoreUsual } from '../usual-records.ts'
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
 * T2 and SPE with the limits that hold for normal measures; or, where enough records in control are given that
 * the model did not learn from, with those that a share `falseAlarmRate` of them exceeds. No SPE where the
 * components explain everything, as they do where few measures have little in common: nothing is left off them.
 */
export function componentMonitors(
  model: ComponentModel,
  falseAlarmRate: number,
  calibration?: Table,
): readonly Monitor[] {
  const held = calibration && scoreComponents(model, calibration)
  const scored = held?.t2.statistic.filter((value) => !Number.isNaN(value)).length ?? 0
  const isEnough = scored * falseAlarmRate >= 1
  const monitor = (name: 't2' | 'spe', normal: typeof t2Limit): Monitor => ({
    name,
    limit:
      held && isEnough
        ? limitOf(held[name].statistic, falseAlarmRate)
        : normal(model, falseAlarmRate),
    score: async (table) => scoreComponents(model, table)[name],
  })
  return [monitor('t2', t2Limit), ...(leavesResidual(model) ? [monitor('spe', speLimit)] : [])]
}

/**
 * The surprise -log p of a record under a generative model of records in control, less what the model expects of
 * records there: it knows categories and steps as well; a missing value is a value like others.
 */
export function surpriseMonitor(
  { model, limit }: { readonly model: Pick<TableModel, 'score'>; readonly limit: number },
  asked: Asked = {},
): Monitor {
  return {
    name: 'surprise',
    limit,
    async score(table, options = {}) {
      const { excess, excessByField } = await scoreUsual(model, table, { ...asked, ...options })
      const contributions = new Map(excessByField)
      for (const name of asked.given ?? []) contributions.delete(name)
      return { statistic: excess, contributions }
    },
  }
}

/** A column with less of a statistic is not behind it. */
export const leastShare = 0.01

/** The columns that contribute most to the statistic of a record, the strongest first. */
export function causesOf(
  { statistic, contributions }: ComponentScores,
  row: number,
  most = 3,
): SignalCause[] {
  return [...contributions]
    .map(([column, values]) => ({ column, share: values[row]! / statistic[row]! }))
    .sort((a, b) => b.share - a.share)
    .filter(({ share }, place) => place === 0 || share >= leastShare)
    .slice(0, most)
}
