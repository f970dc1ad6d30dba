// One regression tree of gradient boosting, grown leaf by leaf from histograms: Chen & Guestrin 2016
// (doi:10.1145/2939672.2939785) for gain and leaf value, Ke et al. 2017 (LightGBM) for best-first
// growth and for getting one child's histogram by subtraction.

import type { BinnedFeatures } from './binned-features.ts'

export interface TreeOptions {
  readonly maximumLeaves: number
  readonly minimumLeafRows: number
  /** Added to the sum of second derivatives of a leaf. */
  readonly penalty: number
}

/** Columns as bins, and how many of these occur, so that histograms are no wider than they have to be. */
export interface CountedBins {
  readonly features: BinnedFeatures
  readonly binCount: number
}

/** Plain data. A row goes left where its bin is at most `threshold`. Leaves have feature -1. */
export interface Tree {
  readonly feature: readonly number[]
  readonly threshold: readonly number[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  readonly value: readonly number[]
}

interface Split {
  readonly gain: number
  readonly feature: number
  readonly threshold: number
}

interface Leaf {
  readonly node: number
  /** Rows order[start .. end). */
  readonly start: number
  readonly end: number
  readonly gradient: number
  readonly curvature: number
  /** Shape [features, bins, 3]: gradient, second derivative, rows. */
  readonly histogram: Float64Array
  readonly split: Split | undefined
}

const smallestGain = 1e-10

/** Counted once for all trees of an ensemble. */
export function countBins(features: BinnedFeatures): CountedBins {
  const most = features.map((bins) => bins.reduce((a, b) => (b > a ? b : a), 0))
  return { features, binCount: 1 + Math.max(0, ...most) }
}

/** Fits the Newton step of a loss: gradients and second derivatives per row. */
export function growTree(
  { features, binCount }: CountedBins,
  gradients: Float64Array,
  curvatures: Float64Array,
  options: TreeOptions,
): Tree {
  const rowCount = gradients.length
  const order = Int32Array.from({ length: rowCount }, (_, row) => row)
  const nodeCount = 2 * options.maximumLeaves - 1
  const tree = {
    feature: new Int32Array(nodeCount).fill(-1),
    threshold: new Uint8Array(nodeCount),
    left: new Int32Array(nodeCount),
    right: new Int32Array(nodeCount),
    value: new Float64Array(nodeCount),
  }
  const leafOf = (node: number, start: number, end: number, histogram: Float64Array): Leaf => {
    let gradient = 0
    let curvature = 0
    for (let i = start; i < end; i++) {
      gradient += gradients[order[i]!]!
      curvature += curvatures[order[i]!]!
    }
    tree.value[node] = -gradient / (curvature + options.penalty)
    const leaf = { node, start, end, gradient, curvature, histogram }
    return { ...leaf, split: bestSplit(leaf, features.length, binCount, options) }
  }
  const count = (start: number, end: number): Float64Array =>
    histogramOf(features, binCount, gradients, curvatures, order, start, end)

  const leaves = [leafOf(0, 0, rowCount, count(0, rowCount))]
  let nodes = 1
  while (leaves.length < options.maximumLeaves) {
    let best = -1
    leaves.forEach(({ split }, i) => {
      if (split && split.gain > (leaves[best]?.split?.gain ?? smallestGain)) best = i
    })
    if (best < 0) break
    const { node, start, end, histogram, split } = leaves[best]!
    const { feature, threshold } = split!
    const middle = partition(order, start, end, features[feature]!, threshold)
    const isLeftSmaller = middle - start <= end - middle
    const smaller = isLeftSmaller ? count(start, middle) : count(middle, end)
    for (let i = 0; i < histogram.length; i++) histogram[i]! -= smaller[i]!
    const [left, right] = [nodes++, nodes++]
    tree.feature[node] = feature
    tree.threshold[node] = threshold
    tree.left[node] = left
    tree.right[node] = right
    leaves[best] = leafOf(left, start, middle, isLeftSmaller ? smaller : histogram)
    leaves.push(leafOf(right, middle, end, isLeftSmaller ? histogram : smaller))
  }
  const used = (values: ArrayLike<number>): number[] => Array.from(values).slice(0, nodes)
  return {
    feature: used(tree.feature),
    threshold: used(tree.threshold),
    left: used(tree.left),
    right: used(tree.right),
    value: used(tree.value),
  }
}

/** Adds `rate` times the leaf's value to the score of each row. */
export function addPredictions(
  tree: Tree,
  features: BinnedFeatures,
  rate: number,
  scores: Float64Array,
): void {
  const { feature, threshold, left, right, value } = tree
  for (let row = 0; row < scores.length; row++) {
    let node = 0
    while (feature[node]! >= 0) {
      node = features[feature[node]!]![row]! <= threshold[node]! ? left[node]! : right[node]!
    }
    scores[row]! += rate * value[node]!
  }
}

function histogramOf(
  features: BinnedFeatures,
  binCount: number,
  gradients: Float64Array,
  curvatures: Float64Array,
  order: Int32Array,
  start: number,
  end: number,
): Float64Array {
  const histogram = new Float64Array(features.length * binCount * 3)
  features.forEach((bins, feature) => {
    const offset = feature * binCount * 3
    for (let i = start; i < end; i++) {
      const row = order[i]!
      const place = offset + bins[row]! * 3
      histogram[place]! += gradients[row]!
      histogram[place + 1]! += curvatures[row]!
      histogram[place + 2]!++
    }
  })
  return histogram
}

function bestSplit(
  { start, end, gradient, curvature, histogram }: Omit<Leaf, 'split'>,
  featureCount: number,
  binCount: number,
  { minimumLeafRows, penalty }: TreeOptions,
): Split | undefined {
  const rows = end - start
  if (rows < 2 * minimumLeafRows) return undefined
  const parent = (gradient * gradient) / (curvature + penalty)
  let best: Split | undefined
  for (let feature = 0; feature < featureCount; feature++) {
    const offset = feature * binCount * 3
    let leftGradient = 0
    let leftCurvature = 0
    let leftRows = 0
    for (let bin = 0; bin < binCount - 1; bin++) {
      const place = offset + bin * 3
      if (histogram[place + 2] === 0) continue
      leftGradient += histogram[place]!
      leftCurvature += histogram[place + 1]!
      leftRows += histogram[place + 2]!
      if (leftRows < minimumLeafRows) continue
      if (rows - leftRows < minimumLeafRows) break
      const rightGradient = gradient - leftGradient
      const rightCurvature = curvature - leftCurvature
      if (leftCurvature + penalty <= 0 || rightCurvature + penalty <= 0) continue
      const gain =
        (leftGradient * leftGradient) / (leftCurvature + penalty) +
        (rightGradient * rightGradient) / (rightCurvature + penalty) -
        parent
      if (gain > (best?.gain ?? smallestGain)) best = { gain, feature, threshold: bin }
    }
  }
  return best
}

/** Brings the rows that go left to the front, keeping their order; the place where the right begins. */
function partition(
  order: Int32Array,
  start: number,
  end: number,
  bins: Uint8Array,
  threshold: number,
): number {
  const right: number[] = []
  let middle = start
  for (let i = start; i < end; i++) {
    const row = order[i]!
    if (bins[row]! <= threshold) order[middle++] = row
    else right.push(row)
  }
  order.set(right, middle)
  return middle
}
