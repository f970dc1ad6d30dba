// One tree of a random forest: grown until its leaves are small or of one value, each split the largest
// fall of the squared error (of classes 0 and 1: of the Gini index) among a few columns drawn for it.

import type { Random } from '../../random.ts'
import { type BinnedFeatures, maximumBins } from './binned-features.ts'
import type { Tree } from './histogram-tree.ts'
import { partition } from './partition.ts'

export interface ForestTreeOptions {
  readonly minimumLeafRows: number
  readonly columnsPerSplit: number
  readonly random: Random
}

interface Split {
  readonly feature: number
  readonly threshold: number
}

/** @param drawn places of the rows to learn from, with repetitions. */
export function growForestTree(
  features: BinnedFeatures,
  target: Float64Array,
  drawn: Int32Array,
  { minimumLeafRows, columnsPerSplit, random }: ForestTreeOptions,
): Tree {
  const feature: number[] = []
  const threshold: number[] = []
  const left: number[] = []
  const right: number[] = []
  const value: number[] = []
  const columns = Int32Array.from(features, (_, i) => i)
  // A row that was drawn three times is looked at once: a bootstrap sample has two thirds of the rows.
  const times = new Float64Array(target.length)
  for (const row of drawn) times[row]!++
  const rows = Int32Array.from(times.keys()).filter((row) => times[row]! > 0)
  /** By bin: the sum of the target and the number of rows, next to each other. */
  const bySum = new Float64Array(2 * (maximumBins + 1))
  /** The same of the rows of the node that is split, which are looked at once per column. */
  const ofRow = new Float64Array(2 * rows.length)

  function bestSplit(start: number, end: number, total: number, count: number): Split | undefined {
    let best: Split | undefined
    let bestScore = (total * total) / count + 1e-9
    for (let i = start; i < end; i++) {
      const row = rows[i]!
      ofRow[2 * i] = times[row]! * target[row]!
      ofRow[2 * i + 1] = times[row]!
    }
    for (let drawn = 0; drawn < Math.min(columnsPerSplit, columns.length); drawn++) {
      const other = drawn + random.integer(columns.length - drawn)
      const column = columns[other]!
      columns[other] = columns[drawn]!
      columns[drawn] = column
      const bins = features[column]!
      // Most nodes hold fewer rows than there are bins: only those between the first and the last are looked at.
      let first = maximumBins
      let last = 0
      for (let i = start; i < end; i++) {
        const bin = bins[rows[i]!]!
        bySum[2 * bin]! += ofRow[2 * i]!
        bySum[2 * bin + 1]! += ofRow[2 * i + 1]!
        if (bin < first) first = bin
        if (bin > last) last = bin
      }
      let leftSum = 0
      let leftCount = 0
      for (let bin = first; bin < last; bin++) {
        const own = bySum[2 * bin + 1]!
        if (own === 0) continue
        leftSum += bySum[2 * bin]!
        leftCount += own
        const rightCount = count - leftCount
        if (leftCount < minimumLeafRows) continue
        if (rightCount < minimumLeafRows) break
        const rightSum = total - leftSum
        const score = (leftSum * leftSum) / leftCount + (rightSum * rightSum) / rightCount
        if (score > bestScore) {
          bestScore = score
          best = { feature: column, threshold: bin }
        }
      }
      bySum.fill(0, 2 * first, 2 * last + 2)
    }
    return best
  }

  function grow(start: number, end: number): number {
    const node = feature.length
    let total = 0
    let count = 0
    let isPure = true
    for (let i = start; i < end; i++) {
      const row = rows[i]!
      total += times[row]! * target[row]!
      count += times[row]!
      if (target[row] !== target[rows[start]!]) isPure = false
    }
    feature.push(-1)
    threshold.push(0)
    left.push(0)
    right.push(0)
    value.push(count > 0 ? total / count : 0)
    if (isPure || count < 2 * minimumLeafRows) return node
    const split = bestSplit(start, end, total, count)
    if (!split) return node
    const bins = features[split.feature]!
    const middle = partition(rows, start, end, (row) => bins[row]! <= split.threshold)
    feature[node] = split.feature
    threshold[node] = split.threshold
    left[node] = grow(start, middle)
    right[node] = grow(middle, end)
    return node
  }

  grow(0, rows.length)
  return { feature, threshold, left, right, value }
}
