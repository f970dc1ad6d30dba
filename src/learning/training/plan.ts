// Compiles a program: its models and kernels, and where in one block of memory everything lies.

import { MillraceError } from '../../errors.ts'
import { sizeOf, type TensorValue } from '../graph/node.ts'
import type { Target } from '../onnx/target.ts'
import { createAllocator, placesIn, type Allocator, type Place, type Span } from './layout.ts'
import type { PrivateSteps } from './private-steps.ts'
import type { Groups, Phase, Program } from './program.ts'
import {
  compileEvaluation,
  compileLoss,
  leavesOf,
  type EvaluationModel,
  type LossModel,
} from './step.ts'
import { compileAccumulation, compileUpdate, type KernelPlan, type UpdatePlan } from './update.ts'

export interface PhasePlan extends LossModel, UpdatePlan {
  readonly name: string
  readonly repeat: number
  /** The trained parameters, and the gradient by them. */
  readonly parameters: Span
  readonly gradient: Span
  /** Adds a gradient to the sum of a larger batch; absent where each batch is a step. */
  readonly accumulation?: { readonly kernel: KernelPlan; readonly total: Span }
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
  readonly evaluation: EvaluationModel | undefined
}

export interface CompileOptions {
  /** Batches per step, whose gradients are averaged. */
  readonly accumulate?: number
  /** Decay of the moving average of the weights; none when absent. */
  readonly averageDecay?: number | undefined
  /** What will run the models; any runtime when absent. */
  readonly target?: Target
  /** Clips the gradient of each row; the steps then add noise. */
  readonly privacy?: PrivateSteps | undefined
}

/** Compiles a program for parameters of these shapes. */
export function compileProgram<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  parameters: P,
  { accumulate = 1, averageDecay, target = {}, privacy }: CompileOptions = {},
): TrainingPlan {
  expectGroups(program, parameters)
  const allocator = createAllocator()
  const leaves = leavesOf(parameters)
  const parts = program.phases.map((phase) => placeTrained(allocator, phase, leaves, averageDecay))
  const trained = new Set(parts.flatMap(({ places }) => [...places.keys()]))
  const others = new Map([...leaves].filter(([path]) => !trained.has(path)))
  const still = placesIn(allocator.vector(totalSize(others)), others)
  const places = new Map([...parts.flatMap((part) => [...part.places]), ...still])
  const results = new Map([...parts.flatMap((part) => [...part.results]), ...still])
  const persistentLength = allocator.length

  const phases = program.phases.map((phase, i): PhasePlan => {
    const { span, state, average, places: own } = parts[i]!
    const gradient = allocator.vector(span.length)
    const total = accumulate > 1 || privacy ? allocator.vector(span.length) : undefined
    return {
      name: phase.name,
      repeat: phase.repeat ?? 1,
      parameters: span,
      gradient,
      ...compileLoss(program, phase, parameters, places, [...own.keys()], target, privacy),
      ...compileUpdate(phase.optimiser, {
        gradient: total ?? gradient,
        parameters: span,
        state,
        average: average && { span: average, decay: averageDecay! },
      }),
      ...(total && {
        accumulation: { total, kernel: compileAccumulation(gradient, total, accumulate) },
      }),
    }
  })
  const evaluation = compileEvaluation(program, parameters, results, target)
  return { length: allocator.length, persistentLength, places, results, phases, evaluation }
}

/** Where the parameters of one phase lie, with what is kept beside them. */
interface TrainedPart {
  readonly span: Span
  readonly average: Span | undefined
  readonly state: readonly Span[]
  readonly places: ReadonlyMap<string, Place>
  readonly results: ReadonlyMap<string, Place>
}

function placeTrained(
  allocator: Allocator,
  { trains, optimiser }: Pick<Phase<Groups, string, string>, 'trains' | 'optimiser'>,
  leaves: ReadonlyMap<string, TensorValue>,
  averageDecay: number | undefined,
): TrainedPart {
  const own = new Map([...leaves].filter(([path]) => trains.includes(path.split('/', 1)[0]!)))
  const length = totalSize(own)
  const span = allocator.vector(length)
  const average = averageDecay === undefined ? undefined : allocator.vector(length)
  return {
    span,
    average,
    state: optimiser.state.map(() => allocator.vector(length)),
    places: placesIn(span, own),
    results: placesIn(average ?? span, own),
  }
}

function totalSize(leaves: ReadonlyMap<string, TensorValue>): number {
  return [...leaves.values()].reduce((total, { shape }) => total + sizeOf(shape), 0)
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
