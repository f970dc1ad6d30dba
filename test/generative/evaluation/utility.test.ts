import { expect, test } from 'vitest'
import { labelled, utility } from '../../../src/generative/evaluation/utility.ts'
import { predictionOf } from '../../../src/generative/evaluation/target.ts'
import { category, linkedRows, numbers } from './tables.ts'

const real = linkedRows(800, 1)
const test_ = linkedRows(800, 2)

test('rows of the same distribution teach as much as the real ones', () => {
  const fromReal = utility(real, real, test_, { field: 'side', positive: 'up' })
  const fromOther = utility(real, linkedRows(800, 3), test_, { field: 'side', positive: 'up' })
  // Nine of ten sides are the sign of x, so no model is right more often.
  expect(fromReal.linear).toMatchObject({ accuracy: expect.closeTo(0.9, 1) as number })
  expect(fromOther.linear).toMatchObject({ accuracy: expect.closeTo(0.9, 1) as number })
  expect(fromOther.trees).toMatchObject({ areaUnderRoc: expect.closeTo(0.9, 1) as number })
})

test('independent columns teach nothing', () => {
  const scores = utility(real, linkedRows(800, 4, 0), test_, { field: 'side', positive: 'up' })
  expect(scores.linear).toMatchObject({ areaUnderRoc: expect.closeTo(0.5, 0) as number })
  expect((scores.linear as { accuracy: number }).accuracy).toBeLessThan(0.7)
})

test('a target that is a number is judged by explained variance', () => {
  const scores = utility(real, real, test_, { field: 'y' })
  // y = 2x + 0.2 noise.
  expect((scores.linear as { r2: number }).r2).toBeCloseTo(4 / 4.04, 2)
  expect((scores.trees as { r2: number }).r2).toBeGreaterThan(0.9)
})

test('rows without a target are left out', () => {
  const rows = [numbers('x', [1, 2, 3]), category('f', ['a', 'b'], ['a', '', 'b'])]
  const { features, values } = labelled(rows, predictionOf(rows, { field: 'f', positive: 'b' }))
  expect(features).toMatchObject([{ values: Float64Array.of(1, 3) }])
  expect([...values]).toEqual([0, 1])
})
