// Probabilities of discretised fields that are intervals of correlated normals, and how surprising rows are.

import { createPause } from '../../progress.ts'
import { createRandom, type Random } from '../../random.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { binCount, binOfValue, type FieldBins, spanOfBin } from '../encoding/bins.ts'
import { type SpanDensity, spanDensity } from '../encoding/span-density.ts'
import { type LatentField, latentField } from './latent-normals.ts'
import {
  between,
  deviationAt,
  type LatentKnown,
  type LatentPath,
  latentPath,
  walk,
} from './latent-walk.ts'
import type { RowMatrix } from './row-matrix.ts'
import type { GivenRows, RowDensity, RowSurprise, SurpriseOptions } from './row-model.ts'

/** Fields as intervals of normals. */
export interface LatentFields {
  readonly bins: readonly FieldBins[]
  /** Share of each bin, one list per field. */
  readonly shares: readonly (readonly number[])[]
  /** Of the latent normals, `[fields, fields]`; absent: the fields are independent. */
  readonly correlation?: readonly number[]
}

/** Chance that a field is as usual, whatever the others say: a broken pattern is a surprise and no catastrophe. */
const doubt = 0.03
/** Draws of what is known by an interval alone. */
const surpriseDraws = 8
const probabilityDraws = 256

interface DensityField extends LatentField, SpanDensity {
  readonly bins: FieldBins
  readonly shares: readonly number[]
  /** Shares up to each bin. */
  readonly below: readonly number[]
  /** Shares of which none is 0. */
  readonly usual: readonly number[]
}

/**
 * Probabilities and surprise. Fields become known one after another; what lies within a span is a point of its normal,
 * a level, a gap or a value that stands alone is drawn within its interval, several times over.
 */
export function latentDensity({ bins, shares, correlation }: LatentFields): RowDensity {
  const width = bins.length
  const least = shares.flat().reduce((a, b) => (b > 0 && b < a ? b : a), 1)
  const fields = bins.map((own, i) => densityField(own, shares[i]!, least))

  async function logProbabilities(
    { rowCount, values, flags }: GivenRows,
    field: number,
  ): Promise<Float32Array> {
    const { ends } = fields[field]!
    const outcomes = binCount(bins[field]!)
    const result = new Float32Array(rowCount * outcomes)
    const random = createRandom('probabilities')
    const paths = new Map<string, LatentPath>()
    for (let row = 0; row < rowCount; row++) {
      const own = flags.subarray(row * width, (row + 1) * width)
      const given = [...own.keys()].filter((i) => i !== field && own[i] === 1)
      const path = paths.get(given.join()) ?? latentPath([...given, field], correlation, width)
      paths.set(given.join(), path)
      const known = knownOf(fields, values.subarray(row * width, (row + 1) * width))
      const deviation = deviationAt(path, given.length)
      walk(path, known, probabilityDraws, random, (at, { count, weights, means }) => {
        if (at < given.length) return
        for (let bin = 0; bin < outcomes; bin++) {
          let p = 0
          for (let k = 0; k < count; k++) {
            const [from, to] = [ends[bin]! - means[k]!, ends[bin + 1]! - means[k]!]
            p += weights[k]! * between(from / deviation, to / deviation)
          }
          result[row * outcomes + bin] = Math.log(p)
        }
      })
    }
    return result
  }

  async function surprise(
    matrix: RowMatrix,
    random: Random,
    options: SurpriseOptions = {},
  ): Promise<RowSurprise> {
    const { orders = 4, scored, given = [] } = options
    const pause = createPause(options)
    const places = Array.from({ length: width }, (_, i) => i)
    const isGiven = places.map((i) => matrix.fields[i]!.isContext === true || given.includes(i))
    const first = places.filter((i) => isGiven[i])
    const open = places.filter((i) => !isGiven[i] && (scored?.includes(i) ?? true))
    const found = new Float64Array(matrix.rowCount * width)
    const expected = new Float64Array(found.length)
    // Independent fields are always as usual.
    const unsure = correlation ? doubt : 0
    for (let turn = 0; turn < orders; turn++) {
      const order = random.split('order', turn).shuffle([...open])
      const path = latentPath([...first, ...order], correlation, width)
      const expectations = path.order.map((field, at) =>
        expectation(fields[field]!, deviationAt(path, at), unsure),
      )
      const stream = random.split('latent', turn)
      for (let row = 0; row < matrix.rowCount; row++) {
        await pause('score', (turn + row / matrix.rowCount) / orders)
        const values = matrix.values.subarray(row * width, (row + 1) * width)
        const known = knownOf(fields, values)
        walk(path, known, surpriseDraws, stream, (at, { count, weights, means, chances }) => {
          if (at < first.length) return
          const field = path.order[at]!
          const { logRoom, usual } = fields[field]!
          let [p, middle, square] = [0, 0, 0]
          for (let k = 0; k < count; k++) {
            p += weights[k]! * chances[k]!
            middle += weights[k]! * means[k]!
            square += weights[k]! * means[k]! ** 2
          }
          const bin = binOfValue(bins[field]!, values[field]!)
          const log = Math.log((1 - unsure) * p + unsure * usual[bin]!)
          const spread = Math.max(0, square - middle * middle) / deviationAt(path, at) ** 2
          const cell = row * width + field
          found[cell]! += (logRoom(values[field]!) - log) / orders
          // The entropy of a normal whose mean is uncertain.
          expected[cell]! += (expectations[at]!(middle) + Math.log1p(spread) / 2) / orders
        })
      }
    }
    return { surprise: found, expected }
  }

  return {
    outcomes: bins.map(binCount),
    outcomeOf: (field, value) => binOfValue(bins[field]!, value),
    spanOf: (field, outcome) => spanOfBin(bins[field]!, outcome),
    logProbabilities,
    surprise,
  }
}

function densityField(bins: FieldBins, shares: readonly number[], least: number): DensityField {
  let reached = 0
  const below = shares.map((share) => (reached += share) - share)
  const raised = shares.map((share) => share || least / 2)
  const total = raised.reduce((sum, share) => sum + share, 0)
  const usual = raised.map((share) => share / total)
  return { bins, shares, below, usual, ...latentField(shares), ...spanDensity(bins) }
}

/** An interval of a normal as narrow as this is taken as its centre. */
const narrow = 0.1

/** The normals of one row of values. */
function knownOf(fields: readonly DensityField[], values: Float64Array): LatentKnown {
  const [low, high, point] = [values.slice(), values.slice(), values.slice()]
  for (const [i, { bins, shares, below, ends, centres, placeOf }] of fields.entries()) {
    const bin = binOfValue(bins, values[i]!)
    low[i] = ends[bin]!
    high[i] = ends[bin + 1]!
    const place = placeOf(values[i]!)
    if (!Number.isNaN(place)) point[i] = normalQuantile(below[bin]! + place * shares[bin]!)
    else point[i] = high[i]! - low[i]! < narrow ? centres[bin]! : NaN
  }
  return { low, high, point }
}

/** Means of the normal, in its deviations, between which the expectation is taken as straight. */
const meshWidth = 0.25
const farthest = 8

/** Mean surprise of a field by the mean of its normal, of which the deviation is known. */
function expectation(
  { ends, usual, meanLogRooms }: DensityField,
  deviation: number,
  unsure: number,
): (mean: number) => number {
  const step = meshWidth * deviation
  const known = new Map<number, number>()
  const termOf = (bin: number, p: number): number =>
    p > 0 ? p * (meanLogRooms[bin]! - Math.log(p)) : 0
  /** What a bin counts where the normal has no part in it. */
  const far = usual.map((share, bin) => termOf(bin, unsure * share))
  const allFar = far.reduce((sum, value) => sum + value, 0)
  const at = (node: number): number => {
    const found = known.get(node)
    if (found !== undefined) return found
    const placeOf = (end: number): number => end / deviation - node * meshWidth
    let total = allFar
    for (let bin = 0; bin < usual.length; bin++) {
      const part = between(placeOf(ends[bin]!), placeOf(ends[bin + 1]!))
      if (part === 0) continue
      total += termOf(bin, (1 - unsure) * part + unsure * usual[bin]!) - far[bin]!
    }
    known.set(node, total)
    return total
  }
  return (mean) => {
    const node = Math.min(Math.max(mean, -farthest), farthest) / step
    const low = Math.floor(node)
    const value = at(low)
    return value + (node - low) * (at(low + 1) - value)
  }
}
