// CategoryAdherence of SDMetrics.

import type { CategoryValues } from '../../../data/table/aligned-columns.ts'

/** Share of the synthetic values that occur in the real column; missing counts as a value. */
export function categoryAdherence(real: CategoryValues, synthetic: CategoryValues): number {
  const isKnown = new Uint8Array(real.levels.length + 1)
  for (const code of real.codes) isKnown[code + 1] = 1
  let known = 0
  for (const code of synthetic.codes) known += isKnown[code + 1]!
  return known / synthetic.codes.length
}
