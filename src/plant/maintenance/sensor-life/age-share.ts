// What ages alone say, beside networks that have seen few failures: networks are then too sure of themselves.
// Both distributions are added with shares (a linear pool: Stone 1961, doi:10.1214/aoms/1177704873), and
// machines that were left out say with which.

import { MillraceError } from '../../../errors.ts'
import type { Bins } from '../../../generative/histogram.ts'
import { createRandom } from '../../../random.ts'
import type { MachineHistory } from '../histories.ts'
import { lifetimesOf } from '../survival/lifetimes.ts'
import { weibullOf } from '../survival/weibull-draws.ts'
import { drawWeibull, weibullRemaining, type Weibull } from '../survival/weibull.ts'
import type { LifeRows } from './rows.ts'

/** Plain data, kept in the file of a model. */
export interface AgeShare {
  /** Of ages in what is said, above 0 and at most 1; the rest is of the networks. */
  readonly share: number
  /** Equally likely distributions of a life: few failures leave many possible. */
  readonly lives: readonly Weibull[]
  /** Bins of the networks and one more, as long as ages allow. */
  readonly bins: Bins
}

/** Mean ranked probability scores on machines left out, in cycles, every life as much as another. */
export interface AgeScores {
  readonly networks: number
  readonly ages: number
  readonly both: number
}

export interface ChosenShare {
  /** Null where ages add nothing that is clear. */
  readonly ages: AgeShare | null
  readonly scores: AgeScores | null
  /** `[rows, bins]` of what both say together, of rows that were left out; what the networks said without ages. */
  readonly probability: Float32Array
}

const drawCount = 16
/** Share of the score of the networks by which ages must improve it. */
const clearGain = 0.02

/**
 * The share of least score on the rows that were left out: closed, as the score is quadratic in it.
 * @param foldOf of each row, the part in which its machine is left out; -1: in none.
 * @param heldOut `[rows, bins]`: what the networks without a row's machine said.
 */
export function chooseAgeShare(
  histories: readonly MachineHistory[],
  rows: LifeRows,
  foldOf: Int32Array,
  heldOut: Float32Array,
  bins: Bins,
): ChosenShare {
  const alone = { ages: null, scores: null, probability: heldOut }
  const lives = possibleLives(histories)
  if (lives === null) return alone
  const folds = foldOf.reduce((most, fold) => Math.max(most, fold + 1), 0)
  const livesOf = Array.from({ length: folds }, (_, fold) => {
    const own = new Set(rows.historyOf.filter((_, row) => foldOf[row] === fold))
    return possibleLives(histories.filter((_, history) => !own.has(history)))
  })
  const partLives = livesOf.filter((own) => own !== null)
  if (partLives.length < folds) return alone
  const wide = withLongLives(bins, lives)
  const count = bins.low.length
  const known = Array.from(foldOf, (_, row) => row).filter((row) => rows.outcome[2 * row + 1] === 1)
  const weights = new Float64Array(histories.length)
  for (const row of known) weights[rows.historyOf[row]!]!++
  const probability = new Float32Array(rows.rowCount * (count + 1))
  const sums = { weight: 0, networks: 0, ages: 0, apart: 0, toAges: 0 }
  const distances = distancesOf(wide)
  for (const row of known) {
    const life = rows.outcome[2 * row]!
    const history = rows.historyOf[row]!
    const { startCycle, endCycle } = histories[history]!
    const byAge = agesAlone(wide, partLives[foldOf[row]!]!, endCycle - startCycle - life)
    probability.set(byAge, row * (count + 1))
    const weight = 1 / weights[history]!
    let networks = 0
    let ages = 0
    sums.weight += weight
    for (const [bin, distance] of distances.entries()) {
      networks += heldOut[row * count + bin]!
      ages += byAge[bin]!
      const error = networks - (life <= wide.high[bin]! ? 1 : 0)
      const step = networks - ages
      sums.networks += weight * distance * error ** 2
      sums.ages += weight * distance * (error - step) ** 2
      sums.apart += weight * distance * step ** 2
      sums.toAges += weight * distance * error * step
    }
  }
  const share = Math.min(1, Math.max(0, sums.toAges / sums.apart))
  const both = sums.networks - 2 * share * sums.toAges + share ** 2 * sums.apart
  const scores = {
    networks: sums.networks / sums.weight,
    ages: sums.ages / sums.weight,
    both: both / sums.weight,
  }
  if (!(both < (1 - clearGain) * sums.networks)) return { ...alone, scores }
  for (const row of known) {
    for (let bin = 0; bin <= count; bin++) {
      const at = row * (count + 1) + bin
      const networks = bin < count ? heldOut[row * count + bin]! : 0
      probability[at] = share * probability[at]! + (1 - share) * networks
    }
  }
  return { ages: { share, lives, bins: wide }, scores, probability }
}

/** What networks and ages say together of a machine, over the bins of `ages`. */
export function withAges(
  { share, lives, bins }: AgeShare,
  networks: ArrayLike<number>,
  age: number,
): Float64Array {
  return agesAlone(bins, lives, age).map(
    (chance, bin) => share * chance + (1 - share) * (networks[bin] ?? 0),
  )
}

/** Null where no lives of the histories tell a distribution. */
function possibleLives(histories: readonly MachineHistory[]): Weibull[] | null {
  const lifetimes = lifetimesOf(histories)
  if (!lifetimes.some(({ failed }) => failed)) return null
  try {
    const fit = weibullOf(lifetimes)
    const random = createRandom('ages').split('lives')
    return Array.from({ length: drawCount }, () => drawWeibull(fit, random))
  } catch (error) {
    // Lives that are all but the same have no Weibull distribution; networks then do without.
    if (error instanceof MillraceError) return null
    throw error
  }
}

/** One more bin, up to a life that hardly any machine outlives. */
function withLongLives({ low, high }: Bins, lives: readonly Weibull[]): Bins {
  const last = high.at(-1)!
  const longest = Math.max(...lives.map((life) => weibullRemaining(life, 0, 0.01)))
  return { low: [...low, last], high: [...high, Math.max(longest, 1.1 * last)] }
}

/** Probabilities of the bins given the age alone; what is beyond the last bin is in it. */
function agesAlone({ high }: Bins, lives: readonly Weibull[], age: number): Float64Array {
  const result = new Float64Array(high.length)
  for (const { shape, scale } of lives) {
    const now = (age / scale) ** shape
    let before = 1
    for (const [bin, end] of high.entries()) {
      const isLast = bin === high.length - 1
      const after = isLast ? 0 : Math.exp(now - ((age + end) / scale) ** shape)
      result[bin]! += (before - after) / lives.length
      before = after
    }
  }
  return result
}

/** Between the middles of neighbouring bins. */
function distancesOf({ low, high }: Bins): number[] {
  const middles = low.map((start, i) => (start + high[i]!) / 2)
  return middles.slice(1).map((middle, i) => middle - middles[i]!)
}
