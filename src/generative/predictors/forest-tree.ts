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

/** @param rows places of the rows to learn from, with repetitions; changed in order. */
export function growForestTree(
  features: BinnedFeatures,
  target: Float64Array,
  rows: Int32Array,
  { minimumLeafRows, columnsPerSplit, random }: ForestTreeOptions,
): Tree {
  const feature: number[] = []
  const threshold: number[] = []
  const left: number[] = []
  const right: number[] = []
  const value: number[] = []
  const sums = new Float64Array(maximumBins + 1)
  const counts = new Int32Array(maximumBins + 1)
  const columns = Int32Array.from(features, (_, i) => i)

  function bestSplit(start: number, end: number, total: number): Split | undefined {
    let best: Split | undefined
    let bestScore = (total * total) / (end - start) + 1e-9
    for (let drawn = 0; drawn < Math.min(columnsPerSplit, columns.length); drawn++) {
      const other = drawn + random.integer(columns.length - drawn)
      const column = columns[other]!
      columns[other] = columns[drawn]!
      columns[drawn] = column
      const bins = features[column]!
      sums.fill(0)
      counts.fill(0)
      for (let i = start; i < end; i++) {
        const row = rows[i]!
        const bin = bins[row]!
        sums[bin]! += target[row]!
        counts[bin]!++
      }
      let leftSum = 0
      let leftCount = 0
      for (let bin = 0; bin < maximumBins; bin++) {
        if (counts[bin] === 0) continue
        leftSum += sums[bin]!
        leftCount += counts[bin]!
        const rightCount = end - start - leftCount
        if (leftCount < minimumLeafRows) continue
        if (rightCount < minimumLeafRows) break
        const rightSum = total - leftSum
        const score = (leftSum * leftSum) / leftCount + (rightSum * rightSum) / rightCount
        if (score > bestScore) {
          bestScore = score
          best = { feature: column, threshold: bin }
        }
      }
    }
    return best
  }

  function grow(start: number, end: number): number {
    const node = feature.length
    let total = 0
    let isPure = true
    for (let i = start; i < end; i++) {
      total += target[rows[i]!]!
      if (target[rows[i]!] !== target[rows[start]!]) isPure = false
    }
    feature.push(-1)
    threshold.push(0)
    left.push(0)
    right.push(0)
    value.push(end > start ? total / (end - start) : 0)
    if (isPure || end - start < 2 * minimumLeafRows) return node
    const split = bestSplit(start, end, total)
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
