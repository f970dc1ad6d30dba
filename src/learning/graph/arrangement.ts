// Moving elements without changing them: reshape, transpose, join, cut, pad, pick.

import { MillraceError } from '../../errors.ts'
import { apply, constant } from './apply.ts'
import { cast, equal } from './elementwise.ts'
import { formatShape, sizeOf, type Node, type Shape } from './node.ts'

/** A shape in which one -1 stands for what is left; over a symbolic batch the -1 must stand first. */
export function reshape(x: Node, shape: Shape): Node {
  return apply('reshape', [x], { shape: x.shape.includes(-1) ? shape : inferred(x, shape) })
}

export function expand(x: Node, shape: Shape): Node {
  return apply('expand', [x], { shape })
}

/** Axes in the order of `permutation`; reversed without one. */
export function transpose(x: Node, permutation?: readonly number[]): Node {
  return apply('transpose', [x], { permutation: permutation ?? x.shape.map((_, i) => i).reverse() })
}

/** Puts an axis of size 1 at `axis` of the result. */
export function unsqueeze(x: Node, axis: number): Node {
  const at = axis < 0 ? axis + x.shape.length + 1 : axis
  return reshape(x, x.shape.toSpliced(at, 0, 1))
}

/** Drops an axis of size 1. */
export function squeeze(x: Node, axis: number): Node {
  return reshape(x, x.shape.toSpliced(resolveAxis(x, axis), 1))
}

export function concat(inputs: readonly Node[], axis: number): Node {
  if (inputs.length === 1) return inputs[0]!
  return apply('concat', inputs, { axis: inputs[0] ? resolveAxis(inputs[0], axis) : axis })
}

/** Joins along a new axis. */
export function stack(inputs: readonly Node[], axis: number = 0): Node {
  return concat(
    inputs.map((x) => unsqueeze(x, axis)),
    axis,
  )
}

/** Elements `start` to `end` (exclusive) along one axis; negative positions count from its end. */
export function slice(x: Node, axis: number, start: number, end?: number, step: number = 1): Node {
  const at = resolveAxis(x, axis)
  const size = x.shape[at]!
  const position = (value: number): number => (value < 0 ? value + size : value)
  return apply('slice', [x], {
    starts: x.shape.map((_, i) => (i === at ? position(start) : 0)),
    ends: x.shape.map((n, i) => (i === at && end !== undefined ? position(end) : n)),
    steps: x.shape.map((_, i) => (i === at ? step : 1)),
  })
}

/** Cuts an axis into parts of the given sizes, which add up to its own. */
export function split(x: Node, axis: number, sizes: readonly number[]): Node[] {
  let start = 0
  return sizes.map((size) => {
    start += size
    return slice(x, axis, start - size, start)
  })
}

/** Adds `before[i]` and `after[i]` elements of `value` around axis i. */
export function pad(
  x: Node,
  before: readonly number[],
  after: readonly number[],
  value: number = 0,
): Node {
  return apply('pad', [x], { before, after, value })
}

/** Rows along `axis` picked by int32 `indices` of any shape, which take that axis' place. */
export function gather(x: Node, indices: Node, axis: number = 0): Node {
  return apply('gather', [x, indices], { axis: resolveAxis(x, axis) })
}

/** Adds each of the updates' rows to the row of zeros that `indices` names: the adjoint of gather. */
export function scatterAdd(updates: Node, indices: Node, size: number, axis: number = 0): Node {
  return apply('scatterAdd', [updates, indices], { axis, size })
}

/** float32 `[..., depth]`: 1 where the position equals the int32 index. */
export function oneHot(indices: Node, depth: number): Node {
  const positions = constant(
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
    'int32',
  )
  return cast(equal(unsqueeze(indices, -1), positions), 'float32')
}

/** A non-negative axis; negative ones count from the last. */
export function resolveAxis(x: Node, axis: number): number {
  return axis < 0 ? axis + x.shape.length : axis
}

function inferred(x: Node, shape: Shape): Shape {
  const unknown = shape.indexOf(-1)
  if (unknown < 0) return shape
  const rest = -sizeOf(shape)
  const size = sizeOf(x.shape) / rest
  if (!(rest > 0 && Number.isInteger(size))) {
    throw new MillraceError(
      'bad-input',
      `reshape: sizes differ, got ${formatShape(x.shape)} and [${shape.join(', ')}]`,
    )
  }
  return shape.with(unknown, size)
}
