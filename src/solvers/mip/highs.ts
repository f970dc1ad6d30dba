// HiGHS (https://highs.dev, compiled to WebAssembly) behind one function from model to outcome.
// A solve blocks the thread it runs on: callers that must stay responsive go through `solve.ts`.

import highsModule from 'highs'
import type { Highs, Model } from 'highs'
import type { EffortLimits, EffortMeter } from './effort.ts'
import type { MipModel } from './model.ts'

// The package types its ES module as if it were CommonJS: the default import is the loader itself.
const loadHighs = highsModule as unknown as (typeof highsModule)['default']

export interface MipOptions extends EffortLimits {
  /** Counts what is done, and ends it by its clock; without an `effort` of its own, a solve has all that is left. */
  readonly meter?: EffortMeter
  /** Relative gap at which a solution counts as optimal. Default 1e-6. */
  readonly gap?: number
  /** A point to start from, ideally feasible; whole values are enough, HiGHS completes the rest. */
  readonly start?: Float64Array
  /** Fraction of the effort for primal heuristics, 0 to 1. Default that of HiGHS, 0.05. */
  readonly heuristicEffort?: number
  /** Asked at each checkpoint of the search; true stops it with what has been found. */
  readonly shouldStop?: () => boolean
  /** Called with each better solution. */
  readonly onIncumbent?: (objective: number, bound: number) => void
}

export interface MipSolution {
  /** Shape [variables]. */
  readonly values: Float64Array
  readonly objective: number
  /** No solution costs less. */
  readonly bound: number
  /** (objective - bound) / |objective|; 0 for an LP. */
  readonly gap: number
  /** Change of the objective per unit of each row's right-hand side, shape [constraints]; of an LP only. */
  readonly duals: Float64Array | undefined
}

export type MipOutcome =
  /** Proved to within the gap that was asked for. */
  | ({ readonly status: 'optimal' } & MipSolution)
  /** Stopped by a limit with a solution in hand. */
  | ({ readonly status: 'feasible' } & MipSolution)
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' }
  /** Stopped by a limit before the first solution. */
  | { readonly status: 'unsolved'; readonly bound: number }

export interface HighsSession {
  /** Solves and releases; the same model and options give the same outcome unless a clock cuts in. */
  solve(model: MipModel, options?: MipOptions): MipOutcome
  /** To be awaited now and then between many solves: trades an instance that has grown large for a new one. */
  trim(): Promise<void>
}

// WebAssembly memory only ever grows.
const memoryLimitBytes = 1 << 29

/** Loads HiGHS; one session serves any number of solves, one after the other. */
export async function openHighs(): Promise<HighsSession> {
  let highs = await loadHighs()
  return {
    solve: (model, options = {}) => solveWith(highs, model, options),
    async trim() {
      if (highs.memoryBytes > memoryLimitBytes) highs = await loadHighs()
    },
  }
}

/** The same session, whose solves spend of the meter. `onCheck` is called at every checkpoint of a solve. */
export function metered(
  session: HighsSession,
  meter: EffortMeter,
  onCheck?: () => void,
): HighsSession {
  return {
    solve: (model, options = {}) =>
      session.solve(model, {
        ...options,
        meter,
        shouldStop() {
          onCheck?.()
          return options.shouldStop?.() ?? false
        },
      }),
    trim: () => session.trim(),
  }
}

function solveWith(highs: Highs, model: MipModel, options: MipOptions): MipOutcome {
  const isMip = model.integer.some((flag) => flag === 1)
  const { meter, effort = meter?.left(), shouldStop, onIncumbent } = options
  const prices = pricesOf(model)
  // Of a linear model the iterations; of a tree search the checkpoints are counted as well, as they come.
  const iterations = Math.max(
    1,
    Math.floor(((effort ?? Infinity) - prices.model) / prices.iteration),
  )
  const timeLimit = meter ? meter.secondsLeft() : options.timeLimitSeconds
  const instance = highs.createModel({
    numCols: model.cost.length,
    numRows: model.rowLower.length,
    offset: model.offset,
    colCost: model.cost,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: model.rowLower.length,
      numCols: model.cost.length,
      starts: model.starts,
      indices: model.indices,
      values: model.values,
    },
    ...(isMip ? { integrality: Int32Array.from(model.integer) } : {}),
  })
  try {
    instance.options.set({
      output_flag: false,
      mip_rel_gap: options.gap ?? 1e-6,
      mip_abs_gap: 1e-9,
      ...(timeLimit === undefined ? {} : { time_limit: Math.max(0, timeLimit) }),
      ...(isMip || effort === undefined || iterations > mostIterations
        ? {}
        : { simplex_iteration_limit: iterations }),
      ...(options.heuristicEffort === undefined
        ? {}
        : { mip_heuristic_effort: options.heuristicEffort }),
    })
    if (options.start && isMip) instance.setSolution({ colValue: options.start })
    const channels = highs.constants.callbackType
    let checkpoints = 0
    const stopWhenAsked = (event: { interrupt(): void }): undefined => {
      if (shouldStop?.()) event.interrupt()
    }
    const { modelStatus } = instance.run({
      ...(shouldStop ? { [channels.simplexInterrupt]: stopWhenAsked } : {}),
      [channels.mipInterrupt](event): undefined {
        const { mip_node_count: nodes = 0n, mip_total_lp_iterations: done = 0n } = event.data
        checkpoints += nodes > 0n ? prices.node : prices.round
        const spent = prices.model + checkpoints + Number(done) * prices.iteration
        if (spent >= (effort ?? Infinity)) event.interrupt()
        stopWhenAsked(event)
      },
      ...(onIncumbent
        ? {
            [channels.mipImprovingSolution](event): undefined {
              const { mip_primal_bound: primal, mip_dual_bound: dual } = event.data
              onIncumbent(primal ?? Infinity, dual ?? -Infinity)
            },
          }
        : {}),
    })
    const done = Math.max(0, Number(instance.info.get('simplex_iteration_count')))
    meter?.spend(prices.model + checkpoints + done * prices.iteration)
    const statuses = highs.constants.modelStatus
    if (modelStatus === statuses.infeasible) return { status: 'infeasible' }
    if (modelStatus === statuses.unbounded || modelStatus === statuses.unboundedOrInfeasible) {
      return isBoundedWhenPresolveIsOff(instance, statuses.infeasible)
        ? { status: 'infeasible' }
        : { status: 'unbounded' }
    }
    return outcomeOf(
      instance,
      isMip,
      modelStatus === statuses.optimal || modelStatus === statuses.empty,
    )
  } finally {
    instance.dispose()
  }
}

function outcomeOf(instance: Model, isMip: boolean, isOptimal: boolean): MipOutcome {
  // 2: a feasible point is held (kSolutionStatusFeasible).
  if (!isOptimal && instance.info.get('primal_solution_status') !== 2) {
    const bound = isMip ? Number(instance.info.get('mip_dual_bound')) : -Infinity
    return { status: 'unsolved', bound }
  }
  const solution = instance.getSolution()
  const objective = instance.getObjectiveValue()
  // An LP stopped half-way proves nothing; a finished one is its own bound.
  const lpBound = isOptimal ? objective : -Infinity
  const bound = isMip ? Math.min(objective, Number(instance.info.get('mip_dual_bound'))) : lpBound
  return {
    status: isOptimal ? 'optimal' : 'feasible',
    values: solution.colValue,
    objective,
    bound,
    gap: objective === bound ? 0 : (objective - bound) / Math.max(Math.abs(objective), 1e-12),
    duals: isMip ? undefined : solution.rowDual,
  }
}

/** HiGHS counts in 32 bits. */
const mostIterations = 2 ** 31 - 1

/** What steps cost in units of effort, by the size of the model: fitted to the lot-sizing models of the benches. */
function pricesOf({ rowLower, values }: MipModel): {
  /** To read and presolve the model. */
  readonly model: number
  /** Of the simplex method. */
  readonly iteration: number
  /** Of cuts and heuristics at the root. */
  readonly round: number
  /** A check in the tree. */
  readonly node: number
} {
  return {
    model: 1e-6 * values.length,
    iteration: 3e-5 + 1.6e-8 * rowLower.length,
    round: 0.01 + 4e-6 * values.length,
    node: 5e-4 + 1e-7 * values.length,
  }
}

/** Presolve may not tell infeasible from unbounded; a second run without it does. */
function isBoundedWhenPresolveIsOff(instance: Model, infeasible: number): boolean {
  instance.options.set({ presolve: 'off' })
  return instance.run().modelStatus === infeasible
}
