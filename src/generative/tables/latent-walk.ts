// Correlated normals that become known one after another, each as an interval or as a point given those before it
// (sequential importance sampling: Geweke 1991, Hajivassiliou & Keane; Genz 1992, doi:10.2307/1390838).

import type { Random } from '../../random.ts'
import { normalCumulative, normalQuantile } from '../../statistics/normal.ts'
import { choleskyFactor } from '../copula.ts'

/** Fields in the order in which they become known, and the root of their correlation in that order; absent: none. */
export interface LatentPath {
  readonly order: readonly number[]
  readonly factor?: ArrayLike<number>
}

export function latentPath(
  order: readonly number[],
  correlation: ArrayLike<number> | undefined,
  width: number,
): LatentPath {
  const n = order.length
  if (!correlation) return { order }
  const data = new Float32Array(n * n)
  for (const [i, field] of order.entries()) {
    for (const [j, other] of order.entries()) {
      data[i * n + j] = correlation[field * width + other]!
    }
  }
  return { order, factor: choleskyFactor({ shape: [n, n], data }, 0).data }
}

/** Standard deviation of a place's normal given those before it. */
export function deviationAt({ order, factor }: LatentPath, at: number): number {
  return factor ? factor[at * order.length + at]! : 1
}

/** What is known of a row's normals, by field: the interval, and the point within it or NaN, where it is not known. */
export interface LatentKnown {
  readonly low: Float64Array
  readonly high: Float64Array
  readonly point: Float64Array
}

/** What is said of a normal before it becomes known: so many draws, the first of each list. */
export interface LatentDraws {
  readonly count: number
  /** They add up to 1. */
  readonly weights: Float64Array
  readonly means: Float64Array
  /** Of what the normal is then known to be: the chance of its interval. */
  readonly chances: Float64Array
}

/** Below this a draw could never be taken up again. */
const leastWeight = 1e-12

/**
 * Visits the places of a path, each before its normal is known. One that is known by its interval alone is drawn there
 * `draws` times; draws under which what follows is unlikely lose weight, and are replaced when few carry it all.
 */
export function walk(
  path: LatentPath,
  { low, high, point }: LatentKnown,
  draws: number,
  random: Random,
  visit: (at: number, draws: LatentDraws) => void,
): void {
  const { order, factor } = path
  const n = order.length
  const steps = new Float64Array(draws * n)
  const means = new Float64Array(draws)
  const chances = new Float64Array(draws)
  const weights = new Float64Array(draws)
  // Until something is drawn, all draws are the same one.
  weights[0] = 1
  let count = 1
  for (const [at, field] of order.entries()) {
    const deviation = deviationAt(path, at)
    const known = point[field]!
    const isDrawn = Number.isNaN(known)
    if (factor && isDrawn && count < draws) {
      for (let k = 1; k < draws; k++) steps.copyWithin(k * n, 0, at)
      weights.fill(1 / draws)
      count = draws
    }
    let total = 0
    for (let k = 0; k < count; k++) {
      const mean = factor ? product(factor, at * n, steps, k * n, at) : 0
      const [from, to] = [(low[field]! - mean) / deviation, (high[field]! - mean) / deviation]
      // In the lower tail, where small chances are exact.
      const side = from > 0 ? -1 : 1
      const below = cumulative(side > 0 ? from : -to)
      const chance = cumulative(side > 0 ? to : -from) - below
      means[k] = mean
      chances[k] = chance
      total += weights[k]! * (chance + leastWeight)
      steps[k * n + at] = isDrawn
        ? drawn(from, to, side * normalQuantile(below + chance * random.uniform()))
        : (known - mean) / deviation
    }
    visit(at, { count, weights, means, chances })
    if (count > 1 && at < n - 1) settle(steps, weights, chances, total, n, at + 1, random)
  }
}

/** A draw within its interval, also where that is so far out that it has no chance in double precision. */
function drawn(low: number, high: number, value: number): number {
  const finite = Math.min(Math.max(value, -farthest), farthest)
  return Math.min(Math.max(finite, low), high)
}

function product(
  a: ArrayLike<number>,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  let sum = 0
  for (let i = 0; i < length; i++) sum += a[aStart + i]! * b[bStart + i]!
  return sum
}

/** Weighs draws by the chances; draws again by weight (systematic resampling) where fewer than half of them count. */
function settle(
  steps: Float64Array,
  weights: Float64Array,
  chances: Float64Array,
  total: number,
  n: number,
  length: number,
  random: Random,
): void {
  const count = weights.length
  let squares = 0
  for (let k = 0; k < count; k++) {
    weights[k]! *= (chances[k]! + leastWeight) / total
    squares += weights[k]! ** 2
  }
  if (squares * count <= 2) return
  const before = steps.slice()
  const start = random.uniform()
  let [from, reached] = [0, weights[0]!]
  for (let k = 0; k < count; k++) {
    while (reached < (k + start) / count && from < count - 1) reached += weights[++from]!
    steps.set(before.subarray(from * n, from * n + length), k * n)
  }
  weights.fill(1 / count)
}

/** Standard normals farther out than this are not told from impossible. */
const farthest = 9

/** P(low <= Z <= high), exact in both tails. */
export function between(low: number, high: number): number {
  if (low > farthest || high < -farthest) return 0
  return low > 0 ? cumulative(-low) - cumulative(-high) : cumulative(high) - cumulative(low)
}

function cumulative(x: number): number {
  return x < -farthest ? 0 : x > farthest ? 1 : normalCumulative(x)
}
