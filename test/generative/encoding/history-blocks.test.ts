import { describe, expect, test } from 'vitest'
import {
  blocksWidth,
  hideChannels,
  historyBlocks,
} from '../../../src/generative/encoding/history-blocks.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'

const shape = { channelCount: 2, edges: [0, 2, 4, Number.MAX_SAFE_INTEGER] }
// Channel 0 is the number of the row, channel 1 was read once.
const values = Float64Array.from({ length: 12 }, (_, i) =>
  i % 2 === 0 ? i / 2 : i === 5 ? 9 : NaN,
)

function written(rows: number, age: number): number[] {
  const target = new Float32Array(blocksWidth(shape) + 1)
  historyBlocks(values, shape, 10).write(rows, age, target, 1)
  return [...target.subarray(1)]
}

describe('blocks of a history', () => {
  test('are means, the presence of the channels, how full the blocks are, and the age', () => {
    const [a, b, c, d, e, f, ...rest] = written(6, 10)
    expect([a, c, e]).toEqual([4.5, 2.5, 0.5])
    expect([b, d, f]).toEqual([9, 9, 9])
    expect(rest.slice(0, 4)).toEqual([1, 1, 1, 1])
    expect(rest[4]).toBeCloseTo(0.002)
    expect(rest[5]).toBe(0)
  })

  test('of the past know nothing of what came later', () => {
    const past = Float64Array.from(values.subarray(0, 4))
    const target = new Float32Array(blocksWidth(shape))
    historyBlocks(past, shape, 10).write(2, 2, target, 0)
    expect(written(2, 2)).toEqual([...target])
  })

  test('that are empty repeat the newer one; a channel that was not read is 0 and absent', () => {
    expect(written(2, 2).slice(0, 9)).toEqual([0.5, 0, 0.5, 0, 0.5, 0, 1, 0, 1])
  })
})

test('hidden channels look like channels that were not read', () => {
  const row = constant(Float32Array.from(written(6, 10)), [1, blocksWidth(shape)])
  const hidden = hideChannels(shape, row, constant([1, 0], [1, 2]))
  const [result] = evaluate([hidden], {})
  const expected = written(6, 10)
  for (const place of [1, 3, 5, 7]) expected[place] = 0
  expect([...result!.data]).toEqual(expected)
})
