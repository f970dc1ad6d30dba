// Learning-rate range test (Smith 2017, arXiv:1506.01186): train for a moment while the rate grows, and
// see where the loss falls and where it explodes.

import type { WorkOptions } from '../../progress.ts'
import { exponentialSweep, type Schedule } from '../optim/schedules.ts'
import { fit } from './fit.ts'
import type { Groups, Program, TrainingData } from './program.ts'

export interface RateFinderOptions extends WorkOptions {
  readonly seed: number | string
  /** Rates of the sweep; default 1e-6 to 1. */
  readonly from?: number
  readonly to?: number
  /** Default 100. */
  readonly steps?: number
  /** The phase whose loss is watched; the first by default. */
  readonly phase?: string
}

export interface RateSweep {
  /** Where the loss falls fastest: a good rate to train with. */
  readonly rate: number
  /** Every rate with the smoothed loss under it; ends where the loss explodes. */
  readonly points: readonly { readonly rate: number; readonly loss: number }[]
}

/** The loss has exploded when it is this many times its first size above its best. */
const explosion = 2

/** `define` gives the program for a rate. The parameters that the sweep trains are thrown away. */
export async function findRate<P extends Groups, B extends string, N extends string>(
  define: (rate: Schedule) => Program<P, B, N>,
  data: TrainingData<B>,
  { seed, from = 1e-6, to = 1, steps = 100, phase, ...work }: RateFinderOptions,
): Promise<RateSweep> {
  const schedule = exponentialSweep(from, to, steps)
  const program = define(schedule)
  const watched = phase ?? program.phases[0]!.name
  const options = { seed, epochs: steps, iterationsPerEpoch: 1, stage: 'find rate', ...work }
  const { history } = await fit(program, data, options)
  const losses = smoothed(history.map(({ losses }) => losses[watched]!))
  const end = explosionOf(losses)
  const points = losses.slice(0, end).map((loss, step) => ({ rate: schedule(step), loss }))
  return { rate: steepest(points), points }
}

/** Exponential mean, corrected for its start. */
function smoothed(values: readonly number[], decay = 0.9): number[] {
  let average = 0
  return values.map((value, i) => {
    average = decay * average + (1 - decay) * value
    return average / (1 - decay ** (i + 1))
  })
}

function explosionOf(losses: readonly number[]): number {
  let best = Infinity
  for (const [i, loss] of losses.entries()) {
    best = Math.min(best, loss)
    if (loss - best > explosion * Math.abs(losses[0]!)) return i
  }
  return losses.length
}

/** The rate at the steepest fall per factor of the rate, over a window of a tenth of the sweep. */
function steepest(points: RateSweep['points']): number {
  const span = Math.max(1, Math.floor(points.length / 10))
  let best = points[0]?.rate ?? NaN
  let fall = 0
  for (let i = span; i < points.length; i++) {
    const drop = points[i - span]!.loss - points[i]!.loss
    if (drop > fall) {
      fall = drop
      best = Math.sqrt(points[i]!.rate * points[i - span]!.rate)
    }
  }
  return best
}
