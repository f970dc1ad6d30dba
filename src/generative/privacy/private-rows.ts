// Rows that may be shown: drawn from a tree of pairs of fields whose counts were released with Gaussian
// noise (in the way of McKenna, Miklau & Sheldon 2021, doi:10.29012/jpc.778). Whatever is learnt from
// them, by any family, with any validation, tells no more of the real rows than the counts did.

import type { Random } from '../../random.ts'
import { binCount, binOfValue, valueOfSteps, type FieldBins } from '../encoding/bins.ts'
import { ontoSimplex } from './noisy-counts.ts'
import { privateBins, type PrivateBins, type PublicField } from './private-bins.ts'

export interface PrivateRowsOptions {
  /** Deviations of the noise of the three releases, each in units of its sensitivity. */
  readonly noise: {
    /** Counts of each field alone. */
    readonly fields: number
    /** How far each pair of fields is from independence. */
    readonly pairs: number
    /** Counts of the pairs that were chosen. */
    readonly counts: number
  }
  /** What the releases are hidden by: secure, or the promise does not hold. */
  readonly noiseRandom: Random
  /** What the rows are drawn by; it need not be secret. */
  readonly random: Random
  /** Bins of a quantity at most. Default 24. */
  readonly most?: number
}

/** As many rows as there are, `[rows, fields]`, NaN where missing. */
export function privateRows(
  fields: readonly PublicField[],
  values: Float64Array,
  { noise, noiseRandom, random, most = 24 }: PrivateRowsOptions,
): Float64Array {
  const width = fields.length
  const rowCount = width === 0 ? 0 : values.length / width
  const known = privateBins(fields, values, { noise: noise.fields, most, random: noiseRandom })
  const indices = Int32Array.from(values, (value, i) => binOfValue(known[i % width]!.bins, value))
  const tables: PairTables = {
    width,
    rowCount,
    indices,
    sizes: known.map(({ bins }) => binCount(bins)),
  }
  const edges = spanningTree(width, scorePairs(tables, known, noise.pairs, noiseRandom))
  const deviation = noise.counts * Math.sqrt(edges.length)
  const links = edges.map(({ parent, child }): Link => {
    const counts = countPairs(tables, parent, child)
    for (let i = 0; i < counts.length; i++) counts[i]! += deviation * noiseRandom.normal()
    return { parent, child, counts: ontoSimplex(counts, rowCount) }
  })
  return draw(known, links, rowCount, random)
}

interface PairTables {
  readonly width: number
  readonly rowCount: number
  readonly indices: Int32Array
  /** Bins of each field. */
  readonly sizes: readonly number[]
}

interface Pair {
  readonly a: number
  readonly b: number
  readonly score: number
}

interface Link {
  readonly parent: number
  readonly child: number
  /** `[bins of the parent, bins of the child]` */
  readonly counts: Float64Array
}

/** Cells beyond which the counts of a pair would be noise. */
const mostCells = 1_000_000

function countPairs(
  { width, rowCount, indices, sizes }: PairTables,
  a: number,
  b: number,
): Float64Array {
  const columns = sizes[b]!
  const counts = new Float64Array(sizes[a]! * columns)
  for (let row = 0; row < rowCount; row++) {
    counts[indices[row * width + a]! * columns + indices[row * width + b]!]!++
  }
  return counts
}

/**
 * For every pair the distance sum |n_ij - e_ij| of its counts from independence, less what chance alone
 * would give. One row changes each distance by at most 1, and all P of them by sqrt(P).
 */
function scorePairs(
  tables: PairTables,
  known: readonly PrivateBins[],
  noise: number,
  random: Random,
): Pair[] {
  const { width, rowCount, sizes } = tables
  const pairs: Pair[] = []
  const count = (width * (width - 1)) / 2
  const deviation = noise * Math.sqrt(count)
  for (let a = 0; a < width; a++) {
    for (let b = a + 1; b < width; b++) {
      if (sizes[a]! * sizes[b]! > mostCells) continue
      const counts = countPairs(tables, a, b)
      let distance = 0
      let byChance = 0
      for (const [i, observed] of counts.entries()) {
        const row = Math.floor(i / sizes[b]!)
        const expected = rowCount * known[a]!.shares[row]! * known[b]!.shares[i % sizes[b]!]!
        distance += Math.abs(observed - expected)
        // Mean distance of a Poisson count from its mean, for large and small means.
        byChance += Math.min(2 * expected, Math.sqrt((2 * expected) / Math.PI))
      }
      pairs.push({ a, b, score: distance - byChance + deviation * random.normal() })
    }
  }
  return pairs
}

interface Edge {
  readonly parent: number
  readonly child: number
}

/** The tree of the largest scores (Prim 1957), from field 0 on; parents come before children. */
function spanningTree(width: number, pairs: readonly Pair[]): Edge[] {
  const scores = new Map(pairs.map(({ a, b, score }) => [a * width + b, score]))
  const scoreOf = (a: number, b: number): number =>
    scores.get(Math.min(a, b) * width + Math.max(a, b)) ?? -Infinity
  const inside = [0]
  const outside = new Set(Array.from({ length: Math.max(0, width - 1) }, (_, i) => i + 1))
  const edges: Edge[] = []
  while (outside.size > 0) {
    let best: (Edge & { readonly score: number }) | undefined
    for (const parent of inside) {
      for (const child of outside) {
        const score = scoreOf(parent, child)
        if (!best || score > best.score) best = { parent, child, score }
      }
    }
    const { parent, child, score } = best!
    // A field that is linked to none is drawn by itself.
    if (score > -Infinity) edges.push({ parent, child })
    inside.push(child)
    outside.delete(child)
  }
  return edges
}

function draw(
  known: readonly PrivateBins[],
  links: readonly Link[],
  rowCount: number,
  random: Random,
): Float64Array {
  const width = known.length
  const children = new Set(links.map(({ child }) => child))
  const rows = new Float64Array(rowCount * width)
  const bins = new Int32Array(width)
  for (let row = 0; row < rowCount; row++) {
    for (const [field, { shares }] of known.entries()) {
      if (!children.has(field)) bins[field] = pick(shares, 0, shares.length, random)
    }
    for (const { parent, child, counts } of links) {
      const size = binCount(known[child]!.bins)
      const start = bins[parent]! * size
      const { shares } = known[child]!
      const found = pick(counts, start, start + size, random)
      // A parent's bin without any count says nothing of the child.
      bins[child] = found < 0 ? pick(shares, 0, size, random) : found - start
    }
    for (const [field, own] of known.entries()) {
      rows[row * width + field] = valueWithin(own.bins, bins[field]!, random)
    }
  }
  return rows
}

/** A place from `from` to `to` (exclusive) by its weight; -1 where all are zero. */
function pick(
  weights: { readonly [index: number]: number | undefined },
  from: number,
  to: number,
  random: Random,
): number {
  let total = 0
  for (let i = from; i < to; i++) total += weights[i]!
  if (!(total > 0)) return -1
  let left = random.uniform() * total
  for (let i = from; i < to - 1; i++) {
    left -= weights[i]!
    if (left < 0) return i
  }
  return to - 1
}

function valueWithin(bins: FieldBins, bin: number, random: Random): number {
  const low = bins.low[bin]
  const high = bins.high[bin]
  if (low === undefined || high === undefined) return NaN
  const steps = bins.isWhole
    ? low + random.integer(high - low + 1)
    : low + (high - low) * random.uniform()
  return valueOfSteps(bins, steps)
}
