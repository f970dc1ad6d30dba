import { describe, expect, test } from 'vitest'
import {
  nodeWeights,
  smoothCourse,
  solveInPlace,
} from '../../../src/generative/related/course-basis.ts'
import { createRandom } from '../../../src/random.ts'

describe('courses between nodes', () => {
  test('a position lies between two nodes, the last one before the end', () => {
    expect(nodeWeights(0, 5)).toEqual({ first: 0, share: 0 })
    expect(nodeWeights(0.375, 5)).toEqual({ first: 1, share: 0.5 })
    expect(nodeWeights(1, 5)).toEqual({ first: 3, share: 1 })
  })

  test('a line is found exactly, also from two of its values and across gaps', () => {
    const line = [3, 4, 5, 6, 7]
    const all = smoothCourse([0, 0.1, 0.5, 0.7, 1], [3, 3.4, NaN, 5.8, 7], 5)
    const two = smoothCourse([0.2, 0.3], [3.8, 4.2], 5)
    for (const [i, value] of line.entries()) {
      expect(all[i]).toBeCloseTo(value, 9)
      expect(two[i]).toBeCloseTo(value, 9)
    }
  })

  test('fewer than two values tell nothing', () => {
    expect(smoothCourse([0.5, 0.6], [1, NaN], 4)).toEqual(new Float64Array(4).fill(NaN))
  })

  test('no other course has a smaller sum of squares and bends', () => {
    const random = createRandom(1)
    const positions = Array.from({ length: 30 }, () => random.uniform())
    const values = positions.map((x) => Math.sin(4 * x) + 0.3 * random.normal())
    const objective = (course: ArrayLike<number>): number => {
      const misses = positions.map((x, i) => {
        const { first, share } = nodeWeights(x, 6)
        return values[i]! - course[first]! * (1 - share) - course[first + 1]! * share
      })
      const bends = [0, 1, 2, 3].map((i) => course[i]! - 2 * course[i + 1]! + course[i + 2]!)
      return [...misses, ...bends].reduce((sum, value) => sum + value * value, 0)
    }
    const found = smoothCourse(positions, values, 6)
    for (let i = 0; i < 6; i++) {
      for (const move of [-0.01, 0.01]) {
        const other = found.map((value, j) => (j === i ? value + move : value))
        expect(objective(other)).toBeGreaterThan(objective(found))
      }
    }
  })

  test('a system is solved', () => {
    const found = solveInPlace([Float64Array.of(4, 1, 6), Float64Array.of(1, 3, 7)])
    expect(found[0]).toBeCloseTo(1, 12)
    expect(found[1]).toBeCloseTo(2, 12)
  })
})
