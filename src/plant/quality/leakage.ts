// Columns that tell the outcome nearly alone (Kaufman et al. 2012, doi:10.1145/2382577.2382579): mostly another
// record of the same verdict, which is not known yet when the next record is to be predicted.

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import { areaUnderRoc } from '../../generative/evaluation/classification-scores.ts'
import { stratifiedFolds } from '../../generative/evaluation/folds.ts'
import { boostedTreesClassifier } from '../../generative/predictors/boosted-trees.ts'
import { createPause, type WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { wilson } from './failure-scores.ts'
import type { QualityRecords } from './quality-records.ts'
import type { Leak } from './result.ts'

/** AUC of one column above which it is no measurement, and correlation with a measured outcome. */
const suspicious = 0.99
/** Records of one class below which an AUC says nothing. */
const fewestRecords = 10
/** Levels of a column of which each is looked at. */
const mostLevels = 20
/** Share of failures, as far as one can be sure of it, from which on a level says that the record fails. */
const nearlyAll = 0.75

/** One tree of one column: enough for an edge, a band between two, a level, or a gap. */
const oneTree = boostedTreesClassifier({
  trees: 1,
  rate: 1,
  maximumLeaves: 16,
  minimumLeafRows: 3,
  penalty: 1,
})

/**
 * Such columns, in the order of the records' own; of each the clearest sign.
 * @throws MillraceError `cancelled`.
 */
export async function leaksOf(
  { columns, failed, values }: Pick<QualityRecords, 'columns' | 'failed' | 'values'>,
  work: WorkOptions = {},
): Promise<Leak[]> {
  const pause = createPause(work)
  const leaks: Leak[] = []
  for (const column of columns) {
    await pause('look for leaks')
    leaks.push(...signsOf(column))
  }
  return leaks

  function signsOf(column: AlignedColumn): Leak[] {
    const { name } = column
    const area = areaAlone(column, failed)
    if (area > suspicious) return [{ column: name, kind: 'alone', areaUnderRoc: area }]
    const correlation = values ? correlationWith(column, values) : 0
    if (correlation > suspicious) return [{ column: name, kind: 'copy', correlation }]
    const level = failingLevel(column, failed)
    return level ? [{ column: name, kind: 'level', ...level }] : []
  }
}

/** Mean AUC on each half of the records of a tree that learnt from the other; 0 where failures are few. */
function areaAlone(column: AlignedColumn, failed: Float64Array): number {
  const failures = failed.reduce((sum, y) => sum + y, 0)
  if (Math.min(failures, failed.length - failures) < fewestRecords) return 0
  const halves = stratifiedFolds(failed, 2, createRandom('leakage'))
  const areas = halves.map(({ train, test }) => {
    const own = Float64Array.from(train, (row) => failed[row]!)
    const truth = Float64Array.from(test, (row) => failed[row]!)
    const scores = oneTree([takeRows(column, train)], own).predict([takeRows(column, test)])
    return areaUnderRoc(scores, truth)
  })
  return (areas[0]! + areas[1]!) / 2
}

/** Absolute, of the records that have both. */
function correlationWith(column: AlignedColumn, values: Float64Array): number {
  if (column.kind !== 'number') return 0
  const rows = Array.from(values.keys()).filter((row) => Number.isFinite(column.values[row]))
  if (rows.length < fewestRecords) return 0
  const meanOf = (of: Float64Array): number =>
    rows.reduce((sum, row) => sum + of[row]!, 0) / rows.length
  const [a, b] = [meanOf(column.values), meanOf(values)]
  let [ab, aa, bb] = [0, 0, 0]
  for (const row of rows) {
    const [x, y] = [column.values[row]! - a, values[row]! - b]
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return aa > 0 && bb > 0 ? Math.abs(ab) / Math.sqrt(aa * bb) : 0
}

/**
 * The most frequent level (or one of few numbers) with which nearly every record failed while others mostly
 * passed: the name of a defect, or a flag that is set when one is found.
 */
function failingLevel(
  column: AlignedColumn,
  failed: Float64Array,
): { level: string; records: number; failing: number } | undefined {
  const groups = new Map<number, { records: number; failing: number }>()
  const keys = column.kind === 'number' ? column.values : column.codes
  for (let row = 0; row < failed.length; row++) {
    const key = keys[row]!
    const group = groups.get(key) ?? { records: 0, failing: 0 }
    if (groups.size === mostLevels && group.records === 0) return undefined
    groups.set(key, {
      records: group.records + 1,
      failing: group.failing + failed[row]!,
    })
  }
  const share = failed.reduce((sum, y) => sum + y, 0) / failed.length
  if (share > nearlyAll / 2) return undefined
  const [found] = [...groups]
    .filter(
      ([, { records, failing }]) =>
        records >= fewestRecords && wilson(failing, records).lower > nearlyAll,
    )
    .toSorted(([, a], [, b]) => b.records - a.records)
  if (!found) return undefined
  const [key, group] = found
  const isMissing = column.kind === 'number' ? Number.isNaN(key) : key < 0
  const level = column.kind === 'number' ? String(key) : column.levels[key]!
  return { level: isMissing ? '' : level, ...group }
}
