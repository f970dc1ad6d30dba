import { expect, test } from 'vitest'
import { heldOut } from '../../../src/plant/quality/held-out.ts'
import { createRandom } from '../../../src/random.ts'

const failed = Float64Array.from({ length: 200 }, (_, row) => +(row % 7 === 0))

test('ordered records are predicted from those before them', () => {
  const { folds, rows, protocol } = heldOut(failed, true, createRandom(1))
  expect(folds).toHaveLength(5)
  for (const { train, test } of folds) expect(Math.max(...train)).toBe(test[0]! - 1)
  expect([...rows]).toEqual(Array.from({ length: 120 }, (_, i) => 80 + i))
  expect(protocol).toContain('later records')
})

test('without an order each record is held out once, with the same share of failures', () => {
  const { folds, rows } = heldOut(failed, false, createRandom(1))
  expect([...rows].sort((a, b) => a - b)).toEqual(Array.from(failed, (_, row) => row))
  for (const { test } of folds) {
    const hits = test.reduce((sum, row) => sum + failed[row]!, 0)
    expect(hits).toBeGreaterThanOrEqual(5)
    expect(hits).toBeLessThanOrEqual(6)
  }
})

test('blocks before which only one class was seen are left out, or order is', () => {
  const late = Float64Array.from({ length: 200 }, (_, row) => +(row >= 110 && row % 5 === 0))
  expect(heldOut(late, true, createRandom(1)).folds.length).toBeLessThan(5)
  const last = Float64Array.from({ length: 200 }, (_, row) => +(row >= 190))
  expect(heldOut(last, true, createRandom(1)).protocol).toContain('stratified')
})
