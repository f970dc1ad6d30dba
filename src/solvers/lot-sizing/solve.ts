// Lot sizing off the calling thread: from problem to outcome.

import { MillraceError } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import type { EffortLimits } from '../mip/effort.ts'
import { runOffThread } from '../../off-thread.ts'
import { checkProblem } from './problem.ts'
import type { LotSizingOutcome, LotSizingProblem, PlannedLots, RiskAppetite } from './problem.ts'

/** Effort: default 60. */
export interface LotSizingOptions extends EffortLimits, WorkOptions {
  /** Proved relative gap at which the search stops. Default 0.01. */
  readonly gap?: number
  /** Orders the search; the same problem, options and seed give the same plan unless the clock cuts in. Default 1. */
  readonly seed?: number
  /** Default: expectation alone. */
  readonly risk?: RiskAppetite
  /** Plans to start from; those that break a rule are passed over. */
  readonly starts?: readonly PlannedLots[]
}

/** The message to the worker. */
export interface LotSizingTask {
  readonly problem: LotSizingProblem
  readonly options: Omit<LotSizingOptions, keyof WorkOptions>
}

/**
 * The plan with the least expected cost (or measure of risk) over the scenarios, with a bound that proves how good it is.
 * Infeasible is an outcome with the constraints in conflict. Throws `bad-input` for a problem that does not hold
 * together, `cancelled` when the signal is aborted.
 */
export async function solveLotSizing(
  problem: LotSizingProblem,
  { onProgress, signal, ...options }: LotSizingOptions = {},
): Promise<LotSizingOutcome> {
  checkProblem(problem)
  const { risk } = options
  if (risk && !(risk.tail > 0 && risk.tail <= 1 && risk.weight >= 0 && risk.weight <= 1)) {
    const got = `tail ${risk.tail}, weight ${risk.weight}`
    const expected = 'a tail above 0 up to 1 and a weight of 0 to 1'
    throw new MillraceError(
      'bad-input',
      `risk appetite: out of range, expected ${expected}, got ${got}`,
    )
  }
  const task: LotSizingTask = { problem, options }
  const entry = { importer: import.meta.url, stem: 'worker' }
  return runOffThread<LotSizingOutcome>(entry, task, { onProgress, signal })
}
