// Trains a program on rows, off the main thread.

import { accessSync, constants, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { MillraceError, throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { startWorker } from '../../worker-thread.ts'
import { sizeOf, type TensorValue } from '../graph/node.ts'
import { unflattenTree } from '../graph/tree.ts'
import { expectPrivateSteps, type PrivateSteps } from './private-steps.ts'
import type { Groups, Program, TrainingData } from './program.ts'
import { thisMachine } from '../onnx/target.ts'
import { compileProgram, type TrainingPlan } from './plan.ts'
import {
  createTask,
  type EarlyStopping,
  type EpochRecord,
  type Judgement,
  type Task,
  type TaskOutcome,
} from './task.ts'
import { askToStop, createThreadSignals, guardExit, releaseExit } from './thread-signals.ts'
import type { WorkerInput, WorkerMessage } from './worker.ts'

/** The training waits while it judges. */
export interface Judge<P extends Groups> extends Judgement {
  /** Smaller is better; what it throws ends the training. */
  of(parameters: P): Promise<number>
}

export interface FitOptions<
  B extends string = string,
  P extends Groups = Groups,
> extends WorkOptions {
  readonly seed: number | string
  /** Passes over the training rows. */
  readonly epochs: number
  /** Held-out rows, measured by the program's `evaluate` after every epoch. */
  readonly validation?: TrainingData<B> | undefined
  /** A metric of the parameters that no graph can tell, such as how good their samples are. */
  readonly judge?: Judge<P> | undefined
  /** Stops when a validation metric has had its best; the parameters are those of the best epoch. */
  readonly earlyStopping?: EarlyStopping | undefined
  /** Decay of the moving average of the weights, such as 0.999; it is what is validated and returned. */
  readonly averageDecay?: number | undefined
  /** Batches per optimiser step, whose gradients are averaged; default 1. */
  readonly accumulate?: number
  /**
   * Steps that hide whether any one row took part. The program must have one phase whose loss is a
   * mean over rows. No losses are reported: they would tell of the rows outside of the budget.
   */
  readonly privacy?: PrivateSteps | undefined
  /** Steps of the whole program per epoch; by default as many as see every row about once. */
  readonly iterationsPerEpoch?: number | undefined
  /** Time for the epochs; none is begun that would end later. The first is always run. */
  readonly budgetSeconds?: number | undefined
  /** Threads within one operator; default 1, often the fastest on shared cores. */
  readonly threads?: number
  /** A file from which an interrupted run goes on, bit for bit; removed when training has ended. */
  readonly checkpoint?: { readonly path: string; readonly everyEpochs?: number } | undefined
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined
  /** Names the work in progress reports; default `train`. */
  readonly stage?: string
}

export type FitOutcome<P extends Groups> =
  | {
      readonly status: 'trained'
      /** Of the best epoch where a metric is watched, else of the last. */
      readonly parameters: P
      readonly history: readonly EpochRecord[]
      readonly bestEpoch: number
      readonly stoppedEarly: boolean
    }
  | {
      readonly status: 'diverged'
      /** Where the loss stopped being a number. */
      readonly phase: string
      readonly epoch: number
      readonly history: readonly EpochRecord[]
      readonly advice: string
    }

const divergenceAdvice =
  'Lower the learning rate, clip the gradient with clipByGlobalNorm, or check the data for values far outside their usual range.'

/**
 * Trains and returns the parameters and the history of losses. The same seed, data and machine give
 * the same parameters, whether or not the run was interrupted and resumed.
 * Throws `bad-input` for data that do not fit the program, `cancelled` once the signal is aborted.
 */
export async function fit<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
  data: TrainingData<B>,
  options: FitOptions<B, NoInfer<P>>,
): Promise<FitOutcome<P>> {
  throwIfCancelled(options.signal)
  const rowCount = expectRows('training', program, data)
  if (options.validation) expectRows('validation', program, options.validation)
  if (options.privacy) expectPrivate(program, options.privacy, options)
  const initial = program.initialise(createRandom(options.seed).split('initialise'))
  const plan = compileProgram(program, initial, { ...options, target: await thisMachine() })
  expectMetric(plan, options)
  if (options.checkpoint) expectFolder(options.checkpoint.path)
  const task = createTask(program, plan, initial, data, {
    ...options,
    judgement: options.judge && judgementOf(options.judge),
    iterationsPerEpoch: options.iterationsPerEpoch ?? iterationsFor(program, rowCount, options),
  })
  const { judge } = options
  const judged = (results: Float32Array): Promise<number> =>
    judge ? judge.of(restore(initial, plan, results)) : Promise.resolve(NaN)
  const outcome = await runInWorker(task, judged, options)
  if (outcome.status === 'cancelled') {
    throwIfCancelled(options.signal)
    throw new MillraceError('internal', 'training: stopped although nobody asked for it')
  }
  if (options.checkpoint) rmSync(options.checkpoint.path, { force: true })
  if (outcome.status === 'diverged') return { ...outcome, advice: divergenceAdvice }
  const { results, ...rest } = outcome
  return { ...rest, parameters: restore(initial, plan, results) }
}

/** As many iterations as see every row about once. */
function iterationsFor(
  { batchSize, phases }: Program,
  rowCount: number,
  { accumulate = 1, privacy }: FitOptions,
): number {
  if (privacy) return Math.max(1, Math.round(1 / privacy.rate))
  const repeats = Math.max(...phases.map(({ repeat = 1 }) => repeat))
  return Math.max(1, Math.round(rowCount / (batchSize * repeats * accumulate)))
}

/** What crosses to the thread. */
function judgementOf({ metric, everyEpochs }: Judgement): Judgement {
  return { metric, everyEpochs }
}

async function runInWorker(
  task: Task,
  judge: (results: Float32Array) => Promise<number>,
  options: Pick<FitOptions, 'signal' | 'onProgress' | 'onEpoch' | 'stage'>,
): Promise<TaskOutcome> {
  const { signal, onProgress, onEpoch, stage = 'train' } = options
  const signals = createThreadSignals()
  const workerData: WorkerInput = { task, signals }
  const worker = startWorker(import.meta.url, 'worker', { workerData })
  const exited = new Promise((resolve) => worker.on('exit', resolve))
  guardExit(signals)
  const cancel = (): void => askToStop(signals)
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()
  let detail = ''
  const handle = async (
    message: WorkerMessage,
    finish: (outcome: TaskOutcome) => void,
  ): Promise<void> => {
    switch (message.kind) {
      case 'epoch':
        detail = describe(message.record, task.epochs)
        onEpoch?.(message.record)
        onProgress?.({ stage, fraction: message.record.epoch / task.epochs, detail })
        return
      case 'progress':
        onProgress?.({ stage, fraction: message.fraction, detail })
        return
      case 'judge':
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
        worker.postMessage(await judge(message.results))
        return
      case 'outcome':
        finish(message.outcome)
        return
      case 'error': {
        const { code, hint } = message
        throw new MillraceError(code, message.message, hint === undefined ? {} : { hint })
      }
      default:
        message satisfies never
    }
  }
  try {
    return await new Promise<TaskOutcome>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        // What a caller's own callback throws ends the training, not the process.
        handle(message, resolve).catch(reject)
      })
      worker.on('error', reject)
      worker.on('exit', (exitCode) => {
        reject(new MillraceError('internal', `training: the worker ended with code ${exitCode}`))
      })
    })
  } finally {
    signal?.removeEventListener('abort', cancel)
    // Told to stop and waited for, never terminated: thread-signals.ts says why.
    cancel()
    await exited
    releaseExit(signals)
  }
}

function describe({ epoch, losses }: EpochRecord, epochs: number): string {
  const parts = Object.entries(losses).filter(([name]) => !name.includes('/'))
  const figures = parts.map(([name, loss]) => `${name} ${loss.toPrecision(4)}`)
  return [`epoch ${epoch} of ${epochs}`, ...figures].join(', ')
}

/** The trained numbers, in the nesting of the initial parameters. */
function restore<P extends Groups>(initial: P, { results }: TrainingPlan, values: Float32Array): P {
  const leaves = new Map<string, TensorValue>()
  let at = 0
  for (const [path, { shape }] of results) {
    const length = sizeOf(shape)
    leaves.set(path, { shape, data: values.slice(at, at + length) })
    at += length
  }
  // The nesting is that of `initial`, whose leaves are values as well.
  return unflattenTree(initial, leaves) as unknown as P
}

function expectRows(
  subject: string,
  { inputs }: Pick<Program, 'inputs'>,
  data: TrainingData,
): number {
  const counts = Object.entries(inputs).map(([name, shape]) => {
    const rows = data[name]
    if (!rows) throw new MillraceError('bad-input', `${subject} data: no rows for input '${name}'`)
    const length = sizeOf(shape)
    const outside = rows.starts.findIndex((start) => start + length > rows.values.length)
    if (outside >= 0) {
      throw new MillraceError(
        'bad-input',
        `${subject} data: row ${outside} of '${name}' ends outside the values, expected at most ${rows.values.length}, got ${rows.starts[outside]! + length}`,
      )
    }
    return { name, count: rows.starts.length }
  })
  const count = counts[0]?.count ?? 0
  const odd = counts.find((other) => other.count !== count)
  if (odd) {
    throw new MillraceError(
      'bad-input',
      `${subject} data: inputs of different lengths, expected ${count} rows, got ${odd.count} of '${odd.name}'`,
    )
  }
  if (count === 0) {
    throw new MillraceError('bad-input', `${subject} data: no rows, expected at least one, got 0`)
  }
  return count
}

function expectMetric(
  { evaluation }: TrainingPlan,
  { earlyStopping, validation, judge }: Pick<FitOptions, 'earlyStopping' | 'validation' | 'judge'>,
): void {
  if (!earlyStopping || (judge && earlyStopping.metric === judge.metric)) return
  if (!validation) {
    throw new MillraceError('bad-input', 'early stopping: needs validation rows, got none')
  }
  if (!evaluation?.metrics.includes(earlyStopping.metric)) {
    throw new MillraceError(
      'bad-input',
      `early stopping: unknown metric, expected one of ${evaluation?.metrics.join(', ') ?? 'none'}, got ${earlyStopping.metric}`,
    )
  }
}

/** What would tell of the rows beside the noisy gradients is refused. */
function expectPrivate<B extends string>(
  { phases }: Pick<Program, 'phases'>,
  privacy: PrivateSteps,
  {
    validation,
    earlyStopping,
    judge,
    checkpoint,
    accumulate = 1,
  }: Pick<FitOptions<B>, 'validation' | 'earlyStopping' | 'judge' | 'checkpoint' | 'accumulate'>,
): void {
  expectPrivateSteps(privacy)
  const refuse = (what: string, hint: string): never => {
    throw new MillraceError('unsupported', `private training: ${what}`, { hint })
  }
  if (phases.length > 1 || (phases[0]?.repeat ?? 1) > 1) {
    refuse('several phases, expected one', 'take a family with one loss, such as autoregressive')
  }
  if (validation || earlyStopping || judge) {
    refuse(
      'validation outside of the budget, expected none',
      'held-out rows are private as well: fix the number of steps beforehand',
    )
  }
  if (checkpoint) refuse('a checkpoint, expected none', 'train in one go')
  if (accumulate > 1) refuse('accumulated batches, expected none', 'raise the sampling rate')
}

/** Told before hours of work, not after the first epoch. */
function expectFolder(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch (cause) {
    throw new MillraceError('not-found', `checkpoint '${path}': its folder cannot be written to`, {
      cause,
    })
  }
}
