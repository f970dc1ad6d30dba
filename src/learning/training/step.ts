// Compiles the losses of a program to ONNX models: (parameters, batch, noise) -> (gradient, report,
// updates) for a phase, (parameters, batch, noise) -> metrics for the evaluation.

import { MillraceError } from '../../errors.ts'
import { concat, reshape } from '../graph/arrangement.ts'
import { input } from '../graph/apply.ts'
import { clippedGradient } from '../graph/clipped-gradient.ts'
import { multiply } from '../graph/elementwise.ts'
import { gradient } from '../graph/gradient.ts'
import {
  formatShape,
  isOperator,
  sizeOf,
  topologicalOrder,
  type Node,
  type Shape,
  type TensorValue,
} from '../graph/node.ts'
import { sum } from '../graph/reduction.ts'
import { flattenTree, unflattenTree, type Like } from '../graph/tree.ts'
import { encodeModel } from '../onnx/encode.ts'
import type { Target } from '../onnx/target.ts'
import type { Place } from './layout.ts'
import { rowWeightsName, type PrivateSteps } from './private-steps.ts'
import type { Groups, NoiseInput, Phase, PhaseLoss, Program, StepInputs } from './program.ts'

/** What a model is fed with at every run. */
export interface Feeds {
  /** Name of the model's input by place in the block. */
  readonly places: ReadonlyMap<string, Place>
  readonly batch: ReadonlyMap<string, Shape>
  readonly noise: ReadonlyMap<string, NoiseInput>
}

interface Model {
  readonly model: Uint8Array
  readonly feeds: Feeds
}

/** Outputs: the parts of the gradient by the trained parameters, `report`, and the updates. */
export interface LossModel extends Model {
  /** Where the parts of the gradient lie in it, by output. */
  readonly gradientParts: ReadonlyMap<string, Place>
  /** Names of the numbers in the output `report`: the loss first. */
  readonly report: readonly string[]
  /** Outputs that become new values of places, by name. */
  readonly updates: ReadonlyMap<string, Place>
}

/** Output: `metrics`, `[metrics, batchSize]`. */
export interface EvaluationModel extends Model {
  readonly metrics: readonly string[]
}

/** From this many numbers on, copying a gradient costs more than an output of its own. */
const ownOutputSize = 16_384

/** `trained` are paths of the parameters by which the loss is differentiated, in their order. */
export function compileLoss<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  phase: Phase<P, B, N>,
  parameters: P,
  places: ReadonlyMap<string, Place>,
  trained: readonly string[],
  target: Target,
  privacy?: PrivateSteps,
): LossModel {
  const inputs = createInputs(program, parameters)
  const { loss, metrics = {}, updates = {} } = phase.loss(inputs.step)
  const leaves = trained.map((path) => inputs.leaves.get(path)!)
  const clipped = privacy && clippedStep(program, inputs.step, { loss, updates }, leaves, privacy)
  const parts = partsOf(clipped?.gradients ?? gradient(loss, leaves))
  // Metrics need not be sums over rows, so that a private step has none.
  const reported = clipped
    ? { [phase.name]: clipped.loss }
    : { [phase.name]: loss, ...prefix(phase.name, metrics) }
  const report = Object.entries(reported)
  for (const [name, node] of report) expectShape(`metric '${name}'`, node, [])
  const news = new Map<string, Node>()
  for (const [group, tree] of Object.entries(updates)) {
    for (const [path, node] of flattenTree(tree as Like<P[string], Node>)) {
      news.set(path === '' ? group : `${group}/${path}`, node as Node)
    }
  }
  for (const [path, node] of news) expectShape(`update '${path}'`, node, places.get(path)?.shape)
  const outputs = {
    ...Object.fromEntries(parts.map(({ name, node }) => [name, node])),
    report: concat(
      report.map(([, node]) => reshape(node, [1])),
      0,
    ),
    ...Object.fromEntries([...news].map(([path, node]) => [`update/${path}`, node])),
  }
  return {
    ...encode(program, outputs, places, target),
    gradientParts: new Map(
      parts.map(({ name, node, offset }) => [name, { offset, shape: node.shape }]),
    ),
    report: report.map(([name]) => name),
    updates: new Map([...news.keys()].map((path) => [`update/${path}`, places.get(path)!])),
  }
}

interface GradientPart {
  readonly name: string
  readonly node: Node
  readonly offset: number
}

/** Small gradients that lie side by side leave the model as one vector, large ones without that copy. */
function partsOf(gradients: readonly Node[]): GradientPart[] {
  const runs: Node[][] = []
  for (const node of gradients) {
    const isLarge = sizeOf(node.shape) >= ownOutputSize
    const last = runs.at(-1)
    if (last && !isLarge && sizeOf(last[0]!.shape) < ownOutputSize) last.push(node)
    else runs.push([node])
  }
  let offset = 0
  return runs.map((run, i) => {
    const flat = run.map((node) => reshape(node, [sizeOf(node.shape)]))
    const node = run.length === 1 ? run[0]! : concat(flat, 0)
    const part = { name: `gradient/${i}`, node, offset }
    offset += sizeOf(node.shape)
    return part
  })
}

/** Sums of the clipped gradients of the rows that count, and the sum of their losses. */
function clippedStep(
  { batchSize: count }: Pick<Program, 'batchSize'>,
  { batch, noise }: StepInputs<Groups, string, string>,
  { loss, updates = {} }: PhaseLoss<Groups>,
  trained: readonly Node[],
  { limit }: PrivateSteps,
): { readonly gradients: readonly Node[]; readonly loss: Node } {
  if (Object.keys(updates).length > 0) {
    throw new MillraceError(
      'unsupported',
      'private training: values taken from the data outside of the gradient, expected none, got updates such as those of batch normalisation',
    )
  }
  const weights = input(rowWeightsName, [count])
  const fed = [...Object.values(batch), ...Object.values(noise)]
  const rows = fed.filter(({ shape }) => shape.length > 0 && shape[0]! % count === 0)
  const { sums, losses } = clippedGradient(loss, trained, { rows, count, weights, limit })
  return { gradients: sums, loss: sum(multiply(losses, weights)) }
}

export function compileEvaluation<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  parameters: P,
  results: ReadonlyMap<string, Place>,
  target: Target,
): EvaluationModel | undefined {
  if (!program.evaluate) return undefined
  const metrics = Object.entries(program.evaluate(createInputs(program, parameters).step))
  for (const [name, node] of metrics) expectShape(`metric '${name}'`, node, [program.batchSize])
  const rows = metrics.map(([, node]) => reshape(node, [1, program.batchSize]))
  return {
    ...encode(program, { metrics: concat(rows, 0) }, results, target),
    metrics: metrics.map(([name]) => name),
  }
}

/** The model is fed only with what its graph uses. */
function encode(
  program: Program,
  outputs: Readonly<Record<string, Node>>,
  places: ReadonlyMap<string, Place>,
  target: Target,
): Model {
  const order = topologicalOrder(Object.values(outputs))
  const inputs = order.filter((node) => isOperator(node, 'input'))
  const used = new Set(inputs.map(({ attributes }) => attributes.name))
  const pick = <T>(kind: string, entries: Iterable<readonly [string, T]>): Map<string, T> =>
    new Map([...entries].filter(([name]) => used.has(`${kind}/${name}`)))
  return {
    model: encodeModel({ inputs, outputs, target, writesInPlace: true }),
    feeds: {
      places: pick('parameters', places),
      batch: pick('batch', Object.entries(program.inputs)),
      noise: pick('noise', Object.entries(program.noise)),
    },
  }
}

interface CreatedInputs<P extends Groups, B extends string, N extends string> {
  readonly step: StepInputs<P, B, N>
  readonly leaves: ReadonlyMap<string, Node>
}

function createInputs<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  parameters: P,
): CreatedInputs<P, B, N> {
  const leaves = new Map(
    [...leavesOf(parameters)].map(([path, { shape }]) => [
      path,
      input(`parameters/${path}`, shape),
    ]),
  )
  const batch = Object.entries<Shape>(program.inputs).map(([name, shape]) => [
    name,
    input(`batch/${name}`, [program.batchSize, ...shape]),
  ])
  const noise = Object.entries<NoiseInput>(program.noise).map(([name, { shape }]) => [
    name,
    input(`noise/${name}`, shape),
  ])
  return {
    leaves,
    step: {
      parameters: unflattenTree(parameters, leaves) as Like<P, Node>,
      // The names are those of the program's inputs and noise.
      batch: Object.fromEntries(batch) as Record<B, Node>,
      noise: Object.fromEntries(noise) as Record<N, Node>,
    },
  }
}

/** Parameters by path. */
export function leavesOf(parameters: Groups): Map<string, TensorValue> {
  // A type parameter hides from the compiler that the leaves are values.
  return flattenTree(parameters) as Map<string, TensorValue>
}

function prefix<T>(name: string, entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, x]) => [`${name}/${key}`, x]))
}

function expectShape(subject: string, node: Node, shape: Shape | undefined): void {
  if (!shape) throw new MillraceError('bad-input', `${subject}: no such parameter`)
  if (formatShape(node.shape) === formatShape(shape)) return
  throw new MillraceError(
    'bad-input',
    `${subject}: wrong shape, expected ${formatShape(shape)}, got ${formatShape(node.shape)}`,
  )
}
