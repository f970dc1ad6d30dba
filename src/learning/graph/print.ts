// The readable form of a graph: one line per node, for tests and for eyes.

import {
  formatShape,
  isOperator,
  sizeOf,
  topologicalOrder,
  type Node,
  type TensorValue,
} from './node.ts'

/**
 * For example
 *
 *     x: float32 [2, 3]
 *     %0 = multiply(x, 2): float32 [2, 3]
 *     loss = sum(%0) {axes: 0 1}: float32 []
 */
export function print(outputs: Readonly<Record<string, Node>>): string {
  const names = new Map(Object.entries(outputs).map(([name, node]) => [node, name]))
  const lines: string[] = []
  let count = 0
  for (const node of topologicalOrder(Object.values(outputs))) {
    const type = `${node.type} ${formatShape(node.shape)}`
    if (isOperator(node, 'input')) {
      lines.push(`${node.attributes.name}: ${type}`)
      names.set(node, node.attributes.name)
    } else if (isOperator(node, 'constant')) {
      names.set(node, formatConstant(node.attributes.value))
    } else {
      if (!names.has(node)) names.set(node, `%${count++}`)
      const inputs = node.inputs.map((x) => names.get(x)).join(', ')
      lines.push(
        `${names.get(node)} = ${node.operator}(${inputs})${formatAttributes(node)}: ${type}`,
      )
    }
  }
  for (const [name, node] of Object.entries(outputs)) {
    if (names.get(node) !== name) lines.push(`${name} = ${names.get(node)}`)
  }
  return lines.join('\n')
}

function formatConstant({ shape, data }: TensorValue): string {
  const digits = Array.from(data.slice(0, 4), (value) => Number(value.toPrecision(6)))
  if (shape.length === 0) return `${digits[0]}`
  return `<${formatShape(shape)} ${digits.join(' ')}${sizeOf(shape) > 4 ? ' ...' : ''}>`
}

/** Attributes that the result's type does not already show. */
function formatAttributes(node: Node): string {
  const entries = Object.entries(node.attributes)
    .filter(([name]) => name !== 'shape' && name !== 'type')
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`)
  return entries.length === 0 ? '' : ` {${entries.join(', ')}}`
}
