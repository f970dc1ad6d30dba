// Ridge regression of several targets on one design, with the residuals that each row would have had
// if it had been left out: e / (1 - h), h the leverage (Allen 1974, doi:10.1080/00401706.1974.10489157).

export interface RidgeFit {
  /** Shape [features, targets]. */
  readonly coefficients: Float64Array
  /** Shape [rows, targets]. */
  readonly leaveOneOutResiduals: Float64Array
}

/**
 * @param design shape [rows, features]
 * @param targets shape [rows, targetCount]
 * @param penalty relative to the mean diagonal of the normal equations
 */
export function fitRidge(
  design: Float64Array,
  targets: Float64Array,
  features: number,
  targetCount: number,
  penalty: number,
): RidgeFit {
  const rows = design.length / features
  const normal = new Float64Array(features * features)
  const coefficients = new Float64Array(features * targetCount)
  for (let row = 0; row < rows; row++) {
    const x = row * features
    for (let i = 0; i < features; i++) {
      const value = design[x + i]!
      if (value === 0) continue
      for (let j = 0; j <= i; j++) normal[i * features + j]! += value * design[x + j]!
      for (let t = 0; t < targetCount; t++) {
        coefficients[i * targetCount + t]! += value * targets[row * targetCount + t]!
      }
    }
  }
  let trace = 0
  for (let i = 0; i < features; i++) trace += normal[i * features + i]!
  const ridge = (penalty * trace) / features + 1e-12
  for (let i = 0; i < features; i++) normal[i * features + i]! += ridge
  factorise(normal, features)
  solveLower(normal, features, coefficients, targetCount)
  solveUpper(normal, features, coefficients, targetCount)
  const leaveOneOutResiduals = residualsOf(design, targets, coefficients, normal, features)
  return { coefficients, leaveOneOutResiduals }
}

/** Targets of one row, shape [targetCount], into `forecast`. */
export function predictRidge(
  { coefficients }: RidgeFit,
  x: Float64Array,
  forecast: Float64Array,
): void {
  const targetCount = forecast.length
  forecast.fill(0)
  for (let i = 0; i < x.length; i++) {
    for (let t = 0; t < targetCount; t++) forecast[t]! += x[i]! * coefficients[i * targetCount + t]!
  }
}

function residualsOf(
  design: Float64Array,
  targets: Float64Array,
  coefficients: Float64Array,
  factor: Float64Array,
  features: number,
): Float64Array {
  const rows = design.length / features
  const targetCount = coefficients.length / features
  const residuals = targets.slice()
  const x = new Float64Array(features)
  for (let row = 0; row < rows; row++) {
    x.set(design.subarray(row * features, (row + 1) * features))
    for (let i = 0; i < features; i++) {
      for (let t = 0; t < targetCount; t++) {
        residuals[row * targetCount + t]! -= x[i]! * coefficients[i * targetCount + t]!
      }
    }
    // Leverage x' (L L')^-1 x = |L^-1 x|^2.
    solveLower(factor, features, x, 1)
    const leverage = x.reduce((sum, value) => sum + value * value, 0)
    const share = Math.max(0.05, 1 - leverage)
    for (let t = 0; t < targetCount; t++) residuals[row * targetCount + t]! /= share
  }
  return residuals
}

/** The Cholesky factor of a positive definite matrix, in place of its lower triangle. */
function factorise(matrix: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) {
      const value = matrix[j * size + k]!
      for (let i = j; i < size; i++) matrix[i * size + j]! -= matrix[i * size + k]! * value
    }
    const pivot = Math.sqrt(Math.max(matrix[j * size + j]!, 1e-300))
    for (let i = j; i < size; i++) matrix[i * size + j]! /= pivot
  }
}

function solveLower(factor: Float64Array, size: number, right: Float64Array, count: number): void {
  for (let t = 0; t < count; t++) {
    for (let i = 0; i < size; i++) {
      let sum = right[i * count + t]!
      for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * right[k * count + t]!
      right[i * count + t] = sum / factor[i * size + i]!
    }
  }
}

function solveUpper(factor: Float64Array, size: number, right: Float64Array, count: number): void {
  for (let t = 0; t < count; t++) {
    for (let i = size - 1; i >= 0; i--) {
      let sum = right[i * count + t]!
      for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * right[k * count + t]!
      right[i * count + t] = sum / factor[i * size + i]!
    }
  }
}
