// The sum of the gradients of single examples, each scaled down to a largest norm (Abadi et al. 2016,
// doi:10.1145/2976749.2978318), from one backward pass: the adjoints of an example are scaled instead
// of its gradient, which is never written out (Bu et al. 2023, arXiv:2210.00038).

import { MillraceError } from '../../errors.ts'
import { pad, reshape, transpose } from './arrangement.ts'
import { add, divide, maximum, minimum, multiply, sqrt } from './elementwise.ts'
import { exampleLayouts, type Layout } from './example-layout.ts'
import { exampleLosses } from './example-losses.ts'
import { gradient } from './gradient.ts'
import { formatShape, isOperator, topologicalOrder, type Node } from './node.ts'
import {
  exampleGradients,
  joined,
  squaredNorms,
  weightedSum,
  whole,
  type ExampleGradients,
} from './parameter-use.ts'
import { sum } from './reduction.ts'

export interface ClippedGradientOptions {
  /** Inputs that hold one row per example along their first axis, noise included. */
  readonly rows: readonly Node[]
  /** Examples in the batch. */
  readonly count: number
  /** 1 for an example that counts, 0 for one that fills the batch up: `[count]`. */
  readonly weights: Node
  /** Largest norm of the gradient of one example's loss. */
  readonly limit: number
}

export interface ClippedGradient {
  /** Sums over the examples of weight times clipped gradient, one per parameter. */
  readonly sums: readonly Node[]
  /** Norms of the gradients before clipping, over all parameters: `[count]`. */
  readonly norms: Node
  /** Losses of the examples, `[count]`; the loss is their mean. */
  readonly losses: Node
}

/** Rounding in float32 must not carry a gradient over the limit. */
const margin = 1 - 2 ** -14

/** A tensor that all examples use, made of one parameter, and what each adds to its gradient. */
interface Use {
  readonly tensor: Node
  readonly parameter: Node
  readonly gradients: ExampleGradients
}

/**
 * Clips the gradient of each example and sums. `loss` is a mean over the examples.
 * @throws MillraceError `unsupported` where one example can change what another teaches, or where a
 *   parameter is used in a way that has no gradient per example.
 */
export function clippedGradient(
  loss: Node,
  parameters: readonly Node[],
  { rows, count, weights, limit }: ClippedGradientOptions,
): ClippedGradient {
  if (count < 2) {
    throw new MillraceError(
      'bad-input',
      `private training: batch too small, expected at least 2 rows, got ${count}`,
    )
  }
  const layouts = exampleLayouts([loss], { count, rows: new Set(rows), trained: parameters })
  const losses = multiply(exampleLosses(loss, layouts, count), count)
  const uses = usesOf(losses, parameters, layouts, count)
  const squares = parameters.flatMap((parameter) => {
    const own = uses.filter((use) => use.parameter === parameter)
    return own.length === 0 ? [] : [squaredNorms(joinedUses(own, parameter, count))]
  })
  if (squares.length === 0) {
    throw new MillraceError('bad-input', 'private training: the loss depends on no parameter')
  }
  // Products of Gram matrices that cancel may come out a hair below zero.
  const norms = sqrt(
    maximum(
      squares.reduce((a, b) => add(a, b)),
      0,
    ),
  )
  const factors = minimum(divide(limit * margin, maximum(norms, limit * 1e-6)), 1)
  const scales = multiply(weights, factors)
  const sums = parameters.map((parameter) => {
    const parts = uses
      .filter((use) => use.parameter === parameter)
      .map(({ tensor, gradients }) => {
        const adjoint = weightedSum(gradients, scales, tensor.shape)
        return gradient(tensor, [parameter], { adjoint })[0]!
      })
    return parts.length === 0
      ? multiply(parameter, 0)
      : parts.reduce((total, part) => add(total, part))
  })
  return { sums, norms, losses }
}

/** Where something made of parameters alone meets something that differs between examples. */
function usesOf(
  losses: Node,
  parameters: readonly Node[],
  layouts: ReadonlyMap<Node, Layout>,
  count: number,
): Use[] {
  const origins = new Map<Node, Node | 'several'>(parameters.map((node) => [node, node]))
  const places: { readonly node: Node; readonly place: number }[] = []
  for (const node of topologicalOrder([losses])) {
    const isShared = (layouts.get(node)?.kind ?? 'rows') === 'shared'
    for (const [place, x] of node.inputs.entries()) {
      const origin = origins.get(x)
      if (origin === undefined) continue
      if (isShared) origins.set(node, isSame(node, origin, origins) ? origin : 'several')
      else places.push({ node, place })
    }
  }
  const nodes = [...new Set(places.map(({ node }) => node))]
  const adjoints = gradient(sum(losses), nodes)
  return places.map(({ node, place }) => {
    const tensor = node.inputs[place]!
    const parameter = origins.get(tensor)!
    if (parameter === 'several') throw changedParameter(tensor)
    const adjoint = adjoints[nodes.indexOf(node)]!
    return { tensor, parameter, gradients: exampleGradients(node, place, adjoint, count) }
  })
}

/** Rearranging a parameter, or cutting a part out, keeps the norm of a gradient. */
function isSame(
  node: Node,
  origin: Node | 'several',
  origins: ReadonlyMap<Node, unknown>,
): boolean {
  const keepsNorm =
    isOperator(node, 'reshape') || isOperator(node, 'transpose') || isOperator(node, 'slice')
  return origin !== 'several' && keepsNorm && !origins.has(node)
}

function changedParameter(tensor: Node): MillraceError {
  return new MillraceError(
    'unsupported',
    `private training: a parameter is changed before it meets the data, expected it as it is, got ${tensor.operator} ${formatShape(tensor.shape)}`,
  )
}

/** One form for all uses of a parameter. */
function joinedUses(uses: readonly Use[], parameter: Node, count: number): ExampleGradients {
  const [first] = uses
  if (uses.every(({ tensor }) => tensor === first!.tensor)) {
    return joined(
      uses.map(({ gradients }) => gradients),
      first!.tensor.shape,
    )
  }
  const parts = uses.map(({ tensor, gradients }) =>
    pulledBack(whole(gradients, tensor.shape), tensor, parameter, count),
  )
  return { form: 'whole', gradients: parts.reduce((a, b) => add(a, b)) }
}

/** Gradients by a tensor, `[count, ...shape]`, as gradients by the parameter that it is made of. */
function pulledBack(gradients: Node, tensor: Node, parameter: Node, count: number): Node {
  if (tensor === parameter) return gradients
  const [source] = tensor.inputs
  if (isOperator(tensor, 'transpose')) {
    const { permutation } = tensor.attributes
    const inverse = permutation.map((_, i) => permutation.indexOf(i) + 1)
    return pulledBack(transpose(gradients, [0, ...inverse]), source!, parameter, count)
  }
  if (isOperator(tensor, 'slice') && tensor.attributes.steps.every((step) => step === 1)) {
    const { starts, ends } = tensor.attributes
    const after = source!.shape.map((size, i) => size - ends[i]!)
    const padded = pad(gradients, [0, ...starts], [0, ...after])
    return pulledBack(padded, source!, parameter, count)
  }
  if (!isOperator(tensor, 'reshape')) throw changedParameter(tensor)
  return pulledBack(reshape(gradients, [count, ...source!.shape]), source!, parameter, count)
}
