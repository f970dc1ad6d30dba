// The losses of single examples, found in the one number that is minimised.

import { MillraceError } from '../../errors.ts'
import { reshape } from './arrangement.ts'
import { add, divide, multiply, negate, subtract } from './elementwise.ts'
import type { Layout } from './example-layout.ts'
import { formatShape, isOperator, sizeOf, type Node } from './node.ts'
import { sum } from './reduction.ts'

/**
 * What each example adds to the loss, `[count]`. The loss must be a sum or mean over its examples.
 * @throws MillraceError `unsupported` where examples are mixed in any other way, such as by batch
 *   normalisation, by packing several rows for one judgement, or by a weight shared over the batch.
 */
export function exampleLosses(loss: Node, layouts: ReadonlyMap<Node, Layout>, count: number): Node {
  const layout = layouts.get(loss)!
  if (layout.kind === 'rows') {
    return sum(reshape(loss, [count, sizeOf(loss.shape) / count]), { axes: 1 })
  }
  if (layout.kind === 'shared') {
    throw new MillraceError(
      'unsupported',
      `private training: a part of the loss depends on no row, got ${loss.operator} ${formatShape(loss.shape)}`,
      { hint: 'penalise parameters in the optimiser, such as by adamW, not in the loss' },
    )
  }
  const part = (x: Node): Node => exampleLosses(x, layouts, count)
  const isShared = (x: Node): boolean => layouts.get(x)!.kind === 'shared' && sizeOf(x.shape) === 1
  if (isOperator(loss, 'sum') || isOperator(loss, 'reshape')) {
    // Only a plain total of what follows reads the same however its numbers are arranged.
    if (isOperator(loss, 'sum') || sizeOf(loss.shape) === 1) return part(loss.inputs[0])
  }
  if (isOperator(loss, 'negate')) return negate(part(loss.inputs[0]))
  if (isOperator(loss, 'add') || isOperator(loss, 'subtract')) {
    const [a, b] = loss.inputs
    if (sizeOf(a.shape) === sizeOf(b.shape)) {
      return isOperator(loss, 'add') ? add(part(a), part(b)) : subtract(part(a), part(b))
    }
  }
  if (isOperator(loss, 'multiply')) {
    const [a, b] = loss.inputs
    if (isShared(b)) return multiply(part(a), reshape(b, []))
    if (isShared(a)) return multiply(part(b), reshape(a, []))
  }
  if (isOperator(loss, 'divide') && isShared(loss.inputs[1])) {
    return divide(part(loss.inputs[0]), reshape(loss.inputs[1], []))
  }
  throw new MillraceError(
    'unsupported',
    `private training: the rows of a batch are mixed, expected a loss that is a mean over rows, got ${layout.reason}`,
    {
      hint: 'batch normalisation, packing and weights shared over a batch let one row change what others teach; use layer normalisation and losses per row',
    },
  )
}
