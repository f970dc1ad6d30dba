import { describe, expect, test } from 'vitest'
import { c4, rangeMoments } from '../../../../src/plant/quality/control-charts/constants.ts'

describe('against published tables (ASTM E2587, table of factors; Montgomery 2009, appendix VI)', () => {
  test.each([
    [2, 0.7979, 1.128, 0.853],
    [3, 0.8862, 1.693, 0.888],
    [4, 0.9213, 2.059, 0.88],
    [5, 0.94, 2.326, 0.864],
    [6, 0.9515, 2.534, 0.848],
    [7, 0.9594, 2.704, 0.833],
    [8, 0.965, 2.847, 0.82],
    [10, 0.9727, 3.078, 0.797],
    [15, 0.9823, 3.472, 0.756],
    [20, 0.9869, 3.735, 0.729],
    [25, 0.9896, 3.931, 0.708],
  ])('n = %d', (n, publishedC4, publishedD2, publishedD3) => {
    const { d2, d3 } = rangeMoments(n)
    expect(c4(n)).toBeCloseTo(publishedC4, 4)
    expect(Math.abs(d2 - publishedD2)).toBeLessThan(6e-4)
    expect(Math.abs(d3 - publishedD3)).toBeLessThan(6e-4)
  })
})

test('two and three values have closed forms', () => {
  expect(rangeMoments(2).d2).toBeCloseTo(2 / Math.sqrt(Math.PI), 10)
  expect(rangeMoments(2).d3).toBeCloseTo(Math.sqrt(2 - 4 / Math.PI), 10)
  expect(rangeMoments(3).d2).toBeCloseTo(3 / Math.sqrt(Math.PI), 10)
  expect(c4(2)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14)
})

test('large samples: the range as tabulated by Tippett 1925, c4 close to 1 - 1 / (4 n)', () => {
  expect(rangeMoments(100).d2).toBeCloseTo(5.01519, 5)
  expect(rangeMoments(1000).d2).toBeCloseTo(6.48287, 5)
  expect(c4(1000)).toBeCloseTo(1 - 1 / 4000, 6)
})
