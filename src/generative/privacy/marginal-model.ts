// The distribution over all fields that has measured marginals and else as little structure as can be:
// a graphical model fitted by mirror descent with belief propagation (McKenna, Sheldon & Miklau 2019,
// arXiv:1901.09136).

import type { Random } from '../../random.ts'
import { junctionTree, type Clique } from './junction-tree.ts'
import { type BinnedRows, cellCount, projection, summed } from './marginal.ts'

/** Counts of a set of fields to which noise was added. */
export interface Measurement {
  /** Ascending. */
  readonly fields: readonly number[]
  readonly counts: Float64Array
  /** Variance of the noise of each cell. */
  readonly variances: Float64Array
}

export interface MarginalModel {
  /** Log potentials by measurement, for a warm start. */
  readonly potentials: ReadonlyMap<string, Float64Array>
  /** Shares of the cells of a set that was measured. */
  marginal(fields: readonly number[]): Float64Array
  draw(rowCount: number, random: Random): BinnedRows
}

export interface MarginalModelOptions {
  readonly sizes: readonly number[]
  /** Number of rows that the counts are of. */
  readonly total: number
  readonly iterations: number
  readonly start?: ReadonlyMap<string, Float64Array> | undefined
}

interface OpenClique extends Clique {
  readonly cells: number
  /** From the cells of the clique, and of its parent, to those of the separator. */
  readonly toSeparator: Int32Array
  readonly parentToSeparator: Int32Array
  readonly separatorCells: number
}

interface Target extends Measurement {
  readonly key: string
  readonly clique: number
  readonly map: Int32Array
}

const keyOf = (fields: readonly number[]): string => fields.join()

/** Minimises sum (total p - counts)^2 / (2 variance) over p of the tree's form. */
export function fitMarginals(
  measurements: readonly Measurement[],
  { sizes, total, iterations, start }: MarginalModelOptions,
): MarginalModel {
  const cliques = openTree(
    measurements.map(({ fields }) => fields),
    sizes,
  )
  const targets = joined(measurements).map((measurement): Target => {
    const { fields } = measurement
    const clique = cliques.findIndex((own) => fields.every((field) => own.fields.includes(field)))
    const map = projection(cliques[clique]!.fields, fields, sizes)
    return { ...measurement, key: keyOf(fields), clique, map }
  })
  let potentials = targets.map(
    ({ key, counts }) => start?.get(key) ?? new Float64Array(counts.length),
  )
  let current = judge(potentials)
  // Curvature along one cell is total^2 p / variance; from there the step finds its own size.
  let step = Math.min(...targets.map(({ variances }) => Math.min(...variances))) / total ** 2

  function judge(trial: readonly Float64Array[]): Judged {
    const beliefs = propagate(cliques, targets, trial)
    const shares = targets.map(({ clique, map, counts }) =>
      summed(beliefs[clique]!, map, counts.length),
    )
    let loss = 0
    const slopes = targets.map(({ counts, variances }, m) =>
      counts.map((count, i) => {
        const excess = total * shares[m]![i]! - count
        loss += excess ** 2 / (2 * variances[i]!)
        return (total * excess) / variances[i]!
      }),
    )
    return { beliefs, shares, slopes, loss }
  }

  for (let iteration = 0; iteration < iterations; iteration++) {
    step *= 2
    let isBetter = false
    for (let halving = 0; halving < 25 && !isBetter; halving++) {
      const trial = potentials.map((own, m) =>
        own.map((value, i) => value - step * current.slopes[m]![i]!),
      )
      const next = judge(trial)
      let expected = 0
      current.slopes.forEach((slope, m) =>
        slope.forEach((value, i) => {
          expected += value * (current.shares[m]![i]! - next.shares[m]![i]!)
        }),
      )
      isBetter = current.loss - next.loss >= expected / 2
      if (isBetter) [potentials, current] = [trial, next]
      else step /= 2
    }
    if (!isBetter) break
  }
  const { beliefs, shares } = current
  return {
    potentials: new Map(targets.map(({ key }, m) => [key, potentials[m]!])),
    marginal: (fields) => shares[targets.findIndex(({ key }) => key === keyOf(fields))]!,
    draw: (rowCount, random) => drawRows(cliques, beliefs, sizes, rowCount, random),
  }
}

interface Judged {
  /** Shares of the cells of each clique. */
  readonly beliefs: readonly Float64Array[]
  /** Of each measurement, and the slope of the loss along them. */
  readonly shares: readonly Float64Array[]
  readonly slopes: readonly Float64Array[]
  readonly loss: number
}

/** One measurement per set of fields: several are weighed by their precision. */
function joined(measurements: readonly Measurement[]): Measurement[] {
  const bySet = new Map<string, Measurement>()
  for (const own of measurements) {
    const key = keyOf(own.fields)
    const known = bySet.get(key)
    if (!known) {
      bySet.set(key, own)
      continue
    }
    const variances = own.variances.map(
      (variance, i) => 1 / (1 / variance + 1 / known.variances[i]!),
    )
    const counts = own.counts.map(
      (count, i) =>
        variances[i]! * (count / own.variances[i]! + known.counts[i]! / known.variances[i]!),
    )
    bySet.set(key, { fields: own.fields, counts, variances })
  }
  return [...bySet.values()]
}

function openTree(sets: readonly (readonly number[])[], sizes: readonly number[]): OpenClique[] {
  const tree = junctionTree(sets, sizes)
  return tree.map((clique) => {
    const { fields, parent, separator } = clique
    return {
      ...clique,
      cells: cellCount(fields, sizes),
      separatorCells: cellCount(separator, sizes),
      toSeparator: projection(fields, separator, sizes),
      parentToSeparator:
        parent === undefined
          ? new Int32Array(0)
          : projection(tree[parent]!.fields, separator, sizes),
    }
  })
}

/** Shares of the cells of every clique: messages to the root and back, in logarithms. */
function propagate(
  cliques: readonly OpenClique[],
  targets: readonly Target[],
  potentials: readonly Float64Array[],
): Float64Array[] {
  const beliefs = cliques.map(({ cells }) => new Float64Array(cells))
  for (const [m, { clique, map }] of targets.entries()) {
    spread(beliefs[clique]!, potentials[m]!, map)
  }
  const messages = cliques.map((): Float64Array | undefined => undefined)
  for (let i = cliques.length - 1; i > 0; i--) {
    const { toSeparator, separatorCells, parent, parentToSeparator } = cliques[i]!
    const message = logSummed(beliefs[i]!, toSeparator, separatorCells)
    messages[i] = message
    spread(beliefs[parent!]!, message, parentToSeparator)
  }
  for (let i = 1; i < cliques.length; i++) {
    const { toSeparator, separatorCells, parent, parentToSeparator } = cliques[i]!
    const message = logSummed(beliefs[parent!]!, parentToSeparator, separatorCells)
    spread(
      beliefs[i]!,
      message.map((value, cell) => value - messages[i]![cell]!),
      toSeparator,
    )
  }
  return beliefs.map((own) => {
    const most = own.reduce((a, b) => Math.max(a, b), -Infinity)
    const shares = own.map((value) => Math.exp(value - most))
    const sum = shares.reduce((a, b) => a + b, 0)
    return shares.map((share) => share / sum)
  })
}

function spread(values: Float64Array, added: Float64Array, map: Int32Array): void {
  for (let i = 0; i < values.length; i++) values[i]! += added[map[i]!]!
}

function logSummed(values: Float64Array, map: Int32Array, cells: number): Float64Array {
  const most = new Float64Array(cells).fill(-Infinity)
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > most[map[i]!]!) most[map[i]!] = values[i]!
  }
  const sums = new Float64Array(cells)
  for (let i = 0; i < values.length; i++) {
    sums[map[i]!]! += Math.exp(values[i]! - most[map[i]!]!)
  }
  return sums.map((sum, cell) => Math.log(sum) + most[cell]!)
}

function drawRows(
  cliques: readonly OpenClique[],
  beliefs: readonly Float64Array[],
  sizes: readonly number[],
  rowCount: number,
  random: Random,
): BinnedRows {
  const width = sizes.length
  const indices = new Int32Array(rowCount * width)
  for (const [c, { fields, separator, toSeparator, separatorCells }] of cliques.entries()) {
    const pick = pickerOf(beliefs[c]!, toSeparator, separatorCells)
    for (let start = 0; start < indices.length; start += width) {
      let known = 0
      for (const field of separator) known = known * sizes[field]! + indices[start + field]!
      let cell = pick(known, random.uniform())
      for (let i = fields.length - 1; i >= 0; i--) {
        const size = sizes[fields[i]!]!
        indices[start + fields[i]!] = cell % size
        cell = Math.floor(cell / size)
      }
    }
  }
  return { rowCount, indices, sizes }
}

/** Draws a cell of a clique given that of its separator. */
function pickerOf(
  shares: Float64Array,
  map: Int32Array,
  groups: number,
): (group: number, level: number) => number {
  const starts = new Int32Array(groups + 1)
  for (const group of map) starts[group + 1]!++
  for (let group = 0; group < groups; group++) starts[group + 1]! += starts[group]!
  const next = starts.slice()
  const cells = new Int32Array(map.length)
  const reached = new Float64Array(map.length)
  for (const [cell, group] of map.entries()) {
    const place = next[group]!++
    cells[place] = cell
    reached[place] = (place > starts[group]! ? reached[place - 1]! : 0) + shares[cell]!
  }
  return (group, level) => {
    let low = starts[group]!
    let high = starts[group + 1]! - 1
    const wanted = level * reached[high]!
    while (low < high) {
      const middle = (low + high) >> 1
      if (reached[middle]! > wanted) high = middle
      else low = middle + 1
    }
    return cells[low]!
  }
}
