// Learning rates as functions of the step, evaluated in TypeScript and fed to the graph as a scalar.

/** A number for each step; steps count from 0. */
export type Schedule = (step: number) => number

export function constantRate(value: number): Schedule {
  return () => value
}

/** A number is a constant schedule. */
export function toSchedule(rate: number | Schedule): Schedule {
  return typeof rate === 'number' ? constantRate(rate) : rate
}

export interface CosineOptions {
  /** Steps from the peak to the floor; later steps stay at the floor. */
  readonly steps: number
  /** Smallest rate as a fraction of the peak. */
  readonly floor?: number
}

/** Half a cosine from `peak` to `floor * peak` (Loshchilov & Hutter 2017, arXiv:1608.03983). */
export function cosineDecay(peak: number, { steps, floor = 0 }: CosineOptions): Schedule {
  return (step) => {
    const done = Math.min(step / steps, 1)
    return peak * (floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done)))
  }
}

export interface StepDecayOptions {
  readonly everySteps: number
  /** What the rate is multiplied with after every `everySteps` steps. */
  readonly factor: number
}

export function stepDecay(rate: number, { everySteps, factor }: StepDecayOptions): Schedule {
  return (step) => rate * factor ** Math.floor(step / everySteps)
}

/** Grows linearly to `schedule(0)` over `steps` steps, then follows `schedule` from its start. */
export function warmUp(steps: number, schedule: number | Schedule): Schedule {
  const after = toSchedule(schedule)
  return (step) => (step < steps ? (after(0) * (step + 1)) / steps : after(step - steps))
}

/** Grows by the same factor at every step: the sweep of a learning-rate range test. */
export function exponentialSweep(from: number, to: number, steps: number): Schedule {
  return (step) => from * (to / from) ** (steps <= 1 ? 1 : Math.min(step / (steps - 1), 1))
}
