// Three years of weekly demand of the pump plant: trend, season, promotions, intermittent spares.

import type { Random } from '../../src/random.ts'
import type { IntermittentDemand, RegularDemand } from './catalogue.ts'

export const historyWeeks = 156
/** Weeks after the history for which promotions are already announced. */
export const announcedWeeks = 26
const firstMonday = Date.UTC(2023, 8, 4)
const weekMilliseconds = 7 * 24 * 3600 * 1000
const weeksPerYear = 365.25 / 7

/** ISO date of the Monday of a week, counted from the first of the history. */
export function mondayOf(week: number): string {
  return new Date(firstMonday + week * weekMilliseconds).toISOString().slice(0, 10)
}

/** 1 in the weeks of a promotion: about every nine weeks, for two weeks, also in the weeks to come. */
export function promotionWeeks(random: Random): Uint8Array {
  const weeks = new Uint8Array(historyWeeks + announcedWeeks)
  for (let start = 2 + random.integer(6); start < weeks.length; start += 7 + random.integer(6)) {
    weeks.fill(1, start, start + 2)
  }
  return weeks
}

/** Units demanded in each week since the launch, shape [weeks on sale]. */
export function regularDemand(
  pattern: RegularDemand,
  promotions: Uint8Array,
  random: Random,
): number[] {
  const start = historyWeeks - (pattern.weeksOnSale ?? historyWeeks)
  return Array.from({ length: historyWeeks - start }, (_, age) => {
    const week = start + age
    const mean = expectedDemand(pattern, week, promotions[week] === 1)
    // A launch takes a few months to reach its level.
    const ramp = pattern.weeksOnSale ? 1 - Math.exp(-(age + 2) / 14) : 1
    return negativeBinomial(mean * ramp, pattern.spread, random)
  })
}

/** The mean of a week: level x trend x season x year-end stop x promotion. */
export function expectedDemand(pattern: RegularDemand, week: number, isPromoted: boolean): number {
  const weekOfYear = yearPosition(week)
  const angle = (2 * Math.PI * (weekOfYear - pattern.peakWeek)) / weeksPerYear
  const trend = (1 + pattern.growth) ** ((week - historyWeeks) / weeksPerYear)
  const yearEnd = weekOfYear >= 51.5 || weekOfYear < 0.9 ? 0.55 : 1
  const lift = isPromoted ? pattern.promotionLift : 1
  return pattern.level * trend * (1 + pattern.season * Math.cos(angle)) * yearEnd * lift
}

/** Mostly zero; an order is 1 + Poisson units. */
export function intermittentDemand(pattern: IntermittentDemand, random: Random): number[] {
  return Array.from({ length: historyWeeks }, () =>
    random.uniform() < pattern.chance ? 1 + poisson(pattern.size - 1, random) : 0,
  )
}

/** Weeks since the first of January. */
function yearPosition(week: number): number {
  const time = firstMonday + week * weekMilliseconds
  const newYear = Date.UTC(new Date(time).getUTCFullYear(), 0, 1)
  return (time - newYear) / weekMilliseconds
}

/** Poisson whose rate is gamma with this coefficient of variation. */
function negativeBinomial(mean: number, spread: number, random: Random): number {
  const shape = 1 / spread ** 2
  return poisson((gamma(shape, random) / shape) * mean, random)
}

/** Marsaglia & Tsang 2000 (doi:10.1145/358407.358414), shape of at least 1. */
function gamma(shape: number, random: Random): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = random.normal()
    const cube = (1 + c * normal) ** 3
    if (cube <= 0) continue
    const threshold = 0.5 * normal ** 2 + d * (1 - cube + Math.log(cube))
    if (Math.log(1 - random.uniform()) < threshold) return d * cube
  }
}

/** Counts arrivals until the product of uniforms falls below exp(-mean); means of some hundreds. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let product = 1 - random.uniform()
  let count = 0
  while (product > limit) {
    product *= 1 - random.uniform()
    count++
  }
  return count
}
