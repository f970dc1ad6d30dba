// What known covariates (promotion, holiday, price) do to demand, as a multiple of what it would have
// been: taken out of the histories before a statistical method sees them, put back into its paths.

import type { Panel, Series } from '../series.ts'

/** Plain numbers: per series and covariate the share by which one unit of it lifts demand. */
export interface KnownEffects {
  /** Mean of each covariate over the panel, at which its multiple is 1. */
  readonly means: readonly number[]
  /** Of all series together. */
  readonly pooled: readonly number[]
  readonly bySeries: ReadonlyMap<string, readonly number[]>
}

/** Neighbours on either side that tell what demand would have been. */
const halfWindow = 6
/** Pseudo-weight of the pooled effect, in units of the series' own information. */
const poolShare = 0.3
/** Effects of all series together that are nearer to zero than this many standard errors are none. */
const leastSignificance = 2.5
const rounds = 3

/**
 * Regresses relative deviations from a running mean on the covariates' deviations from theirs, series by
 * series, drawn towards the effect in all series; the mean is taken again from histories without the
 * effects found so far, since a promotion lifts its neighbours' mean as well. Undefined where there
 * are no covariates or none has an effect.
 */
export function fitKnownEffects(panel: Panel): KnownEffects | undefined {
  const count = panel.knownNames.length
  if (count === 0) return undefined
  const means = panel.knownNames.map((_, j) => meanOf(panel.series.map(({ known }) => known[j])))
  let effects: KnownEffects = { means, pooled: means.map(() => 0), bySeries: new Map() }
  for (let round = 0; round < rounds; round++) effects = improved(panel, effects)
  return effects.pooled.some((effect) => effect !== 0) ? effects : undefined
}

/** The history as it would have been with every covariate at its mean. */
export function withoutEffects(series: Series, effects: KnownEffects): Series {
  return {
    ...series,
    values: series.values.map((value, t) => value / multipleAt(series, effects, t)),
  }
}

/** Multiplies paths `[sampleCount, horizon]` by the effects over the horizon, in place. */
export function applyEffects(
  series: Series,
  effects: KnownEffects,
  horizon: number,
  paths: Float64Array,
): void {
  for (let step = 0; step < horizon; step++) {
    const multiple = multipleAt(series, effects, series.values.length + step)
    if (multiple === 1) continue
    for (let at = step; at < paths.length; at += horizon) paths[at]! *= multiple
  }
}

/** What is unknown of a covariate stands at its mean, and so changes nothing. */
function multipleAt(series: Series, { means, pooled, bySeries }: KnownEffects, t: number): number {
  const own = bySeries.get(series.id) ?? pooled
  let multiple = 1
  for (let j = 0; j < own.length; j++) {
    const value = series.known[j]?.[t]
    if (value === undefined || Number.isNaN(value)) continue
    multiple *= Math.max(0.1, 1 + own[j]! * (value - means[j]!))
  }
  return multiple
}

function improved(panel: Panel, effects: KnownEffects): KnownEffects {
  const sums = panel.series.map((series) => sumsOf(series, effects))
  const pooled = effects.means.map((_, j) => {
    let xx = 0
    let xy = 0
    let yy = 0
    let count = 0
    for (const one of sums) {
      xx += one[j]!.xx
      xy += one[j]!.xy
      yy += one[j]!.yy
      count += one[j]!.count
    }
    if (xx === 0) return 0
    const error = Math.sqrt(Math.max(yy - (xy * xy) / xx, 0) / Math.max(1, count - 1) / xx)
    return Math.abs(xy / xx) > leastSignificance * error ? xy / xx : 0
  })
  const bySeries = new Map(
    panel.series.map(({ id }, i) => [
      id,
      pooled.map((common, j) => {
        if (common === 0) return 0
        const { xx, xy } = sums[i]![j]!
        const typical = sums.reduce((sum, one) => sum + one[j]!.xx, 0) / sums.length
        const strength = poolShare * typical
        return (xy + strength * common) / (xx + strength)
      }),
    ]),
  )
  return { means: effects.means, pooled, bySeries }
}

interface Sums {
  readonly xx: number
  readonly xy: number
  readonly yy: number
  readonly count: number
}

/** Per covariate the sums of a weighted regression through the origin, with the others' effects out. */
function sumsOf(series: Series, effects: KnownEffects): Sums[] {
  const { values } = series
  const plain = withoutEffects(series, effects).values
  const multiples = values.map((_, t) => multipleAt(series, effects, t))
  const own = effects.bySeries.get(series.id) ?? effects.pooled
  return effects.means.map((mean, j) => {
    const x = series.known[j]
    let xx = 0
    let xy = 0
    let yy = 0
    let count = 0
    if (!x) return { xx, xy, yy, count }
    for (let t = 0; t < values.length; t++) {
      if (Number.isNaN(values[t]!) || Number.isNaN(x[t]!)) continue
      const level = neighboursMean(plain, t)
      if (!(level > 0)) continue
      const deviation = x[t]! - mean
      const others = multiples[t]! / Math.max(0.1, 1 + own[j]! * deviation)
      const lift = values[t]! / (level * others) - 1
      // Relative deviations of small demand are wide: variance about in proportion to one over the level.
      xx += level * deviation * deviation
      xy += level * deviation * lift
      yy += level * lift * lift
      count++
    }
    return { xx, xy, yy, count }
  })
}

/** Mean of what is known around a step, without the step itself. */
function neighboursMean(values: Float64Array, t: number): number {
  let sum = 0
  let count = 0
  const last = Math.min(values.length - 1, t + halfWindow)
  for (let i = Math.max(0, t - halfWindow); i <= last; i++) {
    if (i === t || Number.isNaN(values[i]!)) continue
    sum += values[i]!
    count++
  }
  return count === 0 ? Number.NaN : sum / count
}

function meanOf(all: readonly (Float64Array | undefined)[]): number {
  let sum = 0
  let count = 0
  for (const values of all) {
    for (const value of values ?? []) {
      if (Number.isNaN(value)) continue
      sum += value
      count++
    }
  }
  return count === 0 ? 0 : sum / count
}
