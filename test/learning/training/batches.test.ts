import { describe, expect, test } from 'vitest'
import {
  createBatchStream,
  gatherRows,
  sequentialBatches,
} from '../../../src/learning/training/batches.ts'
import { createRandom } from '../../../src/random.ts'

describe('batch stream', () => {
  test('every row comes equally often, also when batches do not divide the rows', () => {
    const stream = createBatchStream(createRandom(1), 7, 3)
    const counts = new Array<number>(7).fill(0)
    for (let batch = 0; batch < 14; batch++) {
      for (const row of stream.rowsOf(batch)) counts[row]!++
    }
    expect(counts).toEqual(new Array(7).fill(6))
  })

  test('a batch depends on its number alone', () => {
    const inOrder = createBatchStream(createRandom(1), 10, 4)
    const batches = Array.from({ length: 9 }, (_, i) => [...inOrder.rowsOf(i)])
    const other = createBatchStream(createRandom(1), 10, 4)
    for (const index of [8, 2, 5, 0, 7]) expect([...other.rowsOf(index)]).toEqual(batches[index])
  })

  test('fewer rows than a batch repeat within it', () => {
    const rows = createBatchStream(createRandom(1), 2, 6).rowsOf(0)
    expect([...rows].sort()).toEqual([0, 0, 0, 1, 1, 1])
  })

  test('two passes are in different orders', () => {
    const stream = createBatchStream(createRandom(1), 50, 50)
    expect([...stream.rowsOf(0)]).not.toEqual([...stream.rowsOf(1)])
  })
})

describe('gather', () => {
  test.each([3, 30])('rows of %i numbers may overlap', (length) => {
    const values = Float32Array.from({ length: 100 }, (_, i) => i)
    const target = new Float32Array(2 * length)
    gatherRows(target, { values, starts: Uint32Array.of(5, 6, 7) }, Uint32Array.of(2, 1), length)
    expect([...target]).toEqual([
      ...Array.from({ length }, (_, i) => 7 + i),
      ...Array.from({ length }, (_, i) => 6 + i),
    ])
  })
})

test('sequential batches fill up the last with copies that do not count', () => {
  const batches = [...sequentialBatches(5, 2)].map(({ rows, count }) => [[...rows], count])
  expect(batches).toEqual([
    [[0, 1], 2],
    [[2, 3], 2],
    [[4, 4], 1],
  ])
})
