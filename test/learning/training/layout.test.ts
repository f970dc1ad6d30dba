import { expect, test } from 'vitest'
import { createAllocator, placesIn, viewOf } from '../../../src/learning/training/layout.ts'

test('vectors start at multiples of four numbers and do not overlap', () => {
  const allocator = createAllocator()
  expect(allocator.vector(5)).toEqual({ offset: 0, length: 5 })
  expect(allocator.vector(1)).toEqual({ offset: 8, length: 1 })
  expect(allocator.vector(0)).toEqual({ offset: 12, length: 0 })
  expect(allocator.length).toBe(12)
})

test('tensors lie one after another in their span', () => {
  const leaves = new Map([
    ['a', { shape: [2, 3] }],
    ['b', { shape: [] }],
    ['c', { shape: [4] }],
  ])
  const offsets = [...placesIn({ offset: 8, length: 11 }, leaves).values()].map((x) => x.offset)
  expect(offsets).toEqual([8, 14, 15])
})

test('a view sees the block', () => {
  const block = new Float32Array([0, 1, 2, 3, 4])
  expect(viewOf(block.buffer, { offset: 2, length: 2 })).toEqual(Float32Array.of(2, 3))
})
