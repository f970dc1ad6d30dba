// Stochastic gradient descent with heavy-ball momentum (Polyak 1964, doi:10.1016/0041-5553(64)90137-5).

import { add, multiply } from '../graph/elementwise.ts'
import type { Optimiser } from './optimiser.ts'
import { toSchedule, type Schedule } from './schedules.ts'

export interface SgdOptions {
  /** Default 1e-2. */
  readonly rate?: number | Schedule
  /** Default 0: none. */
  readonly momentum?: number
  /** Looks ahead along the momentum (Nesterov 1983). */
  readonly nesterov?: boolean
}

/** velocity' = momentum velocity + g; update = -rate velocity', or -rate (g + momentum velocity'). */
export function sgd({ rate = 1e-2, momentum = 0, nesterov = false }: SgdOptions = {}): Optimiser {
  const schedule = toSchedule(rate)
  return {
    scalars: { step: (step) => -schedule(step) },
    state: momentum === 0 ? [] : ['velocity'],
    update({ gradient, state, scalars }) {
      if (momentum === 0) return { update: multiply(gradient, scalars.step!), state: {} }
      const velocity = add(multiply(state.velocity!, momentum), gradient)
      const direction = nesterov ? add(gradient, multiply(velocity, momentum)) : velocity
      return { update: multiply(direction, scalars.step!), state: { velocity } }
    },
  }
}
