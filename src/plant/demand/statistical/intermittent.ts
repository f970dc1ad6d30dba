// Intermittent demand: when it comes and how much, smoothed apart. Croston 1972 (doi:10.1057/jors.1972.50),
// SBA: Syntetos & Boylan 2005 (doi:10.1016/j.ijforecast.2004.10.001),
// TSB: Teunter, Syntetos & Babai 2011 (doi:10.1016/j.ejor.2011.05.018).
// Paths draw a demand with the smoothed probability, and its size from the sizes that were seen, scaled to
// the smoothed size.

import type { Random } from '../../../random.ts'
import { stratifiedUniforms } from './draws.ts'
import { localForecaster, type LocalMethod } from './local.ts'

export interface DemandRate {
  /** Probability of a demand in a step. */
  readonly probability: number
  /** Expected size of a demand. */
  readonly size: number
}

export interface IntermittentSmoothing {
  /** Of sizes, and of intervals in Croston and SBA. */
  readonly alpha: number
  /** Of the probability in TSB. */
  readonly beta: number
}

/** The rate after each prefix of a history; `visit(origin, rate)` sees only the values before it. */
type Recursion = (
  values: Float64Array,
  smoothing: IntermittentSmoothing,
  visit: (origin: number, rate: DemandRate) => void,
) => void

const grid = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3]

/** Croston: sizes and intervals smoothed when a demand comes; `bias` 1 takes out its bias as SBA. */
function crostonRecursion(bias: 0 | 1): Recursion {
  return (values, { alpha }, visit) => {
    const first = values.findIndex((value) => value !== 0)
    let size = first < 0 ? 0 : values[first]!
    let interval = first < 0 ? Number.POSITIVE_INFINITY : first + 1
    const correction = 1 - (bias * alpha) / 2
    let sinceLast = 0
    for (let origin = 0; ; origin++) {
      visit(origin, { probability: Math.min(1, correction / interval), size })
      if (origin === values.length) return
      const value = values[origin]!
      sinceLast++
      if (value === 0) continue
      if (origin > first) {
        size += alpha * (value - size)
        interval += alpha * (sinceLast - interval)
      }
      sinceLast = 0
    }
  }
}

/** TSB: the probability is smoothed in every step, so it falls while nothing is asked for. */
const tsbRecursion: Recursion = (values, { alpha, beta }, visit) => {
  const first = values.findIndex((value) => value !== 0)
  let size = first < 0 ? 0 : values[first]!
  let probability = first < 0 ? 0 : 1 / (first + 1)
  for (let origin = 0; ; origin++) {
    visit(origin, { probability, size })
    if (origin === values.length) return
    const value = values[origin]!
    if (origin < first) continue
    if (value !== 0) size += alpha * (value - size)
    probability += beta * ((value === 0 ? 0 : 1) - probability)
  }
}

/** The rate after the whole history. */
export function rateOf(
  method: 'croston' | 'sba' | 'tsb',
  values: Float64Array,
  smoothing: IntermittentSmoothing,
): DemandRate {
  let last: DemandRate = { probability: 0, size: 0 }
  recursions[method](values, smoothing, (_, rate) => {
    last = rate
  })
  return last
}

const recursions = {
  croston: crostonRecursion(0),
  sba: crostonRecursion(1),
  tsb: tsbRecursion,
} as const satisfies Record<string, Recursion>

function intermittentMethod(
  name: keyof typeof recursions,
): LocalMethod<IntermittentSmoothing, null> {
  const recursion = recursions[name]
  return {
    name,
    fit: ({ values }) => bestSmoothing(recursion, values, name === 'tsb' ? grid : [0]),
    pool: () => null,
    sample({ values, domain }, smoothing, _pool, horizon, random, paths) {
      const sizes = values.filter((value) => value !== 0)
      const rate = rateOf(name, values, smoothing)
      fillPaths(rate, sizes, domain.isInteger, horizon, random, paths)
    },
  }
}

export const croston = localForecaster(intermittentMethod('croston'))
export const sba = localForecaster(intermittentMethod('sba'))
export const tsb = localForecaster(intermittentMethod('tsb'))

/** The smoothing with the least squared one-step error of the rate. */
function bestSmoothing(
  recursion: Recursion,
  values: Float64Array,
  betas: readonly number[],
): IntermittentSmoothing {
  let best: IntermittentSmoothing = { alpha: 0.1, beta: 0.1 }
  let least = Number.POSITIVE_INFINITY
  for (const alpha of grid) {
    for (const beta of betas) {
      let sum = 0
      recursion(values, { alpha, beta }, (origin, { probability, size }) => {
        if (origin > 0 && origin < values.length) sum += (values[origin]! - probability * size) ** 2
      })
      if (sum < least) {
        least = sum
        best = { alpha, beta }
      }
    }
  }
  return best
}

/** The one draw decides both whether a demand comes and which of the sizes it has. */
function fillPaths(
  { probability, size }: DemandRate,
  sizes: Float64Array,
  isInteger: boolean,
  horizon: number,
  random: Random,
  paths: Float64Array,
): void {
  if (sizes.length === 0) {
    paths.fill(0)
    return
  }
  const ascending = sizes.sort()
  const average = ascending.reduce((sum, value) => sum + value, 0) / ascending.length
  const scale = average === 0 ? 1 : size / average
  const count = paths.length / horizon
  for (let step = 0; step < horizon; step++) {
    const draws = stratifiedUniforms(random, count)
    for (let i = 0; i < count; i++) {
      const place = (draws[i]! - (1 - probability)) / probability
      const drawn = place >= 0 ? scale * ascending[Math.floor(place * ascending.length)]! : 0
      // Rounded up or down by chance, so that scaled whole sizes keep their mean.
      paths[i * horizon + step] = isInteger ? Math.floor(drawn + random.uniform()) : drawn
    }
  }
}
