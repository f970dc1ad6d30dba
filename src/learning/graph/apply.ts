// The one place where nodes are made: an operator applied to inputs, its shape checked.

import {
  type Attributes,
  type ElementType,
  type Inputs,
  type Node,
  type Operator,
  type Shape,
  type TensorData,
  type TensorValue,
} from './node.ts'
import { shapeRules } from './shapes.ts'
import { type Like, mapTree, type Tree } from './tree.ts'

/** What stands where a node is expected: a number is a float32 scalar, or of its partner's type. */
export type Operand = Node | number

/** Applies an operator. Throws `bad-input`, naming the shapes, where its rule does not allow them. */
export function apply<K extends Operator>(
  operator: K,
  inputs: Inputs<K>,
  attributes: Attributes<K>,
): Node<K> {
  const { shape, type } = shapeRules[operator](inputs, attributes)
  return { operator, inputs, attributes, shape, type }
}

/** A value that is fed at every run. A leading -1 is a batch of any size (inference only). */
export function input(name: string, shape: Shape, type: ElementType = 'float32'): Node<'input'> {
  return apply('input', [], { name, shape, type })
}

/** A value that is part of the graph; row-major data. */
export function constant(
  data: TensorData | readonly number[],
  shape: Shape,
  type: ElementType = 'float32',
): Node<'constant'> {
  const value = { shape, data: ArrayBuffer.isView(data) ? data : Float64Array.from(data) }
  return apply('constant', [], { value, type })
}

/** The values of a tree as parts of the graph: what was trained, where it is used. */
export function constants<P extends Tree<TensorValue>>(values: P): Like<P, Node> {
  return mapTree(values, (leaf): Node => {
    // The leaves are values; the compiler does not follow it through the generic nesting.
    const { data, shape } = leaf as TensorValue
    return constant(data, shape)
  })
}

export function scalar(value: number, type: ElementType = 'float32'): Node<'constant'> {
  return constant([value], [], type)
}

/** A number becomes a scalar of `type`; a node stays. */
export function toNode(operand: Operand, type: ElementType = 'float32'): Node {
  return typeof operand === 'number' ? scalar(operand, type) : operand
}

export function zeros(shape: Shape, type: ElementType = 'float32'): Node {
  return filled(0, shape, type)
}

export function ones(shape: Shape, type: ElementType = 'float32'): Node {
  return filled(1, shape, type)
}

function filled(value: number, shape: Shape, type: ElementType): Node {
  const single = scalar(value, type)
  return shape.length === 0 ? single : apply('expand', [single], { shape })
}
