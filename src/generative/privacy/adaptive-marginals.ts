// Which marginals to measure under a budget is chosen one after another by what the measured ones do not
// explain yet, and the choices are paid for as well: AIM (McKenna, Mullins, Sheldon & Miklau 2022,
// doi:10.14778/3551793.3551817).

import type { Random } from '../../random.ts'
import { junctionTreeCells } from './junction-tree.ts'
import { type BinnedRows, cellCount, countCells } from './marginal.ts'
import { fitMarginals, type MarginalModel, type Measurement } from './marginal-model.ts'
import type { Release } from './statement.ts'

export interface AdaptiveOptions {
  /** Budget in zero-concentrated privacy: a Gaussian mechanism of noise s costs 1 / (2 s^2). */
  readonly rho: number
  readonly names: readonly string[]
  readonly noiseRandom: Random
  readonly random: Random
}

export interface AdaptiveModel {
  readonly model: MarginalModel
  /** In the order of release; together they cost `rho`. */
  readonly releases: readonly Release[]
}

/** Share of a round that the choice costs. */
const choiceShare = 0.1
/** Cells of the model beyond which no set is added to it. */
const mostCells = 100_000
/** Rows that the model's marginals are taken from. */
const sampledRows = 30_000
/** Sets that are considered at most, and fields beyond which no triples are. */
const mostCandidates = 600
const mostTripleFields = 20
/** Cells of the one set that holds more fields than three. */
const mostTogether = 64
const mostRounds = 40
const roundIterations = 60
const lastIterations = 400

interface Candidate {
  readonly fields: readonly number[]
  /** At most 1, so that one row changes the score by at most 1. */
  readonly weight: number
}

/** @param known measurements of every field alone */
export function measureAdaptively(
  rows: BinnedRows,
  known: readonly Measurement[],
  { rho, names, noiseRandom, random }: AdaptiveOptions,
): AdaptiveModel {
  const { sizes, rowCount: total } = rows
  const measurements = [...known]
  const releases: Release[] = []
  const refit = (iterations: number, start?: MarginalModel): MarginalModel =>
    fitMarginals(measurements, { sizes, total, iterations, start: start?.potentials })
  let model = refit(roundIterations)
  const candidates = workload(sizes, random.split('workload'))
  if (candidates.length === 0) return { model, releases }
  const rounds = roundsOf(sizes.length)
  let deviation = firstDeviation(rho, sizes.length)
  let epsilon = Math.sqrt((8 * choiceShare * rho) / rounds)
  let left = rho
  const counts = new Map<Candidate, Float64Array>()
  const countsOf = (candidate: Candidate): Float64Array => {
    const own = counts.get(candidate) ?? countCells(rows, candidate.fields)
    counts.set(candidate, own)
    return own
  }
  for (let round = 0; left > 0; round++) {
    const cost = 1 / (2 * deviation ** 2) + epsilon ** 2 / 8
    if (left < 2 * cost) {
      deviation = Math.sqrt(1 / (2 * (1 - choiceShare) * left))
      epsilon = Math.sqrt(8 * choiceShare * left)
      left = 0
    } else left -= cost
    const sample = model.draw(sampledRows, random.split('sample', round))
    const measured = measurements.map(({ fields }) => fields)
    const open = candidates.filter(
      ({ fields }) => junctionTreeCells([...measured, fields], sizes) <= mostCells,
    )
    if (open.length === 0) break
    const scores = open.map((candidate) => {
      const { fields, weight } = candidate
      const unexplained = distance(countsOf(candidate), countCells(sample, fields), total)
      return weight * (unexplained - expectedNoise(deviation, cellCount(fields, sizes)))
    })
    const chosen = open[choose(scores, epsilon, noiseRandom)]!
    const { fields } = chosen
    const title = fields.map((field) => names[field]).join(' x ')
    const noisy = countsOf(chosen).map((count) => count + deviation * noiseRandom.normal())
    releases.push(
      { what: `choice of ${title}`, mechanism: { epsilon, steps: 1 } },
      { what: `counts of ${title}`, mechanism: { noise: deviation, rate: 1, steps: 1 } },
    )
    const before = sharesOf(sample, fields)
    measurements.push({ fields, counts: noisy, variances: noisy.map(() => deviation ** 2) })
    model = refit(roundIterations, model)
    const moved = model
      .marginal(fields)
      .reduce((sum, share, i) => sum + Math.abs(share - before[i]!), 0)
    // What was learnt is no more than noise: fewer and finer questions.
    if (moved * total <= expectedNoise(deviation, noisy.length)) {
      deviation /= 2
      epsilon *= 2
    }
  }
  return { model: refit(lastIterations, model), releases }
}

/** Noise of the counts of the first round, by the number of fields. */
export function firstDeviation(rho: number, width: number): number {
  return Math.sqrt(roundsOf(width) / (2 * (1 - choiceShare) * rho))
}

/** Rounds that the budget is laid out for; fewer are made where noise can be halved. */
function roundsOf(width: number): number {
  return Math.min(width, mostRounds)
}

/**
 * Pairs, and triples of few fields, each weighed by how many fields it tells about, and all the fields of
 * few levels at once: labels that hang together cost one question and not one for each pair.
 */
function workload(sizes: readonly number[], random: Random): Candidate[] {
  const fields = sizes.map((_, i) => i)
  const pairs = fields.flatMap((a, i) => fields.slice(i + 1).map((b) => [a, b]))
  const sets = fields.length > mostTripleFields ? pairs : [...pairs, ...triplesOf(fields)]
  const kept = sets.length > mostCandidates ? random.shuffle(sets).slice(0, mostCandidates) : sets
  const most = Math.max(...kept.map(({ length }) => length))
  const small = smallFields(sizes)
  const own = kept.map((set) => ({ fields: set, weight: set.length / most }))
  return small.length > 3 ? [...own, { fields: small, weight: 1 }] : own
}

/** As many fields as have few cells together, those of the fewest levels first. */
function smallFields(sizes: readonly number[]): number[] {
  const bySize = sizes.map((_, i) => i).sort((a, b) => sizes[a]! - sizes[b]!)
  let count = 0
  while (count < bySize.length && cellCount(bySize.slice(0, count + 1), sizes) <= mostTogether)
    count++
  return bySize.slice(0, count).sort((a, b) => a - b)
}

function triplesOf(fields: readonly number[]): number[][] {
  return fields.flatMap((a, i) =>
    fields.slice(i + 1).flatMap((b, j) => fields.slice(i + j + 2).map((c) => [a, b, c])),
  )
}

/** sum |n_i - e_i| less what chance alone would give; one row changes it by at most 1. */
function distance(counts: Float64Array, sampled: Float64Array, total: number): number {
  const scale = total / sampledRows
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    const expected = sampled[i]! * scale
    // Mean distance of two Poisson counts, one of them scaled, for large and small means.
    const chance = Math.min(2 * expected, Math.sqrt((2 * expected * (1 + scale)) / Math.PI))
    sum += Math.abs(counts[i]! - expected) - chance
  }
  return sum
}

function sharesOf(sample: BinnedRows, fields: readonly number[]): Float64Array {
  return countCells(sample, fields).map((count) => count / sample.rowCount)
}

/** Mean of the sum of so many absolute values of Gaussian noise. */
function expectedNoise(deviation: number, cells: number): number {
  return Math.sqrt(2 / Math.PI) * deviation * cells
}

/**
 * The exponential mechanism (McSherry & Talwar 2007, doi:10.1109/FOCS.2007.66): place i with a chance
 * of exp(epsilon score_i / 2), by the largest of scores with Gumbel noise. Of scores that one row
 * changes by at most 1.
 */
export function choose(scores: readonly number[], epsilon: number, random: Random): number {
  let best = 0
  let most = -Infinity
  for (const [i, score] of scores.entries()) {
    const level = random.uniform() + 2 ** -33
    const value = (epsilon * score) / 2 - Math.log(-Math.log(level))
    if (value > most) [best, most] = [i, value]
  }
  return best
}
