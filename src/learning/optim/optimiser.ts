// An optimiser is a pure rule that builds nodes: gradient and state in, what to add to the parameters
// and the next state out (the idea of optax). `chain` puts rules one after another.
// All parameters that a phase trains are one vector, so a rule is written once, not per tensor.

import type { Node } from '../graph/node.ts'
import type { Schedule } from './schedules.ts'

/** What a rule sees: vectors `[n]` and scalars `[]`, all float32. */
export interface UpdateInputs {
  readonly gradient: Node
  readonly parameters: Node
  readonly state: Readonly<Record<string, Node>>
  readonly scalars: Readonly<Record<string, Node>>
}

export interface Update {
  /** Added to the parameters by the training step. */
  readonly update: Node
  readonly state: Readonly<Record<string, Node>>
}

/** A rule of elementwise operators and sums over all elements. */
export interface Optimiser {
  /** Numbers that change from step to step, as functions of the step. */
  readonly scalars: Readonly<Record<string, Schedule>>
  /** Names of its state vectors, which start as zeros. */
  readonly state: readonly string[]
  update(inputs: UpdateInputs): Update
}

/** Each rule gets the update of the one before it as its gradient. */
export function chain(...rules: readonly Optimiser[]): Optimiser {
  return {
    scalars: Object.assign({}, ...rules.map((rule, i) => prefixed(i, rule.scalars))),
    state: rules.flatMap((rule, i) => rule.state.map((name) => `${i}/${name}`)),
    update({ gradient, parameters, state, scalars }) {
      let update = gradient
      let next: Record<string, Node> = {}
      rules.forEach((rule, i) => {
        const result = rule.update({
          gradient: update,
          parameters,
          state: unprefixed(i, state),
          scalars: unprefixed(i, scalars),
        })
        update = result.update
        next = { ...next, ...prefixed(i, result.state) }
      })
      return { update, state: next }
    },
  }
}

function prefixed<T>(index: number, entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([name, x]) => [`${index}/${name}`, x]))
}

function unprefixed<T>(index: number, entries: Readonly<Record<string, T>>): Record<string, T> {
  const start = `${index}/`
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name.startsWith(start))
      .map(([name, x]) => [name.slice(start.length), x]),
  )
}
