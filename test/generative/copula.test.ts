import { expect, test } from 'vitest'
import { choleskyFactor, identity, normalQuantile } from '../../src/generative/copula.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import { normalQuantile as exactQuantile } from '../../src/statistics/normal.ts'

test('the quantile in the graph is close to the normal one, and finite at the ends', () => {
  const levels = [0, 1e-5, 0.01, 0.2, 0.5, 0.7, 0.99, 1]
  const [result] = evaluate([normalQuantile(constant(levels, [levels.length]))], {})
  levels.forEach((level, i) => {
    const exact = exactQuantile(Math.min(Math.max(level, 1e-6), 1 - 1e-6))
    expect(Math.abs(result!.data[i]! - exact)).toBeLessThan(0.01 * Math.max(1, Math.abs(exact)))
  })
})

test('the factor times its transpose is the shrunk correlation', () => {
  const covariance = [4, 1.2, -0.4, 1.2, 1, 0.1, -0.4, 0.1, 0.25]
  const { data } = choleskyFactor({ shape: [3, 3], data: Float64Array.from(covariance) }, 0.1)
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let product = 0
      for (let k = 0; k < 3; k++) product += data[i * 3 + k]! * data[j * 3 + k]!
      const scale = Math.sqrt(covariance[i * 4]! * covariance[j * 4]!)
      const wanted = i === j ? 1 : (0.9 * covariance[i * 3 + j]!) / scale
      expect(product).toBeCloseTo(wanted, 6)
    }
  }
})

test('perfectly correlated fields have a factor as well', () => {
  const { data } = choleskyFactor({ shape: [2, 2], data: Float64Array.of(1, 1, 1, 1) }, 0)
  expect(data.every(Number.isFinite)).toBe(true)
  expect([...identity(2).data]).toEqual([1, 0, 0, 1])
})
