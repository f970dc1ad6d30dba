// How the demand of a panel is best shown to a network: as a level that moves, as counts of pieces, or as
// rare lots of any size.

import type { Bins } from '../../../generative/histogram.ts'
import type { Normalisation, TypicalFigures } from '../../../generative/encoding/window-frame.ts'
import type { TransformName } from '../../../generative/encoding/transform.ts'
import { presentValues, type Series } from '../series.ts'

export type RegimeName = 'level' | 'counts' | 'lots'

/** Plain data, so that it can be kept in a model file. */
export interface Regime {
  readonly name: RegimeName
  readonly normalisation: Normalisation
  readonly transform: TransformName
  readonly typical: TypicalFigures
  readonly bins: Bins
}

/** Share of zeros from which demand is intermittent. */
const intermittentShare = 0.25
/** Counts up to here have a bin each. */
const countLimit = 40

/** Whether a series has no level to speak of: many zeros, or a few pieces at a time. */
export function isIntermittent({ values }: Series): boolean {
  const present = presentValues(values).sort()
  if (present.length === 0) return false
  const zeros = present.filter((value) => value === 0).length
  const median = present[Math.floor(present.length / 2)]!
  const isCount = present[0]! >= 0 && present.every(Number.isInteger)
  return zeros >= intermittentShare * present.length || (isCount && median < 8)
}

export function levelRegime(series: readonly Series[]): Regime {
  return {
    name: 'level',
    normalisation: 'level',
    transform: 'asinh',
    typical: typicalFigures(series),
    bins: evenBins(-5.5, 5.5, 88),
  }
}

/** Counts where the sizes are small whole numbers, else lots. */
export function intermittentRegime(series: readonly Series[]): Regime {
  const values = Float64Array.from(
    series.flatMap((one) => Array.from(presentValues(one.values))),
  ).sort()
  const largest = values.at(-1) ?? 0
  const high = values[Math.floor(0.995 * (values.length - 1))] ?? 0
  const typical = typicalFigures(series)
  if (high <= countLimit && values.every(Number.isInteger) && (values[0] ?? 0) >= 0) {
    return {
      name: 'counts',
      normalisation: 'none',
      transform: 'identity',
      typical: { ...typical, unit: 1 },
      bins: countBins(largest),
    }
  }
  const spans = evenBins(0, 6, 60)
  return {
    name: 'lots',
    normalisation: 'size',
    transform: 'asinh',
    typical,
    bins: { low: [0, ...spans.low], high: [0, ...spans.high] },
  }
}

/** Each count by itself, those beyond the limit together. */
function countBins(largest: number): Bins {
  const count = Math.min(Math.max(largest, 1), countLimit) + 1
  const low = Array.from({ length: count }, (_, i) => i)
  return { low, high: largest > countLimit ? [...low.slice(0, -1), largest] : low }
}

function evenBins(low: number, high: number, count: number): Bins {
  const edge = (i: number): number => low + ((high - low) * i) / count
  return {
    low: Array.from({ length: count }, (_, i) => edge(i)),
    high: Array.from({ length: count }, (_, i) => edge(i + 1)),
  }
}

function typicalFigures(series: readonly Series[]): TypicalFigures {
  const magnitudes: number[] = []
  const roughnesses: number[] = []
  const sizes: number[] = []
  for (const { values } of series) {
    const present = presentValues(values)
    if (present.length === 0) continue
    const magnitude = present.reduce((sum, value) => sum + Math.abs(value), 0) / present.length
    if (magnitude === 0) continue
    let steps = 0
    for (let i = 1; i < present.length; i++) steps += Math.abs(present[i]! - present[i - 1]!)
    magnitudes.push(magnitude)
    if (present.length > 1) roughnesses.push(steps / (present.length - 1) / magnitude)
    const demands = present.filter((value) => value !== 0).map(Math.abs)
    sizes.push(demands.reduce((sum, value) => sum + value, 0) / demands.length)
  }
  const location = median(magnitudes, 1)
  return {
    location,
    scale: Math.max(location * median(roughnesses, 0.2), location * 1e-3),
    roughness: Math.max(median(roughnesses, 0.2), 1e-3),
    unit: median(sizes, 1) / 2,
  }
}

function median(values: readonly number[], fallback: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? fallback
}
