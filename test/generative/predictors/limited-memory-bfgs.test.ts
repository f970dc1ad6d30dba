import { expect, test } from 'vitest'
import { minimise } from '../../../src/generative/predictors/limited-memory-bfgs.ts'

test('finds the bottom of Rosenbrock’s valley', () => {
  const found = minimise(
    (point, gradient) => {
      const [x, y] = [point[0]!, point[1]!]
      gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x)
      gradient[1] = 200 * (y - x * x)
      return 100 * (y - x * x) ** 2 + (1 - x) ** 2
    },
    Float64Array.of(-1.2, 1),
    { tolerance: 1e-8 },
  )
  expect(found[0]).toBeCloseTo(1, 6)
  expect(found[1]).toBeCloseTo(1, 6)
})

test('leaves the start as it is, and stays at a minimum', () => {
  const start = Float64Array.of(3)
  const square = (point: Float64Array, gradient: Float64Array): number => {
    gradient[0] = 2 * (point[0]! - 3)
    return (point[0]! - 3) ** 2
  }
  expect(minimise(square, start)).toEqual(start)
  expect(minimise(square, Float64Array.of(-50))[0]).toBeCloseTo(3, 6)
})
