import { expect, test } from 'vitest'
import { partition } from '../../../src/generative/predictors/partition.ts'
import { createRandom } from '../../../src/random.ts'

test('what goes left comes first, within its range, and nothing is lost', () => {
  const random = createRandom(1)
  for (let turn = 0; turn < 50; turn++) {
    const rows = random.shuffle(Int32Array.from({ length: 40 }, (_, row) => row))
    const before = rows.slice()
    const isLeft = (row: number): boolean => row % 3 === turn % 3
    const middle = partition(rows, 5, 35, isLeft)
    expect(rows.subarray(5, middle).every(isLeft)).toBe(true)
    expect(rows.subarray(middle, 35).some(isLeft)).toBe(false)
    expect(rows.slice(5, 35).sort()).toEqual(before.slice(5, 35).sort())
    expect([...rows.slice(0, 5), ...rows.slice(35)]).toEqual([
      ...before.slice(0, 5),
      ...before.slice(35),
    ])
  }
})

test('all on one side', () => {
  const rows = Int32Array.of(1, 2, 3)
  expect(partition(rows, 0, 3, () => true)).toBe(3)
  expect(partition(rows, 0, 3, () => false)).toBe(0)
})
