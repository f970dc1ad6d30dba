import { expect, test } from 'vitest'
import { createTable, type Table } from '../../../../src/data/table/table.ts'
import {
  densitySurprise,
  type ScoringModel,
} from '../../../../src/plant/quality/control-charts/density-surprise.ts'

const spans = [
  [0, 4],
  [4, 5],
  [5, 5.5],
  [5.5, 6],
] as const

/** Of a field whose four spans are equally likely, and of one with two levels. */
const model: ScoringModel = {
  score: (table: Table) => {
    const even = (p: number): Float64Array => new Float64Array(table.rowCount).fill(-Math.log(p))
    const byField = new Map([
      ['x', even(1 / 4)],
      ['kind', even(1 / 2)],
    ])
    return Promise.resolve({ surprise: even(1 / 8), byField })
  },
  probability: () =>
    Promise.resolve([
      ...spans.map(([from, to]) => ({ from, to, probability: 0.25 })),
      { from: null, to: null, probability: 0 },
    ]),
}

function records(values: readonly number[]): Table {
  return createTable([
    ['x', { kind: 'number', values: Float64Array.from(values) }],
    ['kind', { kind: 'text', levels: ['a'], codes: new Int32Array(values.length) }],
  ])
}

test('equally likely spans are as surprising as they are wide', async () => {
  const score = await densitySurprise(model, records([4.5]))
  const { statistic, contributions } = await score(records([1, 4.5, 5.2, 5.9]))
  // The usual record lies in the span of width 1.
  const expected = [4, 1, 0.5, 0.5].map(Math.log)
  statistic.forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 12))
  expect([...contributions.get('kind')!]).toEqual([0, 0, 0, 0])
})

test('beyond what was seen the surprise grows with the distance', async () => {
  const score = await densitySurprise(model, records([4.5]))
  const { statistic } = await score(records([-8, 7, 8]))
  expect(statistic[0]).toBeCloseTo(Math.log(4) + 2, 12)
  expect(statistic[2]! - statistic[1]!).toBeCloseTo(2, 12)
})

test('a missing value has its own probability and no width', async () => {
  const score = await densitySurprise(model, records([4.5]))
  const { statistic } = await score(records([Number.NaN]))
  expect(statistic[0]).toBeCloseTo(0, 12)
})

test('single values meet in the middle between them, and a field of one value has no width', async () => {
  const single = (values: readonly number[]): ScoringModel => ({
    ...model,
    probability: () =>
      Promise.resolve(values.map((value) => ({ from: value, to: value, probability: 0.3 }))),
  })
  const steps = await densitySurprise(single([1, 2, 4]), records([2]))
  const { statistic } = await steps(records([1, 2, 4]))
  const expected = [1 / 1.5, 1, 2 / 1.5].map(Math.log)
  statistic.forEach((value, row) => expect(value).toBeCloseTo(expected[row]!, 12))
  const constant = await densitySurprise(single([7]), records([7]))
  expect((await constant(records([9]))).statistic[0]).toBe(0)
})
