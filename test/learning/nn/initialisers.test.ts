import { describe, expect, test } from 'vitest'
import {
  constantValues,
  glorot,
  he,
  normal,
  normalValues,
  orthogonal,
  uniformValues,
  zeroValues,
  type Initialiser,
} from '../../../src/learning/nn/initialisers.ts'
import { createRandom } from '../../../src/random.ts'

const fans = { inputs: 300, outputs: 100 }

function varianceOf(data: ArrayLike<number>): number {
  return Array.from(data).reduce((total, x) => total + x * x, 0) / data.length
}

describe('initialisers', () => {
  test.each<[string, Initialiser, number]>([
    ['glorot', glorot, 2 / 400],
    ['he', he, 2 / 300],
    ['normal', normal(0.1), 0.01],
  ])('%s has the variance of its formula', (_, initialiser, expected) => {
    const { data, shape } = initialiser(createRandom(1), [300, 100], fans)
    expect(shape).toEqual([300, 100])
    expect(varianceOf(data) / expected).toBeCloseTo(1, 1)
  })

  test.each([
    [5, 3],
    [3, 5],
    [4, 4],
  ])('orthogonal %i by %i is orthonormal along its shorter side', (rows, columns) => {
    const { data } = orthogonal(createRandom(1), [rows, columns], fans)
    const at = (row: number, column: number): number => data[row * columns + column]!
    const [count, length] = rows <= columns ? [rows, columns] : [columns, rows]
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        let dot = 0
        for (let k = 0; k < length; k++) {
          dot += rows <= columns ? at(i, k) * at(j, k) : at(k, i) * at(k, j)
        }
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 6)
      }
    }
  })

  test('plain values', () => {
    expect([...zeroValues([2]).data]).toEqual([0, 0])
    expect([...constantValues([2], 3).data]).toEqual([3, 3])
    expect(Math.max(...uniformValues(createRandom(1), [99], 0.5).data)).toBeLessThan(0.5)
    expect(varianceOf(normalValues(createRandom(1), [9999], 2).data)).toBeCloseTo(4, 0)
  })
})
