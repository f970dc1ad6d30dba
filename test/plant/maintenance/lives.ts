// Remaining lives with given draws, and the terms of a small fleet.

import { remainingLife, type RemainingLife } from '../../../src/plant/maintenance/remaining-life.ts'
import type { ServiceTerms } from '../../../src/plant/maintenance/service-costs.ts'

export function lifeOf(draws: readonly number[], machine = 'm', cycle = 100): RemainingLife {
  return remainingLife({ machine, cycle, draws: Float64Array.from(draws), fullLife: 100 })
}

/** A failure costs 1000 + 100 + 24 x 10 = 1340, a service 200 + 100 + 6 x 10 = 360 at usual load. */
export const terms: ServiceTerms = {
  cycles_per_period: 10,
  costs: { failure: 1000, service: 200, visit: 0, lost_hour: 10 },
  hours: { failure: 24, service: 6 },
  crews: 1,
  parts: { stock: 2, lead_time: 1, cost: 100 },
  horizon: 4,
}
