// Adam (Kingma & Ba 2015, arXiv:1412.6980) and AdamW with decoupled decay (Loshchilov & Hutter 2019,
// arXiv:1711.05101).

import { add, divide, multiply, sqrt, square } from '../graph/elementwise.ts'
import type { Optimiser } from './optimiser.ts'
import { toSchedule, type Schedule } from './schedules.ts'

export interface AdamOptions {
  /** Default 1e-3. */
  readonly rate?: number | Schedule
  /** Decay of the mean of gradients; default 0.9. */
  readonly beta1?: number
  /** Decay of the mean of their squares; default 0.999. */
  readonly beta2?: number
  readonly epsilon?: number
  /** Decoupled: parameters shrink by `rate * weightDecay` per step; default 0. */
  readonly weightDecay?: number
}

/**
 * m' = b1 m + (1 - b1) g; v' = b2 v + (1 - b2) g^2;
 * update = -rate (m' / (1 - b1^t) / (sqrt(v' / (1 - b2^t)) + epsilon) + weightDecay p), t from 1.
 */
export function adam({
  rate = 1e-3,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0,
}: AdamOptions = {}): Optimiser {
  const schedule = toSchedule(rate)
  return {
    scalars: {
      step: (step) => -schedule(step) / (1 - beta1 ** (step + 1)),
      correction: (step) => 1 / Math.sqrt(1 - beta2 ** (step + 1)),
      ...(weightDecay === 0 ? {} : { decay: (step) => -schedule(step) * weightDecay }),
    },
    state: ['mean', 'square'],
    update({ gradient, parameters, state, scalars }) {
      const mean = add(multiply(state.mean!, beta1), multiply(gradient, 1 - beta1))
      const second = add(multiply(state.square!, beta2), multiply(square(gradient), 1 - beta2))
      const spread = add(multiply(sqrt(second), scalars.correction!), epsilon)
      const update = divide(multiply(mean, scalars.step!), spread)
      return {
        update: scalars.decay ? add(update, multiply(parameters, scalars.decay)) : update,
        state: { mean, square: second },
      }
    },
  }
}

/** Adam with a decoupled weight decay, 0.01 unless told. */
export function adamW({ weightDecay = 0.01, ...options }: AdamOptions = {}): Optimiser {
  return adam({ weightDecay, ...options })
}
