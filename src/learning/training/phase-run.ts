// One phase of a program, ready to run: its model, its kernels and the arrays between them.

import { sizeOf } from '../graph/node.ts'
import type { Session } from '../onnx/session.ts'
import { instantiate, type ModuleMemory } from '../optim/webassembly.ts'
import { createNoiseFeeds, parameterFeeds, type BatchFeeds, type TrainingBatches } from './feeds.ts'
import { viewOf } from './layout.ts'
import { drawRows, privateRandom, releaseMean, rowWeightsName } from './private-steps.ts'
import { rowCountOf } from './validation.ts'
import type { KernelPlan } from './update.ts'
import type { Task, TaskPhase } from './task.ts'

export interface PhaseRun {
  readonly plan: TaskPhase
  /**
   * One optimiser step. `index` counts the steps of this phase, `firstBatch` is the number of its
   * first batch in the run. Returns the numbers that the phase reports, or undefined where one of
   * them is not finite; parameters are then left as they were.
   */
  step(index: number, firstBatch: number): Promise<Float32Array | undefined>
}

export function createPhaseRun(
  task: Task,
  plan: TaskPhase,
  session: Session,
  memory: ModuleMemory,
  batch: BatchFeeds,
  batches: TrainingBatches,
): PhaseRun {
  const { buffer } = memory
  const noise = createNoiseFeeds(task.seed, plan.name, plan.feeds)
  const report = new Float32Array(plan.report.length)
  const sums = new Float32Array(plan.report.length)
  const gradient = [...plan.gradientParts].map(([name, { offset, shape }]) => {
    const span = { offset: plan.gradient.offset + offset, length: sizeOf(shape) }
    return [name, { shape, data: viewOf(buffer, span) }] as const
  })
  // New values go to arrays of their own first: the model still reads the old ones.
  const updates = [...plan.updates].map(([name, { offset, shape }]) => {
    const length = sizeOf(shape)
    const value = { shape, data: new Float32Array(length) }
    return { name, value, target: viewOf(buffer, { offset, length }) }
  })
  const known = new Set(session.inputs.map(({ name }) => name))
  const rowWeights = new Float32Array(task.batchSize)
  const feeds = {
    ...parameterFeeds(buffer, plan.feeds),
    ...batch.feeds,
    ...noise.feeds,
    [rowWeightsName]: { shape: [task.batchSize], data: rowWeights },
  }
  const run = session.prepare(
    Object.fromEntries(Object.entries(feeds).filter(([name]) => known.has(name))),
    {
      ...Object.fromEntries(gradient),
      report: { shape: [report.length], data: report },
      ...Object.fromEntries(updates.map(({ name, value }) => [name, value])),
    },
  )
  const update = prepareKernel(plan.update, memory)
  const accumulation = plan.accumulation && {
    total: viewOf(buffer, plan.accumulation.total),
    addGradient: prepareKernel(plan.accumulation.kernel, memory),
  }
  const usesBatch = plan.feeds.batch.size > 0
  const updateAt = (index: number): void => {
    const { scalars, scalarCount } = plan
    update([...scalars.subarray(index * scalarCount, (index + 1) * scalarCount)])
  }

  const { privacy, seed, batchSize } = task
  if (privacy && accumulation) {
    const { total, addGradient } = accumulation
    const rowCount = rowCountOf(task.training)
    const tosses = privateRandom(privacy, seed, 'rows')
    const added = privateRandom(privacy, seed, 'noise')
    let runs = 0
    return {
      plan,
      async step(index) {
        total.fill(0)
        const rows = drawRows(tosses, rowCount, privacy.rate)
        for (let start = 0; start < rows.length; start += batchSize) {
          const part = rows.subarray(start, start + batchSize)
          // What fills the batch up weighs nothing.
          batch.load(task.training, filled(part, batchSize))
          rowWeights.fill(1, 0, part.length).fill(0, part.length)
          noise.draw(runs++)
          await run()
          if (!report.every(Number.isFinite)) return undefined
          addGradient([])
        }
        releaseMean(total, privacy, rowCount, added)
        updateAt(index)
        return sums
      },
    }
  }

  return {
    plan,
    async step(index, firstBatch) {
      sums.fill(0)
      accumulation?.total.fill(0)
      for (let part = 0; part < task.accumulate; part++) {
        if (usesBatch) batches.load(firstBatch + part)
        noise.draw(index * task.accumulate + part)
        await run()
        if (!report.every(Number.isFinite)) return undefined
        for (const { value, target } of updates) target.set(value.data)
        for (let i = 0; i < sums.length; i++) sums[i]! += report[i]! / task.accumulate
        accumulation?.addGradient([])
      }
      updateAt(index)
      return sums
    },
  }
}

function filled(rows: Uint32Array, length: number): Uint32Array {
  const all = new Uint32Array(length).fill(rows[0]!)
  all.set(rows)
  return all
}

function prepareKernel(
  { bytes, vectors }: KernelPlan,
  memory: ModuleMemory,
): (scalars: readonly number[]) => void {
  const kernel = instantiate(bytes, memory)
  const byteLength = Math.ceil(vectors[0]!.length / 4) * 16
  const pointers = vectors.map(({ offset }) => offset * 4)
  return (scalars) => kernel(byteLength, ...pointers, ...scalars)
}
