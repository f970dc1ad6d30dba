// Bounds on the gradient, put before an optimiser with `chain`.

import { divide, maximum, minimum, multiply, sqrt, square } from '../graph/elementwise.ts'
import { sum } from '../graph/reduction.ts'
import type { Optimiser } from './optimiser.ts'

/**
 * Scales the whole gradient down to the norm `limit` where its norm is larger (Pascanu, Mikolov &
 * Bengio 2013, arXiv:1211.5063): g min(1, limit / |g|).
 */
export function clipByGlobalNorm(limit: number): Optimiser {
  return {
    scalars: {},
    state: [],
    update({ gradient }) {
      const norm = sqrt(sum(square(gradient)))
      const factor = minimum(divide(limit, maximum(norm, 1e-12)), 1)
      return { update: multiply(gradient, factor), state: {} }
    },
  }
}
