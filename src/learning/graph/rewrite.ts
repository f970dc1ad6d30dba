// Making a graph again with some nodes replaced.

import { apply } from './apply.ts'
import { topologicalOrder, type Inputs, type Node, type Operator } from './node.ts'

/**
 * The outputs with nodes replaced, such as inputs by trained constants; what depends on them is made
 * again, its shapes checked again.
 */
export function substitute(
  outputs: readonly Node[],
  replacements: ReadonlyMap<Node, Node>,
): Node[] {
  const made = new Map(replacements)
  for (const node of topologicalOrder(outputs)) {
    if (made.has(node)) continue
    const inputs = node.inputs.map((x) => made.get(x)!)
    made.set(node, withInputs(node, inputs))
  }
  return outputs.map((node) => made.get(node)!)
}

/** The node applied to other inputs; itself where they are the same. */
export function withInputs<K extends Operator>(node: Node<K>, inputs: readonly Node[]): Node<K> {
  if (inputs.every((x, i) => x === node.inputs[i])) return node
  // One new input for each old one, so the tuple keeps its length.
  return apply(node.operator, inputs as Inputs<K>, node.attributes)
}
