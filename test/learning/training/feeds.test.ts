import { describe, expect, test } from 'vitest'
import {
  createBatchFeeds,
  createNoiseFeeds,
  createTrainingBatches,
  parameterFeeds,
} from '../../../src/learning/training/feeds.ts'
import { matrixRows, type NoiseInput } from '../../../src/learning/training/program.ts'

const shapes = new Map([['x', [2]]])
const data = { x: matrixRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2) }

describe('feeds', () => {
  test('parameters are views of the block', () => {
    const block = new Float32Array(8)
    const places = new Map([['a/b', { offset: 2, shape: [1, 3] }]])
    const feeds = parameterFeeds(block.buffer, { places, batch: new Map(), noise: new Map() })
    block[3] = 7
    expect(feeds['parameters/a/b']).toEqual({ shape: [1, 3], data: Float32Array.of(0, 7, 0) })
  })

  test('a batch is copied into the same array every time', () => {
    const { feeds, load } = createBatchFeeds(shapes, 2)
    const { data: array, shape } = feeds['batch/x']!
    load(data, Uint32Array.of(2, 0))
    expect(shape).toEqual([2, 2])
    expect([...array]).toEqual([5, 6, 1, 2])
    load(data, Uint32Array.of(1, 1))
    expect([...array]).toEqual([3, 4, 3, 4])
  })

  test('training batches depend on the seed and their number', () => {
    const batchOf = (seed: number, index: number): number[] => {
      const batch = createBatchFeeds(shapes, 3)
      createTrainingBatches(batch, data, seed, 3, 3).load(index)
      return [...batch.feeds['batch/x']!.data]
    }
    expect(batchOf(1, 4)).toEqual(batchOf(1, 4))
    const seen = new Set([0, 1, 2, 3, 4, 5].map((index) => batchOf(1, index).join(' ')))
    expect(seen.size).toBeGreaterThan(1)
  })

  test('noise depends on seed, purpose, name and index, not on what was drawn before', () => {
    const noise = new Map<string, NoiseInput>([
      ['z', { kind: 'normal', shape: [4] }],
      ['u', { kind: 'uniform', shape: [4] }],
    ])
    const draw = (purpose: string, ...indices: number[]): number[][] => {
      const { feeds, draw } = createNoiseFeeds(1, purpose, { noise })
      indices.forEach(draw)
      return [[...feeds['noise/z']!.data], [...feeds['noise/u']!.data]]
    }
    expect(draw('a', 0, 1, 2)).toEqual(draw('a', 2))
    expect(draw('a', 2)).not.toEqual(draw('b', 2))
    expect(draw('a', 2)).not.toEqual(draw('a', 3))
  })
})
