import { describe, expect, test } from 'vitest'
import { fillNoise } from '../../../src/learning/training/noise.ts'
import type { NoiseKind } from '../../../src/learning/training/program.ts'
import { createRandom } from '../../../src/random.ts'

function moments(kind: NoiseKind): { mean: number; variance: number; values: Float32Array } {
  const values = new Float32Array(100_000)
  fillNoise(values, kind, createRandom('noise'))
  const mean = values.reduce((total, x) => total + x, 0) / values.length
  const variance = values.reduce((total, x) => total + (x - mean) ** 2, 0) / values.length
  return { mean, variance, values }
}

describe('noise', () => {
  test('normal noise is standard', () => {
    const { mean, variance } = moments('normal')
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
  })

  test('uniform noise fills [0, 1)', () => {
    const { mean, variance, values } = moments('uniform')
    expect(mean).toBeCloseTo(0.5, 2)
    expect(variance).toBeCloseTo(1 / 12, 2)
    expect(values.every((x) => x >= 0 && x < 1)).toBe(true)
  })

  test("Gumbel noise has Euler's constant as its mean and variance pi^2 / 6, and is finite", () => {
    const { mean, variance, values } = moments('gumbel')
    expect(mean).toBeCloseTo(0.5772, 1)
    expect(variance).toBeCloseTo(Math.PI ** 2 / 6, 1)
    expect(values.every(Number.isFinite)).toBe(true)
  })
})
