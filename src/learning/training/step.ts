// Compiles the phases of a program. A step is an ONNX model (parameters, batch, noise) -> (gradient,
// losses), and a kernel that updates parameters and optimiser state in place.

import { MillraceError } from '../../errors.ts'
import { concat, reshape } from '../graph/arrangement.ts'
import { input, scalar } from '../graph/apply.ts'
import { add, multiply } from '../graph/elementwise.ts'
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
import { flattenTree, unflattenTree, type Like } from '../graph/tree.ts'
import { encodeModel } from '../onnx/encode.ts'
import { averageWeight, movingAverage } from '../optim/averaging.ts'
import { compileKernel } from '../optim/kernel.ts'
import type { Schedule } from '../optim/schedules.ts'
import { createAllocator, placesIn, type Place, type Span } from './layout.ts'
import type { Groups, NoiseInput, Phase, Program, StepInputs } from './program.ts'

/** What a model is fed with at every run. */
export interface Feeds {
  /** Name of the model's input by place in the block. */
  readonly places: ReadonlyMap<string, Place>
  readonly batch: ReadonlyMap<string, Shape>
  readonly noise: ReadonlyMap<string, NoiseInput>
}

/** A kernel and what it takes: the vectors in order, then one number per scalar. */
export interface KernelPlan {
  readonly bytes: Uint8Array
  readonly vectors: readonly Span[]
}

export interface PhasePlan {
  readonly name: string
  readonly repeat: number
  readonly model: Uint8Array
  readonly feeds: Feeds
  readonly parameters: Span
  readonly gradient: Span
  /** Names of the numbers in the output `report`: the loss first. */
  readonly report: readonly string[]
  /** Outputs that become new values of places, by name. */
  readonly updates: ReadonlyMap<string, Place>
  readonly update: KernelPlan
  readonly scalars: readonly Schedule[]
  /** Adds a gradient to the sum of a larger batch; absent where each batch is a step. */
  readonly accumulation?: { readonly kernel: KernelPlan; readonly total: Span }
}

export interface EvaluationPlan {
  readonly model: Uint8Array
  readonly feeds: Feeds
  /** Names of the rows of the output `metrics`, `[metrics, batchSize]`. */
  readonly metrics: readonly string[]
}

export interface TrainingPlan {
  /** Numbers in the block; what a checkpoint holds comes first. */
  readonly length: number
  readonly persistentLength: number
  /** Every parameter as the run starts from it. */
  readonly places: ReadonlyMap<string, Place>
  /** Every parameter as the run gives it back: averaged where weights are averaged. */
  readonly results: ReadonlyMap<string, Place>
  readonly phases: readonly PhasePlan[]
  readonly evaluation: EvaluationPlan | undefined
}

export interface CompileOptions {
  /** Batches per step, whose gradients are averaged. */
  readonly accumulate?: number
  /** Decay of the moving average of the weights; none when absent. */
  readonly averageDecay?: number | undefined
}

/** Compiles a program for parameters of these shapes. */
export function compileProgram<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  parameters: P,
  { accumulate = 1, averageDecay }: CompileOptions = {},
): TrainingPlan {
  expectGroups(program, parameters)
  const allocator = createAllocator()
  const leaves = leavesOf(parameters)
  const trained = program.phases.map((phase) => inGroups(leaves, phase.trains))
  const others = [...leaves.keys()].filter((path) => !trained.some((part) => part.has(path)))
  const spans = trained.map((part) => allocator.vector(totalSize(part)))
  const rest = new Map(others.map((path) => [path, leaves.get(path)!]))
  const restPlaces = placesIn(allocator.vector(totalSize(rest)), rest)
  const places = new Map([
    ...trained.flatMap((part, i) => [...placesIn(spans[i]!, part)]),
    ...restPlaces,
  ])
  const averages = spans.map(({ length }) =>
    averageDecay === undefined ? undefined : allocator.vector(length),
  )
  const results = new Map([
    ...trained.flatMap((part, i) => [...placesIn(averages[i] ?? spans[i]!, part)]),
    ...restPlaces,
  ])
  const states = program.phases.map(({ optimiser }, i) =>
    optimiser.state.map(() => allocator.vector(spans[i]!.length)),
  )
  const persistentLength = allocator.length
  const phases = program.phases.map((phase, i) => {
    const own = [...trained[i]!.keys()]
    const vector = allocator.vector(spans[i]!.length)
    const total = accumulate > 1 ? allocator.vector(spans[i]!.length) : undefined
    const average = averages[i]
    return {
      name: phase.name,
      repeat: phase.repeat ?? 1,
      ...compilePhase(program, phase, parameters, places, own),
      parameters: spans[i]!,
      gradient: vector,
      ...compileUpdate(phase, {
        gradient: total ?? vector,
        parameters: spans[i]!,
        state: states[i]!,
        average: average && { span: average, decay: averageDecay! },
      }),
      ...(total && {
        accumulation: { total, kernel: compileAccumulation(vector, total, accumulate) },
      }),
    }
  })
  return {
    length: allocator.length,
    persistentLength,
    places,
    results,
    phases,
    evaluation: compileEvaluation(program, parameters, results),
  }
}

interface ModelPlan {
  readonly model: Uint8Array
  readonly feeds: Feeds
}

function compilePhase<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  phase: Phase<P, B, N>,
  parameters: P,
  places: ReadonlyMap<string, Place>,
  trained: readonly string[],
): ModelPlan & Pick<PhasePlan, 'report' | 'updates'> {
  const inputs = createInputs(program, parameters)
  const { loss, metrics = {}, updates = {} } = phase.loss(inputs.step)
  const gradients = gradient(
    loss,
    trained.map((path) => inputs.leaves.get(path)!),
  )
  const flat = concat(
    gradients.map((part) => reshape(part, [sizeOf(part.shape)])),
    0,
  )
  const report = Object.entries({ [phase.name]: loss, ...prefix(phase.name, metrics) })
  for (const [name, node] of report) expectShape(`metric '${name}'`, node, [])
  const news = new Map<string, Node>()
  for (const [group, tree] of Object.entries(updates)) {
    for (const [path, node] of flattenTree(tree as Like<P[string], Node>)) {
      const place = places.get(`${group}/${path}`) ?? places.get(group)
      const name = path === '' ? group : `${group}/${path}`
      expectShape(`update '${name}'`, node as Node, place?.shape ?? [])
      news.set(name, node as Node)
    }
  }
  const outputs = {
    gradient: flat,
    report: concat(
      report.map(([, node]) => reshape(node, [1])),
      0,
    ),
    ...Object.fromEntries([...news].map(([path, node]) => [`update/${path}`, node])),
  }
  return {
    ...encode(program, outputs, places),
    report: report.map(([name]) => name),
    updates: new Map([...news.keys()].map((path) => [`update/${path}`, places.get(path)!])),
  }
}

function compileEvaluation<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  parameters: P,
  results: ReadonlyMap<string, Place>,
): EvaluationPlan | undefined {
  if (!program.evaluate) return undefined
  const metrics = Object.entries(program.evaluate(createInputs(program, parameters).step))
  for (const [name, node] of metrics) expectShape(`metric '${name}'`, node, [program.batchSize])
  const rows = metrics.map(([, node]) => reshape(node, [1, program.batchSize]))
  return {
    ...encode(program, { metrics: concat(rows, 0) }, results),
    metrics: metrics.map(([name]) => name),
  }
}

/** The model is fed only with what its graph uses. */
function encode(
  program: Program,
  outputs: Readonly<Record<string, Node>>,
  places: ReadonlyMap<string, Place>,
): ModelPlan {
  const order = topologicalOrder(Object.values(outputs))
  const inputs = order.filter((node) => isOperator(node, 'input'))
  const used = new Set(inputs.map(({ attributes }) => attributes.name))
  const pick = <T>(kind: string, entries: Iterable<readonly [string, T]>): Map<string, T> =>
    new Map([...entries].filter(([name]) => used.has(`${kind}/${name}`)))
  return {
    model: encodeModel({ inputs, outputs }),
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

interface UpdateSpans {
  readonly gradient: Span
  readonly parameters: Span
  readonly state: readonly Span[]
  readonly average: { readonly span: Span; readonly decay: number } | undefined
}

function compileUpdate(
  { optimiser }: Pick<Phase<Groups, string, string>, 'optimiser'>,
  spans: UpdateSpans,
): Pick<PhasePlan, 'update' | 'scalars'> {
  const { length } = spans.parameters
  const vector = (name: string): Node => input(name, [length])
  const scalars = Object.keys(optimiser.scalars)
  const parameters = vector('parameters')
  const { update, state } = optimiser.update({
    gradient: vector('gradient'),
    parameters,
    state: Object.fromEntries(optimiser.state.map((name) => [name, vector(`state/${name}`)])),
    scalars: Object.fromEntries(scalars.map((name) => [name, input(`scalars/${name}`, [])])),
  })
  const next = add(parameters, update)
  const results = new Map([['parameters', next]])
  for (const name of optimiser.state) results.set(`state/${name}`, state[name]!)
  const { average } = spans
  if (average) {
    results.set('average', movingAverage(vector('average'), next, input('weight', [])))
  }
  const bytes = compileKernel({
    vectors: [
      'gradient',
      'parameters',
      ...optimiser.state.map((name) => `state/${name}`),
      ...(average ? ['average'] : []),
    ],
    scalars: [...scalars.map((name) => `scalars/${name}`), ...(average ? ['weight'] : [])],
    results,
  })
  return {
    update: {
      bytes,
      vectors: [
        spans.gradient,
        spans.parameters,
        ...spans.state,
        ...(average ? [average.span] : []),
      ],
    },
    scalars: [
      ...Object.values(optimiser.scalars),
      ...(average ? [averageWeight(average.decay)] : []),
    ],
  }
}

/** total + gradient / count, so that the sum over `count` batches is the gradient of their mean. */
function compileAccumulation(gradient: Span, total: Span, count: number): KernelPlan {
  const shape = [gradient.length]
  const sum = add(input('total', shape), multiply(input('gradient', shape), scalar(1 / count)))
  return {
    bytes: compileKernel({
      vectors: ['gradient', 'total'],
      scalars: [],
      results: new Map([['total', sum]]),
    }),
    vectors: [gradient, total],
  }
}

/** Parameters by path. */
export function leavesOf(parameters: Groups): Map<string, TensorValue> {
  // A type parameter hides from the compiler that the leaves are values.
  return flattenTree(parameters) as Map<string, TensorValue>
}

function inGroups(
  leaves: ReadonlyMap<string, TensorValue>,
  groups: readonly string[],
): Map<string, TensorValue> {
  return new Map([...leaves].filter(([path]) => groups.includes(path.split('/', 1)[0]!)))
}

function totalSize(leaves: ReadonlyMap<string, TensorValue>): number {
  return [...leaves.values()].reduce((total, { shape }) => total + sizeOf(shape), 0)
}

function prefix<T>(name: string, entries: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, x]) => [`${name}/${key}`, x]))
}

function expectGroups(program: Program, parameters: Groups): void {
  const groups = program.phases.flatMap((phase) => phase.trains)
  const unknown = groups.find((group) => !(group in parameters))
  const twice = groups.find((group, i) => groups.indexOf(group) !== i)
  if (unknown !== undefined) {
    throw new MillraceError(
      'bad-input',
      `program: a phase trains an unknown group, expected one of ${Object.keys(parameters).join(', ')}, got ${unknown}`,
    )
  }
  if (twice !== undefined) {
    throw new MillraceError('bad-input', `program: two phases train the same group, got ${twice}`)
  }
}

function expectShape(subject: string, node: Node, shape: Shape): void {
  if (formatShape(node.shape) === formatShape(shape)) return
  throw new MillraceError(
    'bad-input',
    `${subject}: wrong shape, expected ${formatShape(shape)}, got ${formatShape(node.shape)}`,
  )
}
