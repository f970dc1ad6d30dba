// Reverse-mode differentiation from graph to graph (Griewank & Walther 2008, doi:10.1137/1.9780898717761).

import { MillraceError } from '../../errors.ts'
import { accumulate } from './accumulate.ts'
import { ones, zeros } from './apply.ts'
import { gradientRules, sumToShape } from './gradients.ts'
import { formatShape, topologicalOrder, type Node, type Operator, type Shape } from './node.ts'

export interface GradientOptions {
  /** Adjoint of the output; ones for a scalar output. */
  readonly adjoint?: Node
}

/**
 * Gradients of `output` with respect to nodes of its graph, each of the shape of its node; zeros
 * where the output does not depend on it. They are nodes of the same catalogue and can be
 * differentiated again. Without an adjoint the output must have one element.
 */
export function gradient(
  output: Node,
  withRespectTo: readonly Node[],
  { adjoint }: GradientOptions = {},
): Node[] {
  const start = adjoint ?? ones(expectScalar(output))
  if (formatShape(start.shape) !== formatShape(output.shape)) {
    throw new MillraceError(
      'bad-input',
      `gradient: adjoint of another shape, expected ${formatShape(output.shape)}, got ${formatShape(start.shape)}`,
    )
  }
  const order = topologicalOrder([output])
  const wanted = dependents(order, withRespectTo)
  const parts = new Map<Node, Node[]>([[output, [start]]])
  const totals = new Map<Node, Node>()
  for (const node of order.toReversed()) {
    const received = parts.get(node)
    if (received === undefined || !wanted.has(node)) continue
    const total = accumulate(received)
    totals.set(node, total)
    const adjoints = inputAdjoints(node, total)
    node.inputs.forEach((x, i) => {
      const part = adjoints[i]
      if (!part || !wanted.has(x)) return
      const fitted = sumToShape(part, x.shape)
      const others = parts.get(x)
      if (others) others.push(fitted)
      else parts.set(x, [fitted])
    })
  }
  return withRespectTo.map((node) => totals.get(node) ?? zeros(node.shape))
}

/** The nodes whose value depends on one of the sources. */
function dependents(order: readonly Node[], sources: readonly Node[]): Set<Node> {
  const found = new Set(sources)
  for (const node of order) {
    if (node.inputs.some((x) => found.has(x))) found.add(node)
  }
  return found
}

function inputAdjoints<K extends Operator>(node: Node<K>, adjoint: Node): readonly (Node | null)[] {
  return gradientRules[node.operator](node, adjoint)
}

function expectScalar(output: Node): Shape {
  if (output.shape.some((size) => size !== 1) || output.type !== 'float32') {
    throw new MillraceError(
      'bad-input',
      `gradient: not a scalar, expected float32 [], got ${output.type} ${formatShape(output.shape)}`,
      { hint: 'Sum or average the loss, or give an adjoint of its shape.' },
    )
  }
  return output.shape
}
