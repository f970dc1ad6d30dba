import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combinePaths, ranksOf } from '../../../src/plant/demand/combination.ts'

describe('combination', () => {
  test('one member stays as it is', () => {
    const paths = new Float64Array(4)
    combinePaths([{ paths: Float64Array.of(3, 1, 2, 9), weight: 1 }], 2, true, paths)
    expect([...paths]).toEqual([3, 1, 2, 9])
  })

  test('quantiles are averaged, and keep the order of the leader', () => {
    const paths = new Float64Array(3)
    const members = [
      { paths: Float64Array.of(10, 30, 20), weight: 0.75 },
      { paths: Float64Array.of(3, 2, 1), weight: 0.25 },
    ]
    combinePaths(members, 1, false, paths)
    expect([...paths]).toEqual([7.75, 23.25, 15.5])
  })

  test('whole numbers stay whole, and halves go up and down alike', () => {
    const paths = new Float64Array(100)
    const members = [
      { paths: new Float64Array(100).fill(3), weight: 0.5 },
      { paths: new Float64Array(100).fill(4), weight: 0.5 },
    ]
    combinePaths(members, 1, true, paths)
    const high = paths.filter((value) => value === 4).length
    expect(Math.abs(high - 50)).toBeLessThanOrEqual(1)
    expect(paths.filter((value) => value === 3)).toHaveLength(100 - high)
    const agreed = [
      { ...members[0]!, weight: 0.1 + 0.2 },
      { ...members[0]!, weight: 0.7 },
    ]
    combinePaths(agreed, 1, true, paths)
    expect(paths.every((value) => value === 3)).toBe(true)
  })

  test('each step has the mean of the members means', () => {
    const member = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    })
    fc.assert(
      fc.property(member, member, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (a, b, w) => {
        const paths = new Float64Array(12)
        const mean = (values: ArrayLike<number>): number =>
          Array.from(values).reduce((sum, value) => sum + value, 0) / 12
        combinePaths(
          [
            { paths: Float64Array.from(a), weight: w },
            { paths: Float64Array.from(b), weight: 1 - w },
          ],
          2,
          false,
          paths,
        )
        expect(mean(paths)).toBeCloseTo(w * mean(a) + (1 - w) * mean(b), 8)
      }),
    )
  })

  test('ranks count the lower values, ties in order', () => {
    expect([...ranksOf(Float64Array.of(5, 1, 5, 3))]).toEqual([2, 0, 3, 1])
  })
})
