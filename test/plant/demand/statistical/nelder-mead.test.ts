import { describe, expect, test } from 'vitest'
import { minimise } from '../../../../src/plant/demand/statistical/nelder-mead.ts'

describe('Nelder-Mead', () => {
  test('finds the minimum of a quadratic', () => {
    const { point, value } = minimise(([x, y]) => (x! - 3) ** 2 + 4 * (y! + 1) ** 2, [0, 0], 1, 300)
    expect(point[0]).toBeCloseTo(3, 3)
    expect(point[1]).toBeCloseTo(-1, 3)
    expect(value).toBeLessThan(1e-6)
  })

  test('finds the bottom of the valley of Rosenbrock', () => {
    const { point } = minimise(
      ([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
      [-1.2, 1],
      0.5,
      600,
    )
    expect(point[0]).toBeCloseTo(1, 2)
    expect(point[1]).toBeCloseTo(1, 2)
  })

  test('keeps to its limit of evaluations, up to the last move', () => {
    let evaluations = 0
    minimise(
      ([x]) => {
        evaluations++
        return x! * x!
      },
      [50],
      0.01,
      20,
    )
    expect(evaluations).toBeLessThanOrEqual(24)
  })

  test('a point that is no number is avoided', () => {
    const { point } = minimise(([x]) => Math.sqrt(x!) + (x! - 1) ** 2, [0.1], -0.2, 100)
    expect(point[0]).toBeGreaterThanOrEqual(0)
  })
})
