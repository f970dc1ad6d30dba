// How the nodes of a loss depend on the examples of its batch. Differential privacy needs to know what
// one example can change; this finds it out from the operators, so that nobody has to promise it.

import { formatShape, topologicalOrder, type Node, type Operator, type Shape } from './node.ts'

/**
 * `shared`: the same whatever the batch holds. `rows`: along the first axis, `block` rows for each
 * example one after another, each of which depends on its own example alone. `mixed`: anything else.
 */
export type Layout =
  | { readonly kind: 'shared' }
  | { readonly kind: 'rows'; readonly block: number }
  | { readonly kind: 'mixed'; readonly reason: string }

export interface Examples {
  /** Examples in the batch, at least 2. */
  readonly count: number
  /** Inputs that hold one row per example. */
  readonly rows: ReadonlySet<Node>
  /** What the loss is differentiated by. */
  readonly trained: readonly Node[]
}

type LayoutRule<K extends Operator> = (
  node: Node<K>,
  layouts: readonly Layout[],
  context: Context,
) => Layout

interface Context {
  readonly count: number
  /** Nodes that depend on something trained. */
  readonly isTrained: (node: Node) => boolean
}

const shared: Layout = { kind: 'shared' }

/** Layouts of every node that the roots need. */
export function exampleLayouts(
  roots: readonly Node[],
  { count, rows, trained }: Examples,
): Map<Node, Layout> {
  const layouts = new Map<Node, Layout>()
  const fromTrained = new Set(trained)
  const context: Context = { count, isTrained: (node) => fromTrained.has(node) }
  for (const node of topologicalOrder(roots)) {
    if (node.inputs.some((x) => fromTrained.has(x))) fromTrained.add(node)
    layouts.set(node, rows.has(node) ? rowsOf(node.shape, count) : layoutOf(node, layouts, context))
  }
  return layouts
}

function layoutOf<K extends Operator>(
  node: Node<K>,
  known: ReadonlyMap<Node, Layout>,
  context: Context,
): Layout {
  const layouts = node.inputs.map((x) => known.get(x)!)
  const mixed = layouts.find(({ kind }) => kind === 'mixed')
  if (mixed) return mixed
  const isShared = layouts.every(({ kind }) => kind === 'shared')
  if (isShared && node.operator !== 'expand') return shared
  return layoutRules[node.operator](node, layouts, context)
}

const layoutRules: { readonly [K in Operator]: LayoutRule<K> } = {
  input: () => shared,
  constant: () => shared,

  negate: aligned,
  abs: aligned,
  sign: aligned,
  floor: aligned,
  exp: aligned,
  log: aligned,
  sqrt: aligned,
  sin: aligned,
  cos: aligned,
  tanh: aligned,
  sigmoid: aligned,
  softplus: aligned,
  erf: aligned,
  leakyRelu: aligned,
  not: aligned,
  cast: aligned,
  stopGradient: aligned,

  add: aligned,
  subtract: aligned,
  multiply: aligned,
  divide: aligned,
  power: aligned,
  maximum: aligned,
  minimum: aligned,
  greater: aligned,
  equal: aligned,
  and: aligned,
  where: aligned,

  matmul: (node, layouts) => {
    const [a, b] = node.inputs
    const { transposeLeft } = node.attributes
    // A matrix by a matrix: the rows of the left one stay rows, those of the right one are summed.
    if (node.shape.length === 2) {
      const isRowWise = layouts[1]!.kind === 'shared' && !transposeLeft && a.shape.length === 2
      return isRowWise ? layouts[0]! : mixing(node)
    }
    return b.shape.length === 2 && layouts[1]!.kind === 'rows'
      ? mixing(node)
      : aligned(node, layouts)
  },

  transpose: (node, [layout]) => (node.attributes.permutation[0] === 0 ? layout! : mixing(node)),
  // Row-major order keeps the numbers of an example together.
  reshape: (node, _, { count }) => rowsOf(node.shape, count, node),
  expand: (node, layouts, { count, isTrained }) => {
    const [x] = node.inputs
    if (layouts[0]!.kind === 'rows') return aligned(node, layouts)
    // A parameter written out once per example: each example has its own copy.
    const isRepeated = x.shape.length < node.shape.length || x.shape[0] === 1
    return isTrained(x) && isRepeated && isDivisible(node.shape, count)
      ? rowsOf(node.shape, count)
      : shared
  },
  concat: (node, layouts) => (node.attributes.axis === 0 ? mixing(node) : aligned(node, layouts)),
  slice: (node, [layout]) => {
    const { starts, ends, steps } = node.attributes
    const isWhole = starts[0] === 0 && ends[0] === node.inputs[0].shape[0] && steps[0] === 1
    return isWhole ? layout! : mixing(node)
  },
  pad: (node, [layout]) =>
    node.attributes.before[0] === 0 && node.attributes.after[0] === 0 ? layout! : mixing(node),
  gather: (node, [table, indices]) => {
    const { axis } = node.attributes
    if (table!.kind === 'shared' && axis === 0) return indices!
    return indices!.kind === 'shared' && axis > 0 ? table! : mixing(node)
  },
  scatterAdd: (node, [updates, indices]) =>
    indices!.kind === 'shared' && node.attributes.axis > 0 ? updates! : mixing(node),

  sum: reduced,
  max: reduced,
  argMax: alongAxis,
  softmax: alongAxis,
  logSoftmax: alongAxis,
  cumulativeSum: alongAxis,

  convolution: (node, layouts) => (layouts[1]!.kind === 'shared' ? layouts[0]! : mixing(node)),
  convolutionTranspose: (node, layouts) =>
    layouts[1]!.kind === 'shared' ? layouts[0]! : mixing(node),
  convolutionKernel: mixing,
  maxPool: (_, layouts) => layouts[0]!,
  // Positions count over the whole batch.
  maxPoolIndices: mixing,
}

/** Element by element: whatever has rows has them along the first axis of the result. */
function aligned(node: Node, layouts: readonly Layout[]): Layout {
  let found: Layout = shared
  for (const [i, layout] of layouts.entries()) {
    if (layout.kind !== 'rows') continue
    const { shape } = node.inputs[i]!
    if (shape.length !== node.shape.length || shape[0] !== node.shape[0]) return mixing(node)
    if (found.kind === 'rows' && found.block !== layout.block) return mixing(node)
    found = layout
  }
  return found
}

function reduced(node: Node<'sum' | 'max'>, layouts: readonly Layout[]): Layout {
  return node.attributes.axes.includes(0) ? mixing(node) : layouts[0]!
}

function alongAxis(
  node: Node<'argMax' | 'softmax' | 'logSoftmax' | 'cumulativeSum'>,
  layouts: readonly Layout[],
): Layout {
  return node.attributes.axis === 0 ? mixing(node) : layouts[0]!
}

function rowsOf(shape: Shape, count: number, node?: Node): Layout {
  if (isDivisible(shape, count)) return { kind: 'rows', block: shape[0]! / count }
  return node ? mixing(node) : { kind: 'mixed', reason: `an input ${formatShape(shape)}` }
}

function isDivisible(shape: Shape, count: number): boolean {
  return shape.length > 0 && shape[0]! % count === 0
}

function mixing(node: Node): Layout {
  const shapes = node.inputs.map(({ shape }) => formatShape(shape)).join(' and ')
  return { kind: 'mixed', reason: `${node.operator} of ${shapes} to ${formatShape(node.shape)}` }
}
