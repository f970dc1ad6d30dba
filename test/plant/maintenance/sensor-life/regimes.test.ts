import { expect, test } from 'vitest'
import {
  findRegimes,
  middleOf,
  nearestCentre,
} from '../../../../src/plant/maintenance/sensor-life/regimes.ts'
import { createRandom } from '../../../../src/random.ts'

const random = createRandom(1)

test('points around a few centres give these, as few as there are', () => {
  const centres = [
    [0, 100],
    [10, 100],
    [10, 300],
  ]
  const points = Array.from({ length: 300 }, (_, i) =>
    centres[i % 3]!.map((value) => value + 0.01 * random.normal()),
  )
  const found = findRegimes(points, [5, 100]).map((centre) => centre.map(Math.round))
  expect(found).toHaveLength(3)
  expect(found).toEqual(expect.arrayContaining(centres))
})

test('points all over are cut into sixteen cells', () => {
  const points = Array.from({ length: 400 }, () => [random.uniform(), random.uniform()])
  expect(findRegimes(points, [0.3, 0.3])).toHaveLength(16)
})

test('points that are all the same have one centre', () => {
  expect(
    findRegimes(
      Array.from({ length: 9 }, () => [4]),
      [1],
    ),
  ).toEqual([[4]])
})

test('the nearest centre is so in units of the scales', () => {
  expect(
    nearestCentre(
      [
        [0, 0],
        [3, 3],
      ],
      [2, 30],
      [1, 100],
    ),
  ).toMatchObject({ regime: 1 })
  expect(nearestCentre([[0, 0]], [3, 400], [1, 100]).distance).toBe(5)
})

test('the middle is the mean of each coordinate', () => {
  expect(
    middleOf([
      [1, 2],
      [3, 6],
    ]),
  ).toEqual([2, 4])
})
