// A mixed-integer linear model as plain data: minimise cost x + offset, rowLower <= A x <= rowUpper, lower <= x <= upper.

export interface MipModel {
  readonly cost: Float64Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  /** 1 where the variable must be whole. */
  readonly integer: Uint8Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  /** A by rows: the entries of row r stand at `starts[r]` to `starts[r + 1]`. */
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
  readonly offset: number
}

export interface Variable {
  readonly cost?: number
  /** Default 0. */
  readonly lower?: number
  /** Default infinity. */
  readonly upper?: number
  readonly integer?: boolean
}

/** Pairs of a variable and its coefficient. */
export type Terms = readonly (readonly [variable: number, coefficient: number])[]

export interface ModelBuilder {
  readonly variableCount: number
  readonly constraintCount: number
  /** Returns the number of the variable. */
  variable(variable?: Variable): number
  /** lower <= sum of terms <= upper; returns the number of the row. Terms of one variable are added up. */
  constraint(lower: number, terms: Terms, upper: number): number
  /** Adds a constant to the objective. */
  addOffset(amount: number): void
  build(): MipModel
}

export function createModelBuilder(): ModelBuilder {
  const cost: number[] = []
  const lower: number[] = []
  const upper: number[] = []
  const integer: number[] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  let offset = 0

  return {
    get variableCount() {
      return cost.length
    },
    get constraintCount() {
      return rowLower.length
    },
    variable(variable = {}) {
      cost.push(variable.cost ?? 0)
      lower.push(variable.lower ?? 0)
      upper.push(variable.upper ?? Infinity)
      return integer.push(variable.integer ? 1 : 0) - 1
    },
    constraint(low, terms, high) {
      const sums = new Map<number, number>()
      for (const [variable, coefficient] of terms) {
        sums.set(variable, (sums.get(variable) ?? 0) + coefficient)
      }
      for (const [variable, coefficient] of sums) {
        if (coefficient === 0) continue
        indices.push(variable)
        values.push(coefficient)
      }
      starts.push(indices.length)
      rowLower.push(low)
      return rowUpper.push(high) - 1
    },
    addOffset(amount) {
      offset += amount
    },
    build: () => ({
      cost: Float64Array.from(cost),
      lower: Float64Array.from(lower),
      upper: Float64Array.from(upper),
      integer: Uint8Array.from(integer),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
      offset,
    }),
  }
}

/** The same model with every variable continuous: its linear relaxation. */
export function relax(model: MipModel): MipModel {
  return { ...model, integer: new Uint8Array(model.integer.length) }
}

/** The largest violation of a bound or a row by a point. */
export function violation(model: MipModel, point: ArrayLike<number>): number {
  let worst = 0
  for (let j = 0; j < model.cost.length; j++) {
    worst = Math.max(worst, model.lower[j]! - point[j]!, point[j]! - model.upper[j]!)
  }
  for (let r = 0; r < model.rowLower.length; r++) {
    let activity = 0
    for (let k = model.starts[r]!; k < model.starts[r + 1]!; k++) {
      activity += model.values[k]! * point[model.indices[k]!]!
    }
    worst = Math.max(worst, model.rowLower[r]! - activity, activity - model.rowUpper[r]!)
  }
  return worst
}
