// The distribution of a measured characteristic: a location and a scale predicted from the record, and
// the shape that held-out errors had (split conformal prediction with normalised errors, Papadopoulos et
// al. 2008). What it says was checked on records that neither part learnt from.

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import { openPredictor } from '../../generative/predictors/open-predictor.ts'
import type { PredictorState } from '../../generative/predictors/predictor.ts'
import { threadCount, threadFit } from '../../generative/predictors/thread-fit.ts'
import { eachBeside, type WorkOptions } from '../../progress.ts'
import type { QualitySpecification } from './quality-records.ts'

type Limits = NonNullable<QualitySpecification['limits']>

/** Plain data. */
export interface CharacteristicState {
  readonly location: PredictorState
  readonly scale: PredictorState
  /** Least scale, in the unit of the characteristic. */
  readonly floor: number
  /** Held-out errors over their scale, ascending. */
  readonly shape: readonly number[]
}

export interface Characteristic {
  /** Share of the distribution outside of the limits, one per record. */
  failure(columns: readonly AlignedColumn[]): Float64Array
  /** The value below which lies that share of the distribution, one per record. */
  quantile(columns: readonly AlignedColumn[], level: number): Float64Array
}

export function openCharacteristic(
  { location, scale, floor, shape }: CharacteristicState,
  limits: Limits,
): Characteristic {
  const locate = openPredictor(location)
  const spread = openPredictor(scale)
  const sorted = Float64Array.from(shape)
  const scaleOf = (columns: readonly AlignedColumn[]): Float64Array =>
    spread.predict(columns).map((value) => Math.max(value, floor))
  return {
    failure(columns) {
      const centres = locate.predict(columns)
      return outside(centres, scaleOf(columns), sorted, limits)
    },
    quantile(columns, level) {
      const centres = locate.predict(columns)
      const scales = scaleOf(columns)
      const place = quantileOf(sorted, level)
      return centres.map((centre, row) => centre + scales[row]! * place)
    },
  }
}

/** Share of centre + scale * shape outside of the limits; never quite 0 or 1, whatever was seen. */
function outside(
  centres: Float64Array,
  scales: Float64Array,
  shape: Float64Array,
  { lower = -Infinity, upper = Infinity }: Limits,
): Float64Array {
  return centres.map((centre, row) => {
    const scale = scales[row]!
    const below = countBelow(shape, (lower - centre) / scale)
    const above = shape.length - countBelow(shape, (upper - centre) / scale, true)
    return (below + above + 0.5) / (shape.length + 1)
  })
}

function countBelow(sorted: Float64Array, value: number, isInclusive = false): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const own = sorted[middle]!
    if (own < value || (isInclusive && own === value)) low = middle + 1
    else high = middle
  }
  return low
}

/** The conformal quantile: one more value may come, so the level is taken among one more. */
export function quantileOf(sorted: Float64Array, level: number): number {
  const place = level * (sorted.length + 1) - 1
  const at = (i: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, i))]!
  const low = Math.floor(place)
  return at(low) + (at(low + 1) - at(low)) * (place - low)
}

/** Held-out predictions of a location, with what is true. */
export interface HeldOutLocations {
  readonly columns: readonly AlignedColumn[]
  readonly predictions: Float64Array
  readonly values: Float64Array
  /** Which fold held the record out. */
  readonly groups: Int32Array
}

export interface FittedShape {
  readonly state: Omit<CharacteristicState, 'location'>
  /** Failure probability of each held-out record, by what the other folds taught. */
  readonly failure: Float64Array
  /** Whether each held-out value lay within the central interval of that probability. */
  coveredBy(nominal: number): Float64Array
}

/**
 * Learns scale and shape of the errors of a location.
 * @throws MillraceError `cancelled`.
 */
export async function fitShape(
  { columns, predictions, values, groups }: HeldOutLocations,
  limits: Limits,
  seed: number | string,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<FittedShape> {
  const errors = values.map((value, row) => value - predictions[row]!)
  const sizes = errors.map(Math.abs)
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const floor = Math.max(mean / 20, Number.MIN_VALUE)
  const fit = threadFit({
    kind: 'random-forest',
    options: { trees: 100, minimumLeafRows: 20, seed },
  })
  const scales = new Float64Array(errors.length)
  await eachBeside(
    [...new Set(groups)],
    threadCount,
    async (group, _, stop) => {
      const others = rowsWhere(groups, (other) => other !== group)
      const own = rowsWhere(groups, (other) => other === group)
      const work = { signal: stop }
      const spread = await fit(takeAll(columns, others), at(sizes, others), work)
      const predicted = spread.predict(takeAll(columns, own))
      own.forEach((row, i) => (scales[row] = Math.max(predicted[i]!, floor)))
    },
    { signal },
  )
  const standard = errors.map((error, row) => error / scales[row]!)
  const failure = new Float64Array(errors.length)
  const shapes = new Map<number, Float64Array>()
  for (const group of new Set(groups)) {
    const shape = at(
      standard,
      rowsWhere(groups, (other) => other !== group),
    ).sort()
    shapes.set(group, shape)
    const own = rowsWhere(groups, (other) => other === group)
    const shares = outside(at(predictions, own), at(scales, own), shape, limits)
    own.forEach((row, i) => (failure[row] = shares[i]!))
  }
  const spread = await fit(columns, sizes, { signal })
  return {
    state: { scale: spread.state, floor, shape: [...thinned(standard.slice().sort())] },
    failure,
    coveredBy: (nominal) =>
      standard.map((error, row) => {
        const shape = shapes.get(groups[row]!)!
        const low = quantileOf(shape, (1 - nominal) / 2)
        return +(error >= low && error <= quantileOf(shape, (1 + nominal) / 2))
      }),
  }
}

const mostShapePoints = 2000

/** Evenly spaced quantiles where there are more values than a file needs. */
function thinned(sorted: Float64Array): Float64Array {
  if (sorted.length <= mostShapePoints) return sorted
  return Float64Array.from({ length: mostShapePoints }, (_, i) =>
    quantileOf(sorted, (i + 1) / (mostShapePoints + 1)),
  )
}

function rowsWhere(groups: Int32Array, isWanted: (group: number) => boolean): Int32Array {
  return Int32Array.from(groups, (_, row) => row).filter((row) => isWanted(groups[row]!))
}

function takeAll(columns: readonly AlignedColumn[], rows: Int32Array): AlignedColumn[] {
  return columns.map((column) => takeRows(column, rows))
}

function at(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
}
