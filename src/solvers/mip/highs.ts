// HiGHS (https://highs.dev, compiled to WebAssembly) behind one function from model to outcome.
// A solve blocks the thread it runs on: callers that must stay responsive go through `solve.ts`.

import highsModule from 'highs'
import type { Highs, Model } from 'highs'
import type { MipModel } from './model.ts'

// The package types its ES module as if it were CommonJS: the default import is the loader itself.
const loadHighs = highsModule as unknown as (typeof highsModule)['default']

export interface MipOptions {
  /** Default: none. */
  readonly timeLimitSeconds?: number
  /** Most nodes of the search tree: a limit that, unlike time, gives the same outcome each time. Default: none. */
  readonly nodeLimit?: number
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
  /** Solves and releases; the same model and options give the same outcome unless a time limit cuts in. */
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

function solveWith(highs: Highs, model: MipModel, options: MipOptions): MipOutcome {
  const isMip = model.integer.some((flag) => flag === 1)
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
      ...(options.timeLimitSeconds === undefined
        ? {}
        : { time_limit: Math.max(0, options.timeLimitSeconds) }),
      ...(options.nodeLimit === undefined ? {} : { mip_max_nodes: options.nodeLimit }),
      ...(options.heuristicEffort === undefined
        ? {}
        : { mip_heuristic_effort: options.heuristicEffort }),
    })
    if (options.start && isMip) instance.setSolution({ colValue: options.start })
    const { shouldStop, onIncumbent } = options
    const channels = highs.constants.callbackType
    const stopWhenAsked = (event: { interrupt(): void }): undefined => {
      if (shouldStop?.()) event.interrupt()
    }
    const { modelStatus } = instance.run({
      ...(shouldStop
        ? { [channels.mipInterrupt]: stopWhenAsked, [channels.simplexInterrupt]: stopWhenAsked }
        : {}),
      ...(onIncumbent
        ? {
            [channels.mipImprovingSolution](event): undefined {
              const { mip_primal_bound: primal, mip_dual_bound: dual } = event.data
              onIncumbent(primal ?? Infinity, dual ?? -Infinity)
            },
          }
        : {}),
    })
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

/** Presolve may not tell infeasible from unbounded; a second run without it does. */
function isBoundedWhenPresolveIsOff(instance: Model, infeasible: number): boolean {
  instance.options.set({ presolve: 'off' })
  return instance.run().modelStatus === infeasible
}
