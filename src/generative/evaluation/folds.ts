// Folds of cross-validation that keep the share of the classes.

import type { Random } from '../../random.ts'

export interface Fold {
  readonly train: Int32Array
  readonly test: Int32Array
}

/** Every row is in the test of one fold; each class is dealt out evenly, in an order drawn at random. */
export function stratifiedFolds(classes: ArrayLike<number>, count: number, random: Random): Fold[] {
  const rows = random.shuffle(Int32Array.from({ length: classes.length }, (_, row) => row))
  const byClass = rows.toSorted((a, b) => classes[a]! - classes[b]!)
  const foldOf = new Int32Array(classes.length)
  byClass.forEach((row, i) => (foldOf[row] = i % count))
  return Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((row) => foldOf[row] !== fold),
    test: rows.filter((row) => foldOf[row] === fold),
  }))
}

/** Whole groups are dealt out, in an order drawn at random. */
export function groupedFolds(groups: readonly string[], count: number, random: Random): Fold[] {
  const order = random.shuffle(Uint32Array.from(new Set(groups), (_, place) => place))
  const foldOf = new Map([...new Set(groups)].map((group, place) => [group, order[place]! % count]))
  const rows = Int32Array.from(groups, (_, row) => row)
  return Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((row) => foldOf.get(groups[row]!) !== fold),
    test: rows.filter((row) => foldOf.get(groups[row]!) === fold),
  }))
}

/** Rows drawn without replacement, in ascending order; all of them where there are no more. */
export function sampleRows(rowCount: number, limit: number, random: Random): Int32Array {
  const rows = Int32Array.from({ length: rowCount }, (_, row) => row)
  return rowCount <= limit ? rows : random.shuffle(rows).slice(0, limit).sort()
}
