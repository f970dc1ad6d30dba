// Rows that may be shown: drawn from a model of marginals that were released with Gaussian noise. Whatever
// is learnt from them, by any family, with any validation, tells no more of the real rows than these did.

import type { Random } from '../../random.ts'
import { binCount, binOfValue, valueOfSteps, type FieldBins } from '../encoding/bins.ts'
import { firstDeviation, measureAdaptively } from './adaptive-marginals.ts'
import { privateBins, type PublicField } from './private-bins.ts'
import type { Release } from './statement.ts'

export interface PrivateRowsOptions {
  /** Budget in zero-concentrated privacy (`concentrated`). */
  readonly rho: number
  /** What the releases are hidden by: secure, or the promise does not hold. */
  readonly noiseRandom: Random
  /** What the rows are drawn by; it need not be secret. */
  readonly random: Random
}

export interface PrivateRows {
  /** `[rows, fields]`, NaN where missing; at least as many as there are. */
  readonly values: Float64Array
  readonly releases: readonly Release[]
}

/** Share of the budget that goes into the counts of each field alone. */
const fieldShare = 0.1

/** Rows that are drawn at least: they cost nothing, and few would add chance of their own. */
const fewestRows = 20_000

export function privateRows(
  fields: readonly PublicField[],
  values: Float64Array,
  { rho, noiseRandom, random }: PrivateRowsOptions,
): PrivateRows {
  const width = fields.length
  const rowCount = width === 0 ? 0 : values.length / width
  const noise = fieldNoise(rho)
  const restRho = (1 - fieldShare) * rho
  const most = binsFor(rowCount, firstDeviation(restRho, width))
  const known = privateBins(fields, values, { noise, most, random: noiseRandom })
  const indices = Int32Array.from(values, (value, i) => binOfValue(known[i % width]!.bins, value))
  const { model, releases } = measureAdaptively(
    { rowCount, indices, sizes: known.map(({ bins }) => binCount(bins)) },
    known.map(({ counts, variances }, field) => ({ fields: [field], counts, variances })),
    {
      rho: restRho,
      names: fields.map(({ name }) => name),
      noiseRandom,
      random: random.split('measure'),
    },
  )
  const drawn = model.draw(Math.max(rowCount, fewestRows), random.split('rows'))
  const within = random.split('within')
  return {
    values: Float64Array.from(drawn.indices, (bin, i) =>
      valueWithin(known[i % width]!.bins, bin, within),
    ),
    releases: [
      { what: 'counts of each field', mechanism: { noise, rate: 1, steps: 1 } },
      ...releases,
    ],
  }
}

function fieldNoise(rho: number): number {
  return Math.sqrt(1 / (2 * fieldShare * rho))
}

/** Rows beside which the noise in the count of one level is a tenth; fewer are mostly noise. */
export function rowsBesideNoise(rho: number, width: number): number {
  return Math.ceil(10 * fieldNoise(rho) * Math.sqrt(width))
}

/** Of the rows, how many the noise of a pair of quantities may be, in all its cells together. */
const noiseShare = 0.06

/** Bins of a quantity at most. */
function binsFor(rowCount: number, deviation: number): number {
  const cells = (noiseShare * rowCount) / (Math.sqrt(2 / Math.PI) * deviation)
  return Math.max(4, Math.min(Math.round(Math.sqrt(cells)), 24))
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
