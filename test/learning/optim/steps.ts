// Runs an optimiser for a few steps in the reference interpreter.

import { add } from '../../../src/learning/graph/elementwise.ts'
import { constant, scalar } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Optimiser } from '../../../src/learning/optim/optimiser.ts'

/** Parameters after these gradients, one per step. */
export function parametersAfter(
  optimiser: Optimiser,
  start: readonly number[],
  gradients: readonly (readonly number[])[],
): number[] {
  const shape = [start.length]
  let parameters = [...start]
  let state = Object.fromEntries(optimiser.state.map((name) => [name, start.map(() => 0)]))
  gradients.forEach((gradient, step) => {
    const before = constant(parameters, shape)
    const result = optimiser.update({
      gradient: constant(gradient, shape),
      parameters: before,
      state: Object.fromEntries(
        Object.entries(state).map(([name, values]) => [name, constant(values, shape)]),
      ),
      scalars: Object.fromEntries(
        Object.entries(optimiser.scalars).map(([name, rule]) => [name, scalar(rule(step))]),
      ),
    })
    const names = Object.keys(result.state)
    const [next, ...states] = evaluate([
      add(before, result.update),
      ...names.map((name) => result.state[name]!),
    ])
    parameters = [...next!.data]
    state = Object.fromEntries(names.map((name, i) => [name, [...states[i]!.data]]))
  })
  return parameters
}

/** Three parameters and three gradients of changing sign and size. */
export const start = [1, -2, 3]
export const gradients = [
  [0.5, -1, 2],
  [1, 2, 4],
  [1.5, -3, 6],
]

/** Largest difference of two lists of equal length. */
export function distance(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity
  return Math.max(...actual.map((x, i) => Math.abs(x - expected[i]!)))
}
