// What the level of demand of an item may be before it has sold anything, from the levels of the others: a
// Gaussian process over log levels (Rasmussen & Williams 2006, ch. 2 and 5), whose covariance says in which
// way items are alike. Its variances are few and chosen by marginal likelihood.

import type { Traits } from '../series.ts'
import { sharedParts, standardFigures } from './traits.ts'

/** An item with a history. */
export interface KnownLevel {
  readonly traits: Traits
  /** Logarithm of mean demand per step. */
  readonly logLevel: number
  /** Variance of that, because the history is short. */
  readonly variance: number
}

/** What a log level may be. */
export interface LogLevel {
  readonly mean: number
  readonly deviation: number
  /** How far other items lay from what was expected of them, in deviations; none is as by the normal distribution. */
  readonly residuals: readonly number[]
}

/** Variances of the parts of which a log level is the sum, as shares of the variance of all levels. */
export interface PriorShares {
  /** Of elasticities: straight lines in the logarithms of the figures. */
  readonly elasticity: number
  /** Of what items with near figures have in common beyond that. */
  readonly figures: number
  /** Of what items with the same words have in common. */
  readonly words: number
  /** Of what items made of the same parts have in common. */
  readonly parts: number
  /** Of what each item has for itself. */
  readonly own: number
}

const candidates = {
  elasticity: [0, 0.1, 0.3, 1],
  figures: [0, 0.1, 0.3, 1],
  words: [0, 0.1, 0.3, 1],
  parts: [0, 0.1, 0.3, 1],
  own: [0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1],
} as const satisfies Record<keyof PriorShares, readonly number[]>

const start: PriorShares = { elasticity: 0.1, figures: 0.1, words: 0.1, parts: 0.3, own: 0.4 }

/** Items looked at when choosing the shares; for one prediction the most alike beside them. */
const itemsForShares = 250
const itemsMostAlike = 50
/** The level of all items together is hardly known before any is seen. */
const commonVariance = 4

/** Likeness of two items, each part between 0 and 1 or a product of figures. */
interface Likeness {
  readonly elasticity: number
  readonly figures: number
  readonly words: number
  readonly parts: number
}

export interface LevelPrior {
  readonly shares: PriorShares
  /** The level of the target. */
  level(target: number): LogLevel
  /** How alike the target and a known item are, from 0 to 1. */
  likeness(target: number, known: number): number
}

/**
 * @param known items with a history.
 * @param targets items whose level is asked for.
 */
export function levelPrior(known: readonly KnownLevel[], targets: readonly Traits[]): LevelPrior {
  const all = [...known.map(({ traits }) => traits), ...targets]
  const figures = standardFigures(all)
  const centre = mean(known.map(({ logLevel }) => logLevel))
  const residuals = known.map(({ logLevel }) => logLevel - centre)
  const variance = Math.max(0.05, mean(residuals.map((value) => value * value)))
  const alike = (a: number, b: number): Likeness =>
    likenessOf(all[a]!, figures[a]!, all[b]!, figures[b]!)

  const covarianceOf = (a: number, b: number, shares: PriorShares): number => {
    const { elasticity, figures: near, words, parts } = alike(a, b)
    return (
      variance *
      (commonVariance +
        shares.elasticity * elasticity +
        shares.figures * near +
        shares.words * words +
        shares.parts * parts)
    )
  }
  const noiseOf = (i: number, shares: PriorShares): number =>
    variance * shares.own + known[i]!.variance

  const every = Math.max(1, Math.ceil(known.length / itemsForShares))
  const sample = known.map((_, i) => i).filter((i) => i % every === 0)
  const shares = chooseShares(
    sample.map((a) => sample.map((b) => alike(a, b))),
    sample.map((i) => residuals[i]!),
    sample.map((i) => known[i]!.variance),
    variance,
  )
  const spread = standardResiduals(
    sample.map((a, row) =>
      Float64Array.from(
        sample.slice(0, row + 1),
        (b) => covarianceOf(a, b, shares) + (a === b ? noiseOf(a, shares) : 0),
      ),
    ),
    sample.map((i) => residuals[i]!),
  )
  return {
    shares,
    level(target) {
      const place = known.length + target
      const own = variance * shares.own
      const whole = covarianceOf(place, place, shares) + own
      const most = known
        .map((_, i) => ({ i, covariance: covarianceOf(place, i, shares) }))
        .sort((a, b) => b.covariance - a.covariance)
        // The most alike, and some of all, so that where all are alike the first do not speak for them.
        .filter(({ i }, rank) => rank < itemsMostAlike || i % every === 0)
      if (most.length === 0) return { mean: 0, deviation: 1, residuals: [] }
      const matrix = most.map(({ i: a }, row) =>
        Float64Array.from(
          most.slice(0, row + 1),
          ({ i: b }) => covarianceOf(a, b, shares) + (a === b ? noiseOf(a, shares) : 0),
        ),
      )
      factor(matrix)
      const towards = forward(
        matrix,
        most.map(({ covariance }) => covariance),
      )
      const seen = forward(
        matrix,
        most.map(({ i }) => residuals[i]!),
      )
      return {
        mean: centre + dot(towards, seen),
        deviation: Math.sqrt(Math.max(1e-4, whole - dot(towards, towards))),
        residuals: spread,
      }
    },
    likeness(target, i) {
      const { figures: near, words, parts } = alike(known.length + target, i)
      const total = shares.figures + shares.words + shares.parts
      if (total === 0) return near
      return (shares.figures * near + shares.words * words + shares.parts * parts) / total
    },
  }
}

function likenessOf(
  a: Traits,
  figuresA: Float64Array,
  b: Traits,
  figuresB: Float64Array,
): Likeness {
  const width = Math.max(1, figuresA.length)
  let product = 0
  let distance = 0
  for (let j = 0; j < figuresA.length; j++) {
    product += figuresA[j]! * figuresB[j]!
    distance += (figuresA[j]! - figuresB[j]!) ** 2
  }
  let stated = 0
  let equal = 0
  for (let j = 0; j < a.words.length; j++) {
    const word = a.words[j]!
    if (word !== '' || b.words[j] !== '') stated++
    if (word !== '' && word === b.words[j]) equal++
  }
  return {
    elasticity: product / width,
    figures: Math.exp(-distance / width),
    words: stated === 0 ? 0 : equal / stated,
    parts: sharedParts(a.parts, b.parts),
  }
}

/** Coordinate search over the shares that can matter, for the largest marginal likelihood. */
function chooseShares(
  alike: readonly (readonly Likeness[])[],
  residuals: readonly number[],
  noise: readonly number[],
  variance: number,
): PriorShares {
  const matters = (part: keyof Likeness): boolean =>
    alike.some((row, a) => row.some((one, b) => a !== b && one[part] !== 0))
  let best: PriorShares = {
    elasticity: matters('elasticity') ? start.elasticity : 0,
    figures: matters('figures') ? start.figures : 0,
    words: matters('words') ? start.words : 0,
    parts: matters('parts') ? start.parts : 0,
    own: start.own,
  }
  const fitOf = (shares: PriorShares): number => {
    const matrix = alike.map((row, a) =>
      Float64Array.from({ length: a + 1 }, (_, b) => {
        const { elasticity, figures, words, parts } = row[b]!
        return (
          variance *
            (commonVariance +
              shares.elasticity * elasticity +
              shares.figures * figures +
              shares.words * words +
              shares.parts * parts) +
          (a === b ? variance * shares.own + noise[a]! : 0)
        )
      }),
    )
    const logDeterminant = factor(matrix)
    const seen = forward(matrix, residuals)
    // With few items likelihood alone may say that an item has nothing for itself.
    const unusual = Math.log(shares.own / start.own)
    return -0.5 * (dot(seen, seen) + logDeterminant + unusual * unusual)
  }
  let most = fitOf(best)
  for (let round = 0; round < 2; round++) {
    for (const name of ['own', 'elasticity', 'figures', 'words', 'parts'] as const) {
      if (name !== 'own' && !matters(name)) continue
      for (const option of candidates[name]) {
        const next = { ...best, [name]: option }
        if (next[name] === best[name]) continue
        const fit = fitOf(next)
        if (fit <= most) continue
        most = fit
        best = next
      }
    }
  }
  return best
}

/** Each level against what the others say of it, in deviations: r = [K^-1 y]_i / sqrt([K^-1]_ii). */
function standardResiduals(
  matrix: readonly Float64Array[],
  residuals: readonly number[],
): number[] {
  factor(matrix)
  const size = residuals.length
  const products = new Float64Array(size)
  const diagonal = new Float64Array(size)
  const seen = forward(matrix, residuals)
  for (let i = 0; i < size; i++) {
    // A column of the inverse of L, whose squares add up to the diagonal of the inverse of K.
    const column = forward(
      matrix,
      residuals.map((_, j) => Number(i === j)),
    )
    diagonal[i] = dot(column, column)
    products[i] = dot(column, seen)
  }
  return Array.from(products, (product, i) => product / Math.sqrt(diagonal[i]!))
}

/** Cholesky factor of a matrix given by its lower rows, in place; returns the logarithm of the determinant. */
function factor(lower: readonly Float64Array[]): number {
  let logDeterminant = 0
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j++) {
      const other = lower[j]!
      let sum = row[j]!
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!
      row[j] = i === j ? Math.sqrt(Math.max(1e-12, sum)) : sum / other[j]!
    }
    logDeterminant += 2 * Math.log(row[i]!)
  }
  return logDeterminant
}

/** Solves L x = b. */
function forward(lower: readonly Float64Array[], b: readonly number[]): Float64Array {
  const x = new Float64Array(b.length)
  for (const [i, row] of lower.entries()) {
    let sum = b[i]!
    for (let k = 0; k < i; k++) sum -= row[k]! * x[k]!
    x[i] = sum / row[i]!
  }
  return x
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
