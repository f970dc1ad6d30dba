import { expect, test } from 'vitest'
import { shareOf } from '../../../../src/generative/evaluation/privacy/interval.ts'

test('5 of 10 lies between 0.2366 and 0.7634, as Wilson’s formula gives', () => {
  const { share, low, high } = shareOf(5, 10)
  expect(share).toBe(0.5)
  expect(low).toBeCloseTo(0.2366, 4)
  expect(high).toBeCloseTo(0.7634, 4)
})

test('none of 100 may still be 3.7%, and of nothing all is possible', () => {
  expect(shareOf(0, 100)).toMatchObject({ low: 0, high: expect.closeTo(0.037, 3) as number })
  expect(shareOf(0, 0)).toMatchObject({ share: Number.NaN, low: 0, high: 1 })
})
