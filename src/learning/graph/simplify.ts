// Rewriting a graph into a cheaper one of the same values: equal nodes are shared, what is constant is
// computed, and the local rules of simplify-rules.ts are applied. Only what a run pays for is done.

import { MillraceError } from '../../errors.ts'
import { constant } from './apply.ts'
import { evaluate } from './evaluate.ts'
import {
  formatShape,
  isOperator,
  sizeOf,
  topologicalOrder,
  type Node,
  type Operator,
  type TensorData,
} from './node.ts'
import { withInputs } from './rewrite.ts'
import { simplifyRules } from './simplify-rules.ts'

/** Larger constant results are left to the runtime, so that a model file stays small. */
const largestFolded = 1024

/** The same outputs, computed with less. Drops `stopGradient`: differentiate first. */
export function simplify(outputs: readonly Node[]): Node[] {
  const simplified = new Map<Node, Node>()
  const intern = createInterner()

  function visit(node: Node): Node {
    const known = simplified.get(node)
    if (known) return known
    const current = intern(withInputs(node, node.inputs.map(visit)))
    const result = simplified.get(current) ?? rewritten(current)
    simplified.set(node, result).set(current, result)
    return result
  }

  function rewritten(node: Node): Node {
    const better = folded(node) ?? applyRule(node)
    if (better === null) return node
    if (formatShape(better.shape) !== formatShape(node.shape) || better.type !== node.type) {
      throw new MillraceError(
        'internal',
        `simplify ${node.operator}: changed the result, expected ${node.type} ${formatShape(node.shape)}, got ${better.type} ${formatShape(better.shape)}`,
      )
    }
    return visit(better)
  }

  // In topological order the recursion of `visit` is only as deep as one rule's replacement.
  for (const node of topologicalOrder(outputs)) visit(node)
  return outputs.map(visit)
}

function applyRule<K extends Operator>(node: Node<K>): Node | null {
  return simplifyRules[node.operator]?.(node) ?? null
}

function folded(node: Node): Node | null {
  // An expanded scalar stays one: it is cheap to make, and the rules see what it is filled with.
  if (node.inputs.length === 0 || isOperator(node, 'expand')) return null
  const isConstant = node.inputs.every((x) => isOperator(x, 'constant'))
  if (!isConstant || sizeOf(node.shape) > largestFolded) return null
  return constant(evaluate([node])[0]!.data, node.shape, node.type)
}

/** Maps every node to the first that is equal to it: same operator, attributes and inputs. */
function createInterner(): (node: Node) => Node {
  const numbers = new Map<Node, number>()
  const numbersOfData = new Map<TensorData, number>()
  const first = new Map<string, Node>()
  const numberOf = <T>(known: Map<T, number>, key: T): number => {
    const number = known.get(key) ?? known.size
    known.set(key, number)
    return number
  }

  function key(node: Node): string {
    if (isOperator(node, 'input')) return `input ${numberOf(numbers, node)}`
    const inputs = node.inputs.map((x) => numberOf(numbers, x))
    if (!isOperator(node, 'constant')) {
      return `${node.operator} ${inputs.join()} ${JSON.stringify(node.attributes)}`
    }
    const { value, type } = node.attributes
    const isSmall = value.data.length <= 16
    const content = isSmall ? value.data.join() : `#${numberOf(numbersOfData, value.data)}`
    return `constant ${type} ${formatShape(value.shape)} ${content}`
  }

  return (node) => {
    const text = key(node)
    const known = first.get(text)
    if (known) return known
    first.set(text, node)
    return node
  }
}
