import { expect, test } from 'vitest'
import { heldOut, protocolOf } from '../../../src/plant/quality/held-out.ts'
import { createRandom } from '../../../src/random.ts'

const failed = Float64Array.from({ length: 1000 }, (_, row) => +(row % 7 === 0))

test('ordered records are predicted from those before them', () => {
  const { folds, rows, kind } = heldOut(failed, true, createRandom(1))
  expect(folds).toHaveLength(5)
  for (const { train, test } of folds) expect(Math.max(...train)).toBe(test[0]! - 1)
  expect([...rows]).toEqual(Array.from({ length: 600 }, (_, i) => 400 + i))
  expect(kind).toBe('later-blocks')
})

test('without an order each record is held out once, with the same share of failures', () => {
  const { folds, rows } = heldOut(failed, false, createRandom(1))
  expect([...rows].sort((a, b) => a - b)).toEqual(Array.from(failed, (_, row) => row))
  for (const { test } of folds) {
    const hits = test.reduce((sum, row) => sum + failed[row]!, 0)
    expect(hits).toBeGreaterThanOrEqual(28)
    expect(hits).toBeLessThanOrEqual(29)
  }
})

test('blocks before which only one class was seen are left out', () => {
  const late = Float64Array.from({ length: 1000 }, (_, row) => +(row >= 600 && row % 5 === 0))
  const { folds, kind } = heldOut(late, true, createRandom(1))
  expect(folds.length).toBeLessThan(5)
  expect(kind).toBe('later-blocks')
})

test('where the later records hold few failures, all are needed to judge', () => {
  const early = Float64Array.from({ length: 1000 }, (_, row) => +(row < 300 || row % 20 === 0))
  expect(heldOut(early, true, createRandom(1)).kind).toBe('stratified-folds')
})

test('the protocol is told to a person', () => {
  expect(protocolOf({ kind: 'stratified-folds', parts: 5, isLastOnly: true })).toBe(
    'the last of 5 stratified folds, each predicted from the others',
  )
})
