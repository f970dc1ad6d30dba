import { describe, expect, test } from 'vitest'
import {
  addTrajectories,
  lastTrajectories,
  poolTrajectories,
  runningScales,
  type Trajectories,
} from '../../../../src/plant/demand/statistical/trajectories.ts'
import { createRandom } from '../../../../src/random.ts'

const of = (...errors: number[]): Trajectories => ({
  count: errors.length / 2,
  horizon: 2,
  errors: Float64Array.from(errors),
})
const none = of()

describe('trajectories', () => {
  test('each is drawn equally often, whole, and in the scale of the forecast', () => {
    const paths = new Float64Array(6 * 2)
    const own = of(1, 2, -1, -2, 0, 5)
    addTrajectories(own, none, Float64Array.of(100, 200), 10, createRandom(1), paths)
    const pairs = Array.from({ length: 6 }, (_, i) => `${paths[2 * i]} ${paths[2 * i + 1]}`).sort()
    expect(pairs).toEqual(['100 250', '100 250', '110 220', '110 220', '90 180', '90 180'])
  })

  test('the pool stands in for what a history has too few of', () => {
    const share = (count: number): number => {
      const paths = new Float64Array(1000)
      const own = { count, horizon: 1, errors: new Float64Array(count).fill(1) }
      const pool = { count: 5, horizon: 1, errors: new Float64Array(5).fill(-1) }
      addTrajectories(own, pool, Float64Array.of(0), 1, createRandom(1), paths)
      return paths.filter((value) => value === 1).length / 1000
    }
    expect(share(0)).toBe(0)
    expect(share(8)).toBeCloseTo(0.5, 2)
    expect(share(72)).toBeCloseTo(0.9, 2)
  })

  test('a longer horizon goes on with the last error, and nothing known is no error', () => {
    const paths = new Float64Array(3)
    addTrajectories(of(1, 2), none, new Float64Array(3), 1, createRandom(1), paths)
    expect([...paths]).toEqual([1, 2, 2])
    addTrajectories(none, none, Float64Array.of(7, 8, 9), 1, createRandom(1), paths)
    expect([...paths]).toEqual([7, 8, 9])
  })

  test('the pool has the latest of each', () => {
    expect([...lastTrajectories(of(1, 2, 3, 4), 1).errors]).toEqual([3, 4])
    expect([...poolTrajectories([of(1, 2), none, of(3, 4)], 2).errors]).toEqual([1, 2, 3, 4])
  })

  test('scales see nothing later, follow the size of the changes and are never zero', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i % 2) * (i < 100 ? 1 : 10))
    const scales = runningScales(values)
    expect(scales).toHaveLength(201)
    expect(scales[100]).toBeLessThan(2)
    expect(scales[200]).toBeGreaterThan(8)
    expect(runningScales(new Float64Array(5)).every((scale) => scale > 0)).toBe(true)
    expect(runningScales(Float64Array.of(3)).every((scale) => scale > 0)).toBe(true)
  })
})
