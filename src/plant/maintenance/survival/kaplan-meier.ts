// The product-limit estimate of survival (Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452) with
// Greenwood's variance and intervals on the scale log(-log S) (Kalbfleisch & Prentice 1980), which stay
// within 0 and 1. Late entries are at risk only from their entry on.

import { normalQuantile } from '../../../statistics/normal.ts'
import type { Lifetime } from './lifetimes.ts'

/** One step per distinct age of failure, ascending. */
export interface KaplanMeier {
  readonly ages: Float64Array
  /** Share alive after the failures at each age. */
  readonly alive: Float64Array
  /** Greenwood's standard error of it. */
  readonly standardError: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly atRisk: Int32Array
  readonly failures: Int32Array
  /** The highest age that was seen, of failures and others. */
  readonly lastAge: number
}

export interface KaplanMeierOptions {
  /** Of the pointwise intervals. Default 0.95. */
  readonly confidence?: number
}

/** A life that is cut short at the age of a failure counts as at risk then. */
export function kaplanMeier(
  lifetimes: readonly Lifetime[],
  { confidence = 0.95 }: KaplanMeierOptions = {},
): KaplanMeier {
  const ends = lifetimes.map(({ age }) => age).sort((a, b) => a - b)
  const entries = lifetimes.map(({ entryAge }) => entryAge).sort((a, b) => a - b)
  const failureAges = lifetimes.filter(({ failed }) => failed).map(({ age }) => age)
  const ages = Float64Array.from(new Set(failureAges)).sort()
  const failures = new Int32Array(ages.length)
  const indexOf = new Map(Array.from(ages, (age, step) => [age, step]))
  for (const age of failureAges) failures[indexOf.get(age)!]!++

  const atRisk = new Int32Array(ages.length)
  const alive = new Float64Array(ages.length)
  const standardError = new Float64Array(ages.length)
  const lower = new Float64Array(ages.length)
  const upper = new Float64Array(ages.length)
  const z = normalQuantile((1 + confidence) / 2)
  let share = 1
  let sum = 0
  let entered = 0
  let ended = 0
  for (const [step, age] of ages.entries()) {
    while (entered < entries.length && entries[entered]! < age) entered++
    while (ended < ends.length && ends[ended]! < age) ended++
    const exposed = entered - ended
    const failed = failures[step]!
    atRisk[step] = exposed
    share *= 1 - failed / exposed
    sum += failed / (exposed * (exposed - failed))
    alive[step] = share
    if (share > 0 && share < 1) {
      standardError[step] = share * Math.sqrt(sum)
      const width = (z * Math.sqrt(sum)) / Math.log(share)
      lower[step] = share ** Math.exp(-width)
      upper[step] = share ** Math.exp(width)
    } else {
      lower[step] = share
      upper[step] = share
    }
  }
  return { ages, alive, standardError, lower, upper, atRisk, failures, lastAge: ends.at(-1) ?? 0 }
}

/** Share alive at an age. */
export function aliveAt({ ages, alive }: KaplanMeier, age: number): number {
  let share = 1
  for (let step = 0; step < ages.length && ages[step]! <= age; step++) share = alive[step]!
  return share
}
