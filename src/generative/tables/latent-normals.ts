// Discretised fields as correlated normals: each bin is an interval of a standard normal variable
// (Olsson 1979, doi:10.1007/BF02296207, for two fields), conditioned on any of them.

import type { Random } from '../../random.ts'
import { choleskyFactor } from '../copula.ts'
import { symmetricEigen } from '../../statistics/symmetric-eigen.ts'
import { normalDensity, normalQuantile } from '../../statistics/normal.ts'
import { truncatedNormal } from '../truncated-normal.ts'

/** The intervals of a field's bins from their shares, and what each says of the normal variable. */
export interface LatentField {
  /** Ends of the bins, ascending, one more than bins; infinite at both sides. */
  readonly ends: readonly number[]
  /** Mean of the normal variable within each bin; 0 for one without share. */
  readonly centres: readonly number[]
  /** Part of the variance that the bins tell, 1 where they are fine. */
  readonly told: number
}

export function latentField(shares: readonly number[]): LatentField {
  const ends = [-Infinity]
  let reached = 0
  for (const share of shares.slice(0, -1)) {
    reached += share
    ends.push(normalQuantile(reached))
  }
  ends.push(Infinity)
  const centres = shares.map((share, i) =>
    share > 0 ? (normalDensity(ends[i]!) - normalDensity(ends[i + 1]!)) / share : 0,
  )
  const told = shares.reduce((sum, share, i) => sum + share * centres[i]! ** 2, 0)
  return { ends, centres, told }
}

const strongest = 0.98

/**
 * Correlation of the latent normals, `[fields, fields]`, from bins `[rows, fields]`. The covariance of
 * the centres is, to first order in the correlation, that of the normals times what each field tells
 * of its own (Lancaster 1957, doi:10.1093/biomet/44.1-2.289); it is divided by that, so that rare
 * levels do not look independent.
 */
export function latentCorrelation(
  fields: readonly LatentField[],
  bins: Float32Array,
): Float64Array {
  const n = fields.length
  const rowCount = bins.length / n
  const sums = new Float64Array(n * n)
  const row = new Float64Array(n)
  for (let r = 0; r < rowCount; r++) {
    for (let i = 0; i < n; i++) row[i] = fields[i]!.centres[bins[r * n + i]!]!
    for (let i = 0; i < n; i++) {
      const own = row[i]!
      if (own === 0) continue
      for (let j = 0; j < i; j++) sums[i * n + j]! += own * row[j]!
    }
  }
  const correlation = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    correlation[i * n + i] = 1
    for (let j = 0; j < i; j++) {
      const told = fields[i]!.told * fields[j]!.told
      const raw = told > 0 ? sums[i * n + j]! / rowCount / told : 0
      const value = Math.min(Math.max(raw, -strongest), strongest)
      correlation[i * n + j] = value
      correlation[j * n + i] = value
    }
  }
  return sound(correlation, n)
}

const smallestPivot = 0.05

/** Eigenvalues, of a mean of one, below which none is left: the least one that makes a sound matrix is taken. */
const floors = [0.003, 0.01, 0.03, 0.1, 0.3]

/**
 * A positive definite matrix near to the one that was estimated pair by pair: its small eigenvalues are raised to a
 * floor and the diagonal is made one again, so that strong correlations, which are large eigenvalues, stay
 * (Rebonato & Jackel 1999). Shrinking all towards independence would weaken every one of them.
 */
function sound(correlation: Float64Array, n: number): Float64Array {
  const isSound = (matrix: Float64Array): boolean => {
    const factor = choleskyFactor({ shape: [n, n], data: Float32Array.from(matrix) }, 0)
    return Array.from({ length: n }, (_, i) => factor.data[i * n + i]!).every(
      (pivot) => pivot >= smallestPivot,
    )
  }
  if (isSound(correlation)) return correlation
  const rows = Array.from({ length: n }, (_, i) => correlation.slice(i * n, (i + 1) * n))
  const { values, vectors } = symmetricEigen(rows)
  for (const floor of floors) {
    const raised = fromEigen(
      values.map((value) => Math.max(value, floor)),
      vectors,
    )
    if (isSound(raised)) return raised
  }
  return correlation.map((_, i) => Number(i % (n + 1) === 0))
}

/** The matrix of these eigenvalues and vectors, scaled to a diagonal of ones. */
function fromEigen(values: Float64Array, vectors: readonly Float64Array[]): Float64Array {
  const n = values.length
  const matrix = new Float64Array(n * n)
  for (const [k, vector] of vectors.entries()) {
    for (let i = 0; i < n; i++) {
      const factor = values[k]! * vector[i]!
      for (let j = 0; j < n; j++) matrix[i * n + j]! += factor * vector[j]!
    }
  }
  const spread = Array.from({ length: n }, (_, i) => Math.sqrt(matrix[i * n + i]!))
  return matrix.map((value, at) => {
    const [i, j] = [Math.floor(at / n), at % n]
    return i === j ? 1 : value / (spread[i]! * spread[j]!)
  })
}

/** Draws correlated normals of which some are known to lie in the interval of a bin. */
export interface LatentDraw {
  /** `[fields]`; `bins` are read where `flags` is 1. */
  (bins: ArrayLike<number>, flags: ArrayLike<number>, random: Random): Float64Array
}

const sweeps = 8

/**
 * The given variables are drawn within their bins by Gibbs sampling (Geweke 1991), the others from
 * their normal distribution given those, which is exact.
 */
export function latentDraw(
  fields: readonly LatentField[],
  correlation: ArrayLike<number>,
): LatentDraw {
  const n = fields.length
  const plans = new Map<string, Plan>()
  return (bins, flags, random) => {
    const key = Array.prototype.join.call(flags, '')
    const plan = plans.get(key) ?? planFor(correlation, n, flags)
    plans.set(key, plan)
    const { order, given, factor, precision } = plan
    const z = new Float64Array(n)
    const intervalOf = (field: number): [number, number] => {
      const { ends } = fields[field]!
      return [ends[bins[field]!]!, ends[bins[field]! + 1]!]
    }
    for (let sweep = 0; sweep < (given > 1 ? sweeps : 1); sweep++) {
      for (let i = 0; i < given; i++) {
        let pull = 0
        if (sweep > 0) {
          for (let j = 0; j < given; j++) if (j !== i) pull += precision[i * given + j]! * z[j]!
        }
        const own = sweep > 0 ? precision[i * given + i]! : 1
        const interval = intervalOf(order[i]!)
        z[i] = truncatedNormal(-pull / own, 1 / Math.sqrt(own), interval, random.uniform())
      }
    }
    const independent = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      let mean = 0
      for (let j = 0; j < i; j++) mean += factor[i * n + j]! * independent[j]!
      const pivot = factor[i * n + i]!
      if (i >= given) z[i] = mean + pivot * random.normal()
      independent[i] = (z[i]! - mean) / pivot
    }
    const result = new Float64Array(n)
    order.forEach((field, i) => (result[field] = z[i]!))
    return result
  }
}

interface Plan {
  /** The given fields first. */
  readonly order: readonly number[]
  readonly given: number
  /** Of the correlation in that order. */
  readonly factor: ArrayLike<number>
  /** Inverse of the correlation of the given ones, `[given, given]`. */
  readonly precision: Float64Array
}

function planFor(correlation: ArrayLike<number>, n: number, flags: ArrayLike<number>): Plan {
  const all = Array.from({ length: n }, (_, i) => i)
  const order = [...all.filter((i) => flags[i] === 1), ...all.filter((i) => flags[i] !== 1)]
  const given = all.filter((i) => flags[i] === 1).length
  const data = new Float32Array(n * n)
  order.forEach((field, i) =>
    order.forEach((other, j) => (data[i * n + j] = correlation[field * n + other]!)),
  )
  const factor = choleskyFactor({ shape: [n, n], data }, 0).data
  return { order, given, factor, precision: precisionOf(factor, n, given) }
}

/** (L L')^-1 of the leading block of a triangular factor. */
function precisionOf(factor: ArrayLike<number>, n: number, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    for (let i = column; i < size; i++) {
      let value = i === column ? 1 : 0
      for (let k = column; k < i; k++) value -= factor[i * n + k]! * inverse[k * size + column]!
      inverse[i * size + column] = value / factor[i * n + i]!
    }
  }
  const precision = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let value = 0
      for (let k = Math.max(i, j); k < size; k++) {
        value += inverse[k * size + i]! * inverse[k * size + j]!
      }
      precision[i * size + j] = value
    }
  }
  return precision
}
