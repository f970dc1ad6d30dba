// From a graph to the bytes of an ONNX model.

import { MillraceError } from '../../errors.ts'
import { isOperator, topologicalOrder, type Node, type Operator } from '../graph/node.ts'
import { simplify } from '../graph/simplify.ts'
import { emitRules } from './emit.ts'
import { findBiases } from './fusion.ts'
import { ModelWriter } from './model-writer.ts'
import { writtenMark } from './session.ts'
import type { Target } from './target.ts'

export interface ModelDescription {
  /** Every input of the graph, in the order in which the model declares them. */
  readonly inputs: readonly Node<'input'>[]
  readonly outputs: Readonly<Record<string, Node>>
  /** Names of inputs whose one row may stand for the whole batch. */
  readonly shared?: readonly string[]
  /** Kept in the model file, for whoever loads it. */
  readonly metadata?: Readonly<Record<string, string>>
  /** Every run is given all outputs, and nothing is returned: see `writtenMark`. */
  readonly writesInPlace?: boolean
  /** What will run it; any runtime when absent. */
  readonly target?: Target
}

/**
 * A standard ONNX model of the simplified graph, unless a target allows for more. Constants of the
 * graph, such as trained weights, become initializers. Throws `bad-input` where the graph uses an
 * input that is not declared, or two carry the same name.
 */
export function encodeModel({
  inputs,
  outputs,
  shared = [],
  metadata = {},
  writesInPlace = false,
  target = {},
}: ModelDescription): Uint8Array {
  const writer = new ModelWriter()
  const declared = new Set<Node>(inputs)
  expectDistinct(inputs.map(({ attributes }) => attributes.name))
  for (const { attributes } of inputs) {
    writer.input(shared.includes(attributes.name) ? { ...attributes, batch: 'shared' } : attributes)
  }
  const names = new Map<Node, string>()
  const results = simplify(Object.values(outputs))
  const order = topologicalOrder(results)
  const biases = findBiases(order, results)
  const absorbed = new Set<Node>([...biases.values()].map(({ product }) => product))
  for (const node of order) {
    if (absorbed.has(node)) continue
    if (isOperator(node, 'input') && !declared.has(node)) {
      throw new MillraceError(
        'bad-input',
        `model: undeclared input, expected one of ${inputs.map((x) => x.attributes.name).join(', ')}, got ${node.attributes.name}`,
      )
    }
    const biased = biases.get(node)
    const emitted = biased ? biased.product : node
    const operands = biased ? [...emitted.inputs, biased.bias] : emitted.inputs
    const operandNames = operands.map((x) => names.get(x)!)
    names.set(node, emit(emitted, operandNames, writer, target))
  }
  if (writesInPlace) writer.emptySequence(writtenMark)
  for (const [i, name] of Object.keys(outputs).entries()) {
    const value = names.get(results[i]!)!
    const { shape, type } = results[i]!
    const source = type === 'int32' ? writer.node('Cast', [value], { to: 6 }) : value
    writer.output({ name, shape, type }, source)
  }
  for (const [key, value] of Object.entries(metadata)) writer.metadata(key, value)
  return writer.finish()
}

function emit<K extends Operator>(
  node: Node<K>,
  inputs: readonly string[],
  writer: ModelWriter,
  target: Target,
): string {
  return emitRules[node.operator](node, inputs, writer, target)
}

function expectDistinct(names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new MillraceError(
      'bad-input',
      `model: inputs need distinct names, expected one '${twice}', got two`,
    )
  }
}
