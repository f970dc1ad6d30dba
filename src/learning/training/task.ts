// What the worker is told: encoded models, kernels, a block of numbers, rows, and how long to go on.
// Nothing in it is a graph or a function, so that it can cross to another thread.

import { createHash } from 'node:crypto'
import { MillraceError } from '../../errors.ts'
import { sizeOf, type Shape } from '../graph/node.ts'
import type { PrivateSteps } from './private-steps.ts'
import type { Groups, Program, Rows, TrainingData } from './program.ts'
import type { PhasePlan, TrainingPlan } from './plan.ts'
import { leavesOf, type EvaluationModel } from './step.ts'

export interface TaskPhase extends Omit<PhasePlan, 'scalars'> {
  /** One row per step, one column per scalar of the optimiser. */
  readonly scalars: Float32Array
  readonly scalarCount: number
}

/** Every so many epochs the parameters are judged outside of the thread, as one more metric. */
export interface Judgement {
  readonly metric: string
  readonly everyEpochs: number
}

export interface EarlyStopping {
  /** The metric that is watched, of `evaluate` or of a judge; smaller is better. */
  readonly metric: string
  /** Epochs without a new best after which training stops. */
  readonly patience: number
}

export interface Task {
  readonly seed: number | string
  readonly batchSize: number
  /** Row shapes of the batch inputs. */
  readonly inputs: Readonly<Record<string, Shape>>
  /** Numbers in the block, and how many of them a checkpoint holds. */
  readonly length: number
  readonly persistentLength: number
  readonly initial: Float32Array
  /** The numbers that the run gives back lie in these spans, in this order. */
  readonly results: readonly { readonly offset: number; readonly length: number }[]
  readonly phases: readonly TaskPhase[]
  readonly evaluation: EvaluationModel | undefined
  readonly training: TrainingData
  readonly validation: TrainingData | undefined
  readonly earlyStopping: EarlyStopping | undefined
  readonly judgement: Judgement | undefined
  readonly epochs: number
  readonly iterationsPerEpoch: number
  /** Batches per step of a phase. */
  readonly accumulate: number
  /** Steps on rows drawn by chance, with noise; nothing of the losses is then told. */
  readonly privacy: PrivateSteps | undefined
  readonly threads: number
  /** No epoch is begun that would end later than this; Infinity without a limit. */
  readonly budgetSeconds: number
  readonly checkpoint:
    | { readonly path: string; readonly fingerprint: string; readonly everyEpochs: number }
    | undefined
}

/** Means over one epoch. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number
  /** By phase, and by `phase/metric`. */
  readonly losses: Readonly<Record<string, number>>
  /** Metrics of the validation rows; empty without any. */
  readonly validation: Readonly<Record<string, number>>
}

export type TaskOutcome =
  | {
      readonly status: 'trained'
      readonly results: Float32Array
      readonly history: readonly EpochRecord[]
      readonly bestEpoch: number
      readonly stoppedEarly: boolean
    }
  | {
      readonly status: 'diverged'
      readonly phase: string
      readonly epoch: number
      readonly history: readonly EpochRecord[]
    }
  | { readonly status: 'cancelled' }

export interface TaskEvents {
  onEpoch?(record: EpochRecord): void
  /** Fraction of all iterations that were asked for; called often. */
  onIteration?(fraction: number): void
  isCancelled?(): boolean
  /** The metric of the task's judgement, of the numbers that the run would give back. */
  judge?(results: Float32Array): Promise<number>
}

export interface TaskOptions {
  readonly seed: number | string
  readonly epochs: number
  readonly iterationsPerEpoch: number
  readonly accumulate?: number
  readonly threads?: number
  readonly privacy?: PrivateSteps | undefined
  readonly budgetSeconds?: number | undefined
  readonly validation?: TrainingData | undefined
  readonly earlyStopping?: EarlyStopping | undefined
  readonly judgement?: Judgement | undefined
  readonly checkpoint?: { readonly path: string; readonly everyEpochs?: number } | undefined
}

/** Tabulates the schedules, and puts rows and parameters where the worker can read them. */
export function createTask<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  plan: TrainingPlan,
  initial: P,
  data: TrainingData<B>,
  options: TaskOptions,
): Task {
  const { seed, epochs, iterationsPerEpoch, accumulate = 1, threads = 1 } = options
  const { validation, earlyStopping, judgement, checkpoint, privacy } = options
  const { budgetSeconds = Infinity } = options
  const block = new Float32Array(plan.persistentLength)
  for (const [path, { shape, data }] of leavesOf(initial)) {
    expectSize(path, shape, data.length)
    const { offset } = plan.places.get(path)!
    block.set(data, offset)
  }
  const phases = plan.phases.map(({ scalars, ...phase }) => {
    const steps = epochs * iterationsPerEpoch * phase.repeat
    const table = new Float32Array(steps * scalars.length)
    for (let step = 0; step < steps; step++) {
      scalars.forEach((schedule, i) => (table[step * scalars.length + i] = schedule(step)))
    }
    return { ...phase, scalars: table, scalarCount: scalars.length }
  })
  const task: Task = {
    seed,
    batchSize: program.batchSize,
    inputs: program.inputs,
    length: plan.length,
    persistentLength: plan.persistentLength,
    initial: block,
    results: [...plan.results.values()].map(({ offset, shape }) => ({
      offset,
      length: sizeOf(shape),
    })),
    phases,
    evaluation: plan.evaluation,
    training: shared(data),
    validation: validation && shared(validation),
    earlyStopping,
    judgement,
    epochs,
    iterationsPerEpoch,
    accumulate,
    privacy,
    threads,
    budgetSeconds,
    checkpoint: undefined,
  }
  if (!checkpoint) return task
  const { path, everyEpochs = 1 } = checkpoint
  return { ...task, checkpoint: { path, everyEpochs, fingerprint: fingerprintOf(task) } }
}

/** Rows whose numbers lie in memory that threads share, copied where they do not. */
function shared(data: TrainingData): TrainingData {
  const copies = new Map<Float32Array, Float32Array>()
  return Object.fromEntries(
    Object.entries(data).map(([name, { values, starts }]) => {
      const copy = copies.get(values) ?? toShared(values)
      copies.set(values, copy)
      return [name, { values: copy, starts } satisfies Rows]
    }),
  )
}

function toShared(values: Float32Array): Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}

function fingerprintOf(task: Task): string {
  const hash = createHash('sha256')
  const { seed, epochs, iterationsPerEpoch, accumulate, batchSize, earlyStopping } = task
  hash.update(
    JSON.stringify({
      options: [seed, epochs, iterationsPerEpoch, accumulate, batchSize],
      stopping: [earlyStopping, task.judgement],
    }),
  )
  for (const { model, update, scalars } of task.phases) {
    hash.update(model).update(update.bytes).update(scalars)
  }
  hash.update(task.initial)
  for (const data of [task.training, task.validation ?? {}]) {
    for (const { values, starts } of Object.values(data)) {
      // Hashing reads unshared memory only.
      hash.update(new Float32Array(values)).update(starts)
    }
  }
  return hash.digest('hex')
}

function expectSize(path: string, shape: readonly number[], length: number): void {
  if (length === sizeOf(shape)) return
  throw new MillraceError(
    'bad-input',
    `parameter '${path}': data do not fill the shape, expected ${sizeOf(shape)}, got ${length}`,
  )
}
