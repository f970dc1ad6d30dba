import { expect, test } from 'vitest'
import {
  economicOrderQuantity,
  newsvendorEmpirical,
  newsvendorNormal,
} from '../../../src/solvers/lot-sizing/closed-form.ts'

test('the newsvendor agrees with published values', () => {
  const first = newsvendorNormal(2, 18, 120, 10)
  expect(Math.abs(first.quantity - 132.815515655446)).toBeLessThan(1e-9)
  expect(Math.abs(first.cost - 35.09966638649737)).toBeLessThan(1e-9)
  const second = newsvendorNormal(0.18, 0.7, 50, 8)
  expect(Math.abs(second.quantity - 56.60395592743389)).toBeLessThan(1e-9)
  expect(Math.abs(second.cost - 1.9976051931766445)).toBeLessThan(1e-9)
})

test('the economic order quantity agrees with published values', () => {
  const { quantity, costRate } = economicOrderQuantity(8, 0.225, 1300)
  expect(Math.abs(quantity - 304.0467800264368)).toBeLessThan(1e-9)
  expect(Math.abs(costRate - 68.41052550594829)).toBeLessThan(1e-9)
})

test('the empirical newsvendor is the best of all scenario values', () => {
  const scenarios = [4, 9, 1, 7, 7, 3]
  const costOf = (quantity: number): number =>
    scenarios.reduce(
      (sum, d) => sum + Math.max(0, quantity - d) + 4 * Math.max(0, d - quantity),
      0,
    ) / scenarios.length
  const { quantity, cost } = newsvendorEmpirical(1, 4, scenarios)
  expect(cost).toBeCloseTo(Math.min(...scenarios.map(costOf)), 12)
  expect(costOf(quantity)).toBeCloseTo(cost, 12)
})
