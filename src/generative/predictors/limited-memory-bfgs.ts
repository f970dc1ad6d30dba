// Minimises a smooth function by L-BFGS: Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4
// and 7.5 (doi:10.1007/978-0-387-40065-5), with backtracking to the Armijo condition.

/** Value of the function; writes its gradient into the second argument. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  readonly maximumIterations?: number
  /** Stops when no component of the gradient is larger. */
  readonly tolerance?: number
  readonly memory?: number
}

/** A point of small gradient, from `start`, which is left as it is. */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { maximumIterations = 100, tolerance = 1e-4, memory = 10 }: MinimiseOptions = {},
): Float64Array {
  let point = start.slice()
  let gradient = new Float64Array(point.length)
  let value = objective(point, gradient)
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = []
  for (let iteration = 0; iteration < maximumIterations; iteration++) {
    if (gradient.every((component) => Math.abs(component) <= tolerance)) break
    const direction = twoLoop(gradient, steps)
    const slope = dot(direction, gradient)
    // The first step has no curvature to go by.
    let length = steps.length === 0 ? 1 / Math.sqrt(dot(gradient, gradient)) : 1
    const next = new Float64Array(point.length)
    const nextGradient = new Float64Array(point.length)
    let nextValue = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 30; tries++, length /= 2) {
      for (let i = 0; i < next.length; i++) next[i] = point[i]! + length * direction[i]!
      nextValue = objective(next, nextGradient)
      if (nextValue <= value + 1e-4 * length * slope) break
    }
    if (!(nextValue < value)) break
    const s = next.map((component, i) => component - point[i]!)
    const y = nextGradient.map((component, i) => component - gradient[i]!)
    const curvature = dot(s, y)
    if (curvature > 0) {
      steps.push({ s, y, rho: 1 / curvature })
      if (steps.length > memory) steps.shift()
    }
    point = next
    gradient = nextGradient
    value = nextValue
  }
  return point
}

/** Minus the approximate inverse Hessian times the gradient. */
function twoLoop(
  gradient: Float64Array,
  steps: readonly { readonly s: Float64Array; readonly y: Float64Array; readonly rho: number }[],
): Float64Array {
  const q = gradient.map((component) => -component)
  const alphas = new Float64Array(steps.length)
  for (let k = steps.length - 1; k >= 0; k--) {
    const { s, y, rho } = steps[k]!
    alphas[k] = rho * dot(s, q)
    for (let i = 0; i < q.length; i++) q[i]! -= alphas[k]! * y[i]!
  }
  const last = steps.at(-1)
  const scale = last ? 1 / (last.rho * dot(last.y, last.y)) : 1
  for (let i = 0; i < q.length; i++) q[i]! *= scale
  steps.forEach(({ s, y, rho }, k) => {
    const change = alphas[k]! - rho * dot(y, q)
    for (let i = 0; i < q.length; i++) q[i]! += change * s[i]!
  })
  return q
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
