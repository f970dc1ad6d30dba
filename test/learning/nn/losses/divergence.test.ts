import { describe, expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import type { Node } from '../../../../src/learning/graph/node.ts'
import {
  divergenceFromStandard,
  divergenceOfGaussians,
} from '../../../../src/learning/nn/losses/divergence.ts'
import { valuesOf } from '../sine.ts'

const one = (value: number): Node => constant([value], [1])

/** KL divergence of two normals by the trapezoidal rule. */
function integral(
  mean: number,
  deviation: number,
  otherMean: number,
  otherDeviation: number,
): number {
  const logDensity = (x: number, m: number, s: number): number =>
    -((x - m) ** 2) / (2 * s * s) - Math.log(s * Math.sqrt(2 * Math.PI))
  let total = 0
  const step = deviation / 500
  for (let x = mean - 12 * deviation; x < mean + 12 * deviation; x += step) {
    const p = logDensity(x, mean, deviation)
    total += Math.exp(p) * (p - logDensity(x, otherMean, otherDeviation)) * step
  }
  return total
}

describe('divergence', () => {
  test('from the standard normal is zero for it and the integral for others', () => {
    expect(valuesOf(divergenceFromStandard(one(0), one(0)))).toEqual([0])
    const [value] = valuesOf(divergenceFromStandard(one(0.7), one(Math.log(0.4))))
    expect(value).toBeCloseTo(integral(0.7, 0.4, 0, 1), 8)
  })

  test('of two normals is the integral, and zero for equal ones', () => {
    const of = (m: number, s: number, n: number, t: number): number =>
      valuesOf(divergenceOfGaussians(one(m), one(Math.log(s)), one(n), one(Math.log(t))))[0]!
    expect(of(1, 2, 1, 2)).toBeCloseTo(0, 12)
    expect(of(1, 0.5, -0.5, 2)).toBeCloseTo(integral(1, 0.5, -0.5, 2), 8)
  })
})
