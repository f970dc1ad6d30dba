// Small panels for the tests of this folder.

import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import type { Panel } from '../../../src/plant/demand/series.ts'
import { createRandom } from '../../../src/random.ts'

/** A weekly panel of the given histories, ids `s0`, `s1`, ..., all starting at index 0. */
export function panelOf(histories: readonly ArrayLike<number>[], seasonLength = 1): Panel {
  return {
    calendar: createCalendar('week', 1, Date.UTC(2024, 0, 1)),
    seasonLength,
    knownNames: [],
    attributeNames: [],
    series: histories.map((values, i) => ({
      id: `s${i}`,
      start: 0,
      values: Float64Array.from(values),
      known: [],
      attributes: [],
    })),
  }
}

/** Counts that are mostly zero. */
export function intermittentCounts(seed: number, length: number): number[] {
  const random = createRandom(seed)
  return Array.from({ length }, () => (random.uniform() < 0.6 ? 0 : 1 + random.integer(6)))
}

/** A level with a trend, a season of four and noise. */
export function seasonalValues(seed: number, length: number): number[] {
  const random = createRandom(seed)
  const season = [0, 8, -3, -5]
  return Array.from(
    { length },
    (_, i) => 100 + 0.5 * i + season[i % 4]! + 2 * random.normal() + 0.25,
  )
}
