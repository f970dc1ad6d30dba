import { expect, test } from 'vitest'
import { normalCumulative, normalDensity } from '../../src/statistics/normal.ts'
import { integrate } from '../../src/statistics/quadrature.ts'

test('is exact for polynomials up to twice the number of points less one', () => {
  expect(integrate((x) => x ** 7, 0, 2, 4)).toBeCloseTo(32, 12)
  expect(integrate((x) => 5 * x ** 4 - x, -1, 3, 3)).toBeCloseTo(240, 11)
})

test('an odd number of points has its middle at the centre', () => {
  expect(integrate((x) => Math.abs(x), -1, 1, 1)).toBeCloseTo(0, 12)
})

test('integrates the normal density to its distribution', () => {
  const exact = normalCumulative(1.3) - normalCumulative(-0.4)
  expect(integrate(normalDensity, -0.4, 1.3, 16)).toBeCloseTo(exact, 14)
})
