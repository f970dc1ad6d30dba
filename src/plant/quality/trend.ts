// The share of failures over lots and of those to come: a share that drifts, by the power steady model
// (Smith 1979, doi:10.1111/j.2517-6161.1979.tb01094.x). What is known of the share is a beta
// distribution; from one lot to the next its evidence is weighted down, and a lot adds its counts.

import { wilson } from './failure-scores.ts'
import { logGamma } from '../../statistics/gamma.ts'
import type { Interval, Lot, Trend } from './result.ts'

/** Parameters of a beta distribution. */
interface Belief {
  readonly failing: number
  readonly passing: number
}

/** Jeffreys' prior. */
const nothingKnown: Belief = { failing: 0.5, passing: 0.5 }
const memories = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1]

/** Counts of lots: of the names given, in the order in which they come, or of groups of records in a row. */
export function lotsOf(failed: Float64Array, names: readonly string[] | null): Lot[] {
  const size = Math.max(1, Math.ceil(failed.length / 40))
  const counts = new Map<string, { records: number; failing: number }>()
  failed.forEach((y, row) => {
    const name = names?.[row] ?? `from record ${Math.floor(row / size) * size + 1}`
    const lot = counts.get(name) ?? { records: 0, failing: 0 }
    lot.records++
    lot.failing += y
    counts.set(name, lot)
  })
  return [...counts].map(([name, lot]) => ({ name, ...lot }))
}

/** The memory is the one under which the lots, each seen from those before it, were most likely. */
export function trendOf(lots: readonly Lot[], steps = 6): Trend {
  const memory = memories.reduce((a, b) => (likelihood(lots, b) >= likelihood(lots, a) ? b : a))
  const size = medianSize(lots)
  let belief = nothingKnown
  let covered = 0
  lots.forEach((lot, i) => {
    const before = faded(belief, memory)
    if (i > 0) {
      const { lower, upper } = predictive(before, lot.records)
      const share = lot.failing / lot.records
      covered += +(share >= lower - 1e-12 && share <= upper + 1e-12)
    }
    belief = learnt(before, lot)
  })
  const coming: Interval[] = []
  for (let step = 0; step < steps; step++) {
    belief = faded(belief, memory)
    coming.push(predictive(belief, size))
  }
  return {
    lots,
    memory,
    coming,
    coverage: { nominal: 0.9, observed: wilson(covered, Math.max(0, lots.length - 1)) },
  }
}

function medianSize(lots: readonly Lot[]): number {
  const sizes = lots.map(({ records }) => records).toSorted((a, b) => a - b)
  return sizes[Math.floor(sizes.length / 2)] ?? 1
}

function faded({ failing, passing }: Belief, memory: number): Belief {
  return { failing: failing * memory, passing: passing * memory }
}

function learnt({ failing, passing }: Belief, lot: Lot): Belief {
  return { failing: failing + lot.failing, passing: passing + lot.records - lot.failing }
}

function likelihood(lots: readonly Lot[], memory: number): number {
  let belief = nothingKnown
  let sum = 0
  for (const lot of lots) {
    belief = faded(belief, memory)
    sum += logBetaBinomial(belief, lot.records, lot.failing)
    belief = learnt(belief, lot)
  }
  return sum
}

/** log p of so many failing of so many records, the share being drawn from the belief. */
export function logBetaBinomial(
  { failing, passing }: Belief,
  records: number,
  hits: number,
): number {
  const choose = logGamma(records + 1) - logGamma(hits + 1) - logGamma(records - hits + 1)
  return choose + logBeta(failing + hits, passing + records - hits) - logBeta(failing, passing)
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** Mean and central 90% interval of the share of failures in a lot of that size. */
function predictive(belief: Belief, records: number): Interval {
  let sum = 0
  let lower: number | undefined
  for (let hits = 0; hits <= records; hits++) {
    sum += Math.exp(logBetaBinomial(belief, records, hits))
    if (lower === undefined && sum > 0.05) lower = hits / records
    if (sum >= 0.95) {
      return { estimate: meanOf(belief), lower: lower ?? 0, upper: hits / records }
    }
  }
  return { estimate: meanOf(belief), lower: lower ?? 0, upper: 1 }
}

function meanOf({ failing, passing }: Belief): number {
  return failing / (failing + passing)
}
