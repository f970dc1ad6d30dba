// Can a classifier tell windows of consecutive real rows from synthetic ones? Detection of SDMetrics on rows
// that hold a few steps beside each other; all windows of one entity are in one fold, so that knowing an
// entity does not help.

import type { Random } from '../../../random.ts'
import type { AlignedColumn } from '../../../data/table/aligned-columns.ts'
import { takeRows } from '../../../data/table/aligned-columns.ts'
import { boostedTreesClassifier } from '../../predictors/boosted-trees.ts'
import { type Detection, detection } from '../detection.ts'
import { sampleRows } from '../folds.ts'
import type { Sequences } from './sequences.ts'

export interface WindowDetectionOptions {
  /** Rows of a window. */
  readonly length: number
  /** Windows of real and of synthetic rows at most. */
  readonly maximumWindows?: number
}

export interface SequenceColumns {
  readonly sequences: Sequences
  readonly columns: readonly AlignedColumn[]
}

/** Null where too few sequences are long enough for a window. */
export function windowDetection(
  real: SequenceColumns,
  synthetic: SequenceColumns,
  random: Random,
  { length, maximumWindows = 2000 }: WindowDetectionOptions,
): Detection | null {
  const [a, b] = [real, synthetic].map((side, i) => {
    const { starts, owners } = windowStarts(side.sequences, length, maximumWindows, random.split(i))
    const columns = Array.from({ length }, (_, step) => {
      const rows = starts.map((start) => side.sequences.rows[start + step]!)
      return side.columns.map((column) => ({
        ...takeRows(column, rows),
        name: `${column.name} ${step}`,
      }))
    }).flat()
    return { columns, owners }
  })
  const isEnough = (owners: Uint32Array): boolean => new Set(owners).size >= 6
  if (!a || !b || !isEnough(a.owners) || !isEnough(b.owners)) return null
  return detection(a.columns, b.columns, boostedTreesClassifier(), random.split('detection'), {
    groups: [a.owners, b.owners],
    maximumRows: maximumWindows,
  })
}

/** Windows that do not overlap, of every entity that is long enough, from a start drawn at random. */
function windowStarts(
  { starts }: Sequences,
  length: number,
  most: number,
  random: Random,
): { starts: Int32Array; owners: Uint32Array } {
  const found: number[] = []
  const owners: number[] = []
  for (let p = 0; p + 1 < starts.length; p++) {
    const spare = (starts[p + 1]! - starts[p]!) % length
    const first = starts[p]! + random.integer(spare + 1)
    for (let start = first; start + length <= starts[p + 1]!; start += length) {
      found.push(start)
      owners.push(p)
    }
  }
  const chosen = sampleRows(found.length, most, random.split('choice'))
  return {
    starts: chosen.map((i) => found[i]!),
    owners: Uint32Array.from(chosen, (i) => owners[i]!),
  }
}
