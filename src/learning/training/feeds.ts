// The arrays that models read their batch and noise from; one set for all phases, filled in place.

import { createRandom } from '../../random.ts'
import { sizeOf, type Shape } from '../graph/node.ts'
import type { TensorValues } from '../onnx/session.ts'
import { createBatchStream, gatherRows } from './batches.ts'
import { viewOf } from './layout.ts'
import { fillNoise } from './noise.ts'
import type { TrainingData } from './program.ts'
import type { Feeds } from './step.ts'

/** Parameters as feeds: views of the block, never copied. */
export function parameterFeeds(block: ArrayBuffer, { places }: Feeds): TensorValues {
  return Object.fromEntries(
    [...places].map(([path, { offset, shape }]) => [
      `parameters/${path}`,
      { shape, data: viewOf(block, { offset, length: sizeOf(shape) }) },
    ]),
  )
}

export interface BatchFeeds {
  readonly feeds: TensorValues
  /** Copies these rows of the data into the feeds. */
  load(data: TrainingData, rows: Uint32Array): void
}

export function createBatchFeeds(
  inputs: ReadonlyMap<string, Shape>,
  batchSize: number,
): BatchFeeds {
  const arrays = [...inputs].map(([name, shape]) => {
    const length = sizeOf(shape)
    return { name, shape, length, data: new Float32Array(batchSize * length) }
  })
  return {
    feeds: Object.fromEntries(
      arrays.map(({ name, shape, data }) => [
        `batch/${name}`,
        { shape: [batchSize, ...shape], data },
      ]),
    ),
    load(source, rows) {
      for (const { name, data, length } of arrays) gatherRows(data, source[name]!, rows, length)
    },
  }
}

export interface NoiseFeeds {
  readonly feeds: TensorValues
  /** Draws everything afresh; the numbers depend on the seed, the purpose and the index alone. */
  draw(index: number): void
}

export function createNoiseFeeds(
  seed: number | string,
  purpose: string,
  { noise }: Pick<Feeds, 'noise'>,
): NoiseFeeds {
  const arrays = [...noise].map(([name, { kind, shape }]) => {
    return { name, kind, shape, data: new Float32Array(sizeOf(shape)) }
  })
  const root = createRandom(seed)
  return {
    feeds: Object.fromEntries(
      arrays.map(({ name, shape, data }) => [`noise/${name}`, { shape, data }]),
    ),
    draw(index) {
      for (const { name, kind, data } of arrays) {
        fillNoise(data, kind, root.split('noise', purpose, name, index))
      }
    },
  }
}

/** Loads training batches by their number in the run, once each. */
export interface TrainingBatches {
  load(index: number): void
}

export function createTrainingBatches(
  batch: BatchFeeds,
  data: TrainingData,
  seed: number | string,
  rowCount: number,
  batchSize: number,
): TrainingBatches {
  const stream = createBatchStream(createRandom(seed).split('batches'), rowCount, batchSize)
  let loaded = -1
  return {
    load(index) {
      if (index === loaded) return
      batch.load(data, stream.rowsOf(index))
      loaded = index
    },
  }
}
