// The one training loop. It knows models and arrays, no graphs; `worker.ts` runs it off the main thread.

import { createSession, type Session } from '../onnx/session.ts'
import { createMemory } from '../optim/webassembly.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { createBatchFeeds, createTrainingBatches } from './feeds.ts'
import { viewOf } from './layout.ts'
import { createPhaseRun, type PhaseRun } from './phase-run.ts'
import type { EpochRecord, Task, TaskEvents, TaskOutcome, TaskPhase } from './task.ts'
import { createValidation, rowCountOf, type Validate } from './validation.ts'

/**
 * Long enough for a second thread to be there for the next small operator, short enough to leave its core to others
 * at the next large one.
 */
const awakeMicroseconds = 20

/** Trains as the task says. Ends early, without an error, when cancelled or when a loss is no number. */
export async function runTask(task: Task, events: TaskEvents = {}): Promise<TaskOutcome> {
  const memory = createMemory(task.length * 4)
  const sessions: Session[] = []
  const open = async (model: Uint8Array): Promise<Session> => {
    const session = await createSession(model, {
      threads: task.threads,
      spinMicroseconds: awakeMicroseconds,
    })
    sessions.push(session)
    return session
  }
  try {
    const { batchSize, seed, training } = task
    const batch = createBatchFeeds(new Map(Object.entries(task.inputs)), batchSize)
    const rowCount = rowCountOf(training)
    const batches = createTrainingBatches(batch, training, seed, rowCount, batchSize)
    const phases: PhaseRun[] = []
    for (const plan of task.phases) {
      phases.push(createPhaseRun(task, plan, await open(plan.model), memory, batch, batches))
    }
    const { evaluation, validation } = task
    const validate =
      evaluation && validation
        ? createValidation(
            task,
            evaluation,
            validation,
            await open(evaluation.model),
            memory.buffer,
          )
        : async () => ({})
    return await train(task, events, memory.buffer, phases, validate)
  } finally {
    for (const session of sessions) await session.release()
  }
}

async function train(
  task: Task,
  events: TaskEvents,
  block: ArrayBuffer,
  phases: readonly PhaseRun[],
  validate: Validate,
): Promise<TaskOutcome> {
  const { epochs, iterationsPerEpoch, accumulate, earlyStopping, judgement, checkpoint } = task
  const state = viewOf(block, { offset: 0, length: task.persistentLength })
  const saved = checkpoint && readCheckpoint(checkpoint.path, checkpoint.fingerprint)
  state.set(saved?.state ?? task.initial)
  let history: readonly EpochRecord[] = saved?.history ?? []
  let best = saved?.best ?? collectResults(task, block)
  let bestEpoch = saved?.bestEpoch ?? 0
  let bestMetric = saved?.bestMetric ?? null
  const batchesPerIteration = Math.max(...task.phases.map(({ repeat }) => repeat)) * accumulate
  const total = epochs * iterationsPerEpoch
  const isPatient = (): boolean =>
    !earlyStopping || history.length - bestEpoch < earlyStopping.patience

  const begun = performance.now()
  let epochSeconds = 0
  const secondsSince = (start: number): number => (performance.now() - start) / 1000
  const isInTime = (): boolean => secondsSince(begun) + epochSeconds <= task.budgetSeconds

  while (history.length < epochs && isPatient() && (history.length === 0 || isInTime())) {
    const epochBegun = performance.now()
    const epoch = history.length + 1
    const means = createMeans()
    for (let i = (epoch - 1) * iterationsPerEpoch; i < epoch * iterationsPerEpoch; i++) {
      if (events.isCancelled?.()) return { status: 'cancelled' }
      for (const { plan, step } of phases) {
        for (let turn = 0; turn < plan.repeat; turn++) {
          const firstBatch = i * batchesPerIteration + turn * accumulate
          const report = await step(i * plan.repeat + turn, firstBatch)
          if (!report) return { status: 'diverged', phase: plan.name, epoch, history }
          // What a private run learns of the rows leaves it by the noisy gradient alone.
          if (!task.privacy) means.add(plan.report, report)
        }
      }
      events.onIteration?.((i + 1) / total)
    }
    const broken = phases.find(({ plan }) => !isAllFinite(block, plan))
    if (broken) return { status: 'diverged', phase: broken.plan.name, epoch, history }
    const validation = await validate()
    if (judgement && epoch % judgement.everyEpochs === 0) {
      const value = await events.judge?.(collectResults(task, block))
      if (value !== undefined) validation[judgement.metric] = value
      if (events.isCancelled?.()) return { status: 'cancelled' }
    }
    const record = { epoch, losses: means.values(), validation }
    history = [...history, record]
    const metric = earlyStopping ? (validation[earlyStopping.metric] ?? null) : null
    // As long as no metric was seen, the last epoch is the best.
    if (bestMetric === null || (metric !== null && metric < bestMetric)) {
      best = collectResults(task, block)
      bestEpoch = epoch
      bestMetric = metric
    }
    if (checkpoint && (epoch % checkpoint.everyEpochs === 0 || epoch === epochs)) {
      const { path, fingerprint } = checkpoint
      writeCheckpoint(path, { fingerprint, history, bestEpoch, bestMetric, state, best })
    }
    events.onEpoch?.(record)
    epochSeconds = secondsSince(epochBegun)
  }
  const stoppedEarly = history.length < epochs
  return { status: 'trained', results: best, history, bestEpoch, stoppedEarly }
}

/** A gradient can be no number although its loss was one; the parameters then show it. */
function isAllFinite(block: ArrayBuffer, { parameters }: TaskPhase): boolean {
  return viewOf(block, parameters).every(Number.isFinite)
}

function collectResults({ results }: Task, block: ArrayBuffer): Float32Array {
  const collected = new Float32Array(results.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const span of results) {
    collected.set(viewOf(block, span), at)
    at += span.length
  }
  return collected
}

interface Means {
  add(names: readonly string[], values: Float32Array): void
  values(): Record<string, number>
}

function createMeans(): Means {
  const sums = new Map<string, { total: number; count: number }>()
  return {
    add(names, values) {
      names.forEach((name, i) => {
        const { total, count } = sums.get(name) ?? { total: 0, count: 0 }
        sums.set(name, { total: total + values[i]!, count: count + 1 })
      })
    },
    values: () =>
      Object.fromEntries([...sums].map(([name, { total, count }]) => [name, total / count])),
  }
}
