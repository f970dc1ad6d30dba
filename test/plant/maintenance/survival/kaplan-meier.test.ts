import { expect, test } from 'vitest'
import { aliveAt, kaplanMeier } from '../../../../src/plant/maintenance/survival/kaplan-meier.ts'
import { remissions } from './lives.ts'

const rounded = (values: ArrayLike<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e4) / 1e4)

test('remission under 6-MP is the published table', () => {
  const curve = kaplanMeier(remissions)
  expect([...curve.ages]).toEqual([6, 7, 10, 13, 16, 22, 23])
  expect([...curve.atRisk]).toEqual([21, 17, 15, 12, 11, 7, 6])
  expect([...curve.failures]).toEqual([3, 1, 1, 1, 1, 1, 1])
  expect(rounded(curve.alive)).toEqual([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482])
  const published = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
  expect(rounded(curve.standardError)).toEqual(published)
  expect(rounded(curve.lower)).toEqual([0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881])
  expect(rounded(curve.upper)).toEqual([0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801])
  expect(curve.lastAge).toBe(35)
})

test('without censoring it is the share that is older', () => {
  const lives = [4, 1, 3, 2, 2].map((age) => ({ entryAge: 0, age, failed: true }))
  const curve = kaplanMeier(lives)
  expect(rounded(curve.alive)).toEqual([0.8, 0.4, 0.2, 0])
  expect(aliveAt(curve, 0.5)).toBe(1)
  expect(aliveAt(curve, 2.9)).toBeCloseTo(0.4)
})

test('a late entry is at risk from its entry on', () => {
  const curve = kaplanMeier([
    { entryAge: 0, age: 2, failed: true },
    { entryAge: 0, age: 6, failed: true },
    { entryAge: 3, age: 7, failed: false },
    { entryAge: 2, age: 5, failed: true },
  ])
  expect([...curve.atRisk]).toEqual([2, 3, 2])
  expect(rounded(curve.alive)).toEqual([0.5, 0.3333, 0.1667])
})
