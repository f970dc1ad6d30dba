// Histories that are not whole: missing values within, and items without any.

import type { Random } from '../../../random.ts'
import type { Panel, Series } from '../series.ts'

/**
 * The history from its first value on, with missing values replaced by the one a season before, or by
 * the last one where there is no season. Returns the same array where nothing is missing.
 */
export function fillGaps(values: Float64Array, seasonLength: number): Float64Array {
  const first = values.findIndex((value) => !Number.isNaN(value))
  if (first < 0) return new Float64Array(0)
  if (values.every((value) => !Number.isNaN(value))) return values
  const filled = values.slice(first)
  for (let i = 1; i < filled.length; i++) {
    if (!Number.isNaN(filled[i]!)) continue
    const seasonBefore = seasonLength > 1 ? filled[i - seasonLength] : undefined
    filled[i] = seasonBefore ?? filled[i - 1]!
  }
  return filled
}

/**
 * Paths of an item without history: pieces of the histories of the items most like it, that is, with
 * the most attributes in common. Zeros where no item has a history.
 * @param paths shape [sampleCount, horizon], filled in place
 */
export function sampleWithoutHistory(
  panel: Panel,
  position: number,
  horizon: number,
  random: Random,
  paths: Float64Array,
): void {
  const donors = donorsOf(panel, panel.series[position]!)
  for (let start = 0; start < paths.length; start += horizon) {
    if (donors.length === 0) {
      paths.fill(0, start, start + horizon)
      continue
    }
    const { values } = donors[random.integer(donors.length)]!
    const offset = random.integer(Math.max(1, values.length - horizon + 1))
    for (let step = 0; step < horizon; step++) {
      paths[start + step] = values[(offset + step) % values.length]!
    }
  }
}

function donorsOf(panel: Panel, target: Series): Series[] {
  let most = -1
  let donors: Series[] = []
  for (const series of panel.series) {
    if (series.values.every((value) => Number.isNaN(value))) continue
    const shared = series.attributes.filter((value, i) => value === target.attributes[i]).length
    if (shared < most) continue
    if (shared > most) donors = []
    most = shared
    donors.push(series)
  }
  return donors.map((series) => ({
    ...series,
    values: fillGaps(series.values, panel.seasonLength),
  }))
}
