// The points of a control chart as a table, one row per point, for other programs.

import { createTable, type Column, type Table } from '../../../data/table/table.ts'
import { numberColumn, textColumn } from '../../../data/table/table-of.ts'
import type { ControlChartResult, MonitoringResult } from './result.ts'

/**
 * Columns `point`, `size`, for each panel `mean`, `mean_centre`, `mean_lower`, `mean_upper` (or whatever
 * it shows), and `signals`: the rules that the point meets, with semicolons between.
 */
export function pointsTable({ labels, sizes, panels, signals }: ControlChartResult): Table {
  const rules = labels.map((_, point) =>
    [...new Set(signals.filter((signal) => signal.point === point).map(({ rule }) => rule))].join(
      ';',
    ),
  )
  return createTable([
    ['point', textColumn(labels)],
    ['size', numberColumn(sizes)],
    ...panels.flatMap(({ statistic, values, lowerValues, centre, lower, upper }) => {
      const name = statistic.replaceAll(' ', '_')
      const columns: [string, Column][] = [
        [name, numberColumn(values)],
        [`${name}_centre`, numberColumn(centre)],
        [`${name}_lower`, numberColumn(lower)],
        [`${name}_upper`, numberColumn(upper)],
      ]
      if (lowerValues) columns.splice(1, 0, [`${name}_falling`, numberColumn(lowerValues)])
      return columns
    }),
    ['signals', textColumn(rules)],
  ])
}

/** Columns `record`, `t2`, `t2_limit` (and so on) and `signals`: the statistics that are beyond their limits. */
export function monitoringTable({ labels, panels, signals }: MonitoringResult): Table {
  const names = labels.map(() => '')
  for (const { point, panel } of signals) {
    names[point] = [names[point], panels[panel]!.statistic].filter(Boolean).join(';')
  }
  return createTable([
    ['record', textColumn(labels)],
    ...panels.flatMap(({ statistic, values, upper }): [string, Column][] => [
      [statistic, numberColumn(values)],
      [`${statistic}_limit`, numberColumn(upper)],
    ]),
    ['signals', textColumn(names)],
  ])
}
