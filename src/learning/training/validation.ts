// Metrics of held-out rows, averaged over the rows, under the same noise at every call.

import type { Session } from '../onnx/session.ts'
import { sequentialBatches } from './batches.ts'
import { createBatchFeeds, createNoiseFeeds, parameterFeeds } from './feeds.ts'
import type { TrainingData } from './program.ts'
import type { EvaluationModel } from './step.ts'
import type { Task } from './task.ts'

/** Mean of every metric over all rows of `data`. */
export type Validate = () => Promise<Record<string, number>>

export function createValidation(
  { seed, batchSize }: Pick<Task, 'seed' | 'batchSize'>,
  { metrics, feeds }: EvaluationModel,
  data: TrainingData,
  session: Session,
  block: ArrayBuffer,
): Validate {
  const batch = createBatchFeeds(feeds.batch, batchSize)
  const noise = createNoiseFeeds(seed, 'validation', feeds)
  const values = new Float32Array(metrics.length * batchSize)
  const run = session.prepare(
    { ...parameterFeeds(block, feeds), ...batch.feeds, ...noise.feeds },
    { metrics: { shape: [metrics.length, batchSize], data: values } },
  )
  const rowCount = rowCountOf(data)
  return async () => {
    const sums = metrics.map(() => 0)
    let index = 0
    for (const { rows, count } of sequentialBatches(rowCount, batchSize)) {
      batch.load(data, rows)
      noise.draw(index++)
      await run()
      // The last batch is filled up with copies of its last row, which do not count.
      for (let m = 0; m < sums.length; m++) {
        for (let i = 0; i < count; i++) sums[m]! += values[m * batchSize + i]!
      }
    }
    return Object.fromEntries(metrics.map((name, m) => [name, sums[m]! / rowCount]))
  }
}

/** Rows of the data; 0 where there is no input. */
export function rowCountOf(data: TrainingData): number {
  return Object.values(data)[0]?.starts.length ?? 0
}
