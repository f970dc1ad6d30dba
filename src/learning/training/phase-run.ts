// One phase of a program, ready to run: its model, its kernels and the arrays between them.

import { sizeOf } from '../graph/node.ts'
import type { Session } from '../onnx/session.ts'
import { instantiate, type ModuleMemory } from '../optim/webassembly.ts'
import { createNoiseFeeds, parameterFeeds, type BatchFeeds, type TrainingBatches } from './feeds.ts'
import { viewOf } from './layout.ts'
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
  const feeds = { ...parameterFeeds(buffer, plan.feeds), ...batch.feeds, ...noise.feeds }
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
      const { scalars, scalarCount } = plan
      update([...scalars.subarray(index * scalarCount, (index + 1) * scalarCount)])
      return sums
    },
  }
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
