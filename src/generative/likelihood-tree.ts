// Trees that part rows where their fields become as good as independent: of the splits of a field in two, the one
// that raises the likelihood of all other fields most, when each leaf gives every field a distribution of its own.
// (Density trees: Ram & Gray 2011; as mixtures: Correia, Peharz & de Campos 2020, arXiv:2006.14937.)

import type { Random } from '../random.ts'
import { partition } from './predictors/partition.ts'

/** What a tree sees of a field: bins of levels or of a quantity, in order. */
export interface TreeField {
  /** By row. */
  readonly bins: Int32Array
  readonly binCount: number
  /** Of each bin of a quantity, its place among all rows, 0 to 1; absent where bins are levels. */
  readonly ranks?: Float64Array | undefined
  /** How much the likelihood of this field counts. */
  readonly weight: number
}

export interface TreeOptions {
  readonly minimumLeafRows: number
  /** Fields among which a split is chosen, drawn anew for each. */
  readonly fieldsPerSplit: number
  /** Fields by whose likelihood it is chosen. */
  readonly judgesPerSplit: number
  readonly random: Random
  /** Awaited between steps: large tables take seconds for a tree. */
  readonly pause: () => Promise<void>
}

/** Of quantities in ranks: below it a variance is as good as none. */
const smallestVariance = 1e-6

/** Levels of a field beyond this are taken together at random when it is split. */
const mostGroups = 256

interface Split {
  readonly field: number
  /** Rows of this group and of those before it go left. */
  readonly group: number
}

/** Rows by leaf: the places of all rows, one leaf after another, and the size of each. */
export interface Leaves {
  readonly order: Int32Array
  readonly sizes: readonly number[]
}

/** @param rows places of the rows to learn from, each once; changed in order. */
export async function growLikelihoodTree(
  fields: readonly TreeField[],
  rows: Int32Array,
  { minimumLeafRows, fieldsPerSplit, judgesPerSplit, random, pause }: TreeOptions,
): Promise<Leaves> {
  const tally = entropyTerms(rows.length)
  const groupings = fields.map((field) => groupsOf(field, random))
  const touched = fields.map(({ ranks, binCount }) => ({
    left: new Int32Array(ranks ? 0 : binCount),
    right: new Int32Array(ranks ? 0 : binCount),
  }))
  const [splitters, judges] = [indicesOf(fields), indicesOf(fields)]
  const starts = new Int32Array(mostGroups + 1)
  const sorted = new Int32Array(rows.length)
  const gains = new Float64Array(rows.length)
  const sizes: number[] = []

  /** Rows start .. end of `order` by their group of the field, in `sorted`; whether there are two groups. */
  function sortBy(field: number, start: number, end: number): boolean {
    const groups = groupings[field]!
    const { bins } = fields[field]!
    starts.fill(0)
    for (let i = start; i < end; i++) starts[groups[bins[rows[i]!]!]! + 1]!++
    const first = starts.subarray(1).indexOf(end - start)
    for (let group = 1; group <= mostGroups; group++) starts[group]! += starts[group - 1]!
    for (let i = start; i < end; i++) sorted[starts[groups[bins[rows[i]!]!]!]!++] = rows[i]!
    return first < 0
  }

  /** Adds what the entropy of levels falls by where the first i + 1 sorted rows go left. */
  function addLevels(judge: number, start: number, end: number): void {
    const { bins, weight } = fields[judge]!
    const { left, right } = touched[judge]!
    const count = end - start
    let sumLeft = 0
    let sumRight = 0
    for (let i = start; i < end; i++) {
      const bin = bins[rows[i]!]!
      sumRight += tally[right[bin]! + 1]! - tally[right[bin]!]!
      right[bin]!++
    }
    const whole = tally[count]! - sumRight
    // Where all rows have the same level nothing can be gained.
    const last = whole > 1e-9 ? count - 1 : 0
    for (let i = 0; i < last; i++) {
      const bin = bins[sorted[i]!]!
      sumLeft += tally[left[bin]! + 1]! - tally[left[bin]!]!
      left[bin]!++
      sumRight += tally[right[bin]! - 1]! - tally[right[bin]!]!
      right[bin]!--
      gains[i]! += weight * (whole - tally[i + 1]! + sumLeft - tally[count - i - 1]! + sumRight)
    }
    // Only what was touched is cleared: a field may have thousands of levels.
    for (let i = start; i < end; i++) {
      left[bins[rows[i]!]!] = 0
      right[bins[rows[i]!]!] = 0
    }
  }

  /** The same of a quantity, whose ranks are taken as normal within either side. */
  function addRanks(judge: number, ranks: Float64Array, start: number, end: number): void {
    const { bins, weight } = fields[judge]!
    const count = end - start
    let [sum, squares] = [0, 0]
    for (let i = start; i < end; i++) {
      const rank = ranks[bins[rows[i]!]!]!
      sum += rank
      squares += rank * rank
    }
    const entropy = (n: number, own: number, square: number): number =>
      n * Math.log(Math.max(square / n - (own / n) ** 2, 0) + smallestVariance)
    const whole = entropy(count, sum, squares)
    let [left, leftSquares] = [0, 0]
    for (let i = 0; i < count - minimumLeafRows; i++) {
      const rank = ranks[bins[sorted[i]!]!]!
      left += rank
      leftSquares += rank * rank
      if (i + 1 < minimumLeafRows) continue
      const fall =
        whole -
        entropy(i + 1, left, leftSquares) -
        entropy(count - i - 1, sum - left, squares - leftSquares)
      gains[i]! += 0.5 * weight * fall
    }
  }

  async function bestSplit(start: number, end: number): Promise<Split | undefined> {
    const count = end - start
    let best: Split | undefined
    let bestGain = 1e-9
    drawFirst(splitters, fieldsPerSplit, random)
    drawFirst(judges, judgesPerSplit, random)
    for (const field of splitters.subarray(0, fieldsPerSplit)) {
      await pause()
      if (!sortBy(field, start, end)) continue
      gains.fill(0, 0, count)
      for (const judge of judges.subarray(0, judgesPerSplit)) {
        // Which side a row is on is told by the field itself: it says nothing new of it.
        if (judge === field) continue
        const { ranks } = fields[judge]!
        if (ranks) addRanks(judge, ranks, start, end)
        else addLevels(judge, start, end)
      }
      const groups = groupings[field]!
      const { bins } = fields[field]!
      for (let i = minimumLeafRows - 1; i < count - minimumLeafRows; i++) {
        const group = groups[bins[sorted[i]!]!]!
        if (gains[i]! <= bestGain || group === groups[bins[sorted[i + 1]!]!]) continue
        bestGain = gains[i]!
        best = { field, group }
      }
    }
    return best
  }

  async function grow(start: number, end: number): Promise<void> {
    const split = end - start >= 2 * minimumLeafRows ? await bestSplit(start, end) : undefined
    if (!split) {
      sizes.push(end - start)
      return
    }
    const { bins } = fields[split.field]!
    const groups = groupings[split.field]!
    const middle = partition(rows, start, end, (row) => groups[bins[row]!]! <= split.group)
    await grow(start, middle)
    await grow(middle, end)
  }

  await grow(0, rows.length)
  return { order: rows, sizes }
}

/** n log n for n from 0. */
function entropyTerms(most: number): Float64Array {
  return Float64Array.from({ length: most + 1 }, (_, n) => (n > 1 ? n * Math.log(n) : 0))
}

function indicesOf(values: readonly unknown[]): Int32Array {
  return Int32Array.from(values, (_, i) => i)
}

/** The group of each bin when the field is split: quantities in order, levels in any. */
function groupsOf({ binCount, ranks }: TreeField, random: Random): Int32Array {
  const bins = Int32Array.from({ length: binCount }, (_, bin) => bin)
  if (!ranks) random.shuffle(bins)
  const groups = Math.min(binCount, mostGroups)
  return bins.map((place) => Math.floor((place * groups) / binCount))
}

/** Brings `count` of the values, drawn at random, to the front. */
function drawFirst(values: Int32Array, count: number, random: Random): void {
  for (let i = 0; i < Math.min(count, values.length); i++) {
    const other = i + random.integer(values.length - i)
    const value = values[other]!
    values[other] = values[i]!
    values[i] = value
  }
}
