import { expect, test } from 'vitest'
import { createRandom } from '../../src/random.ts'
import { fewestCentres, kMeans, middleOf, nearestCentre } from '../../src/statistics/k-means.ts'

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
  const found = fewestCentres(points, [5, 100], () => 0.01)!.map((c) => c.map(Math.round))
  expect(found).toHaveLength(3)
  expect(found).toEqual(expect.arrayContaining(centres))
})

test('points all over have no few centres, but can be cut into any number of cells', () => {
  const points = Array.from({ length: 400 }, () => [random.uniform(), random.uniform()])
  expect(fewestCentres(points, [0.3, 0.3], () => 0.01)).toBeUndefined()
  expect(kMeans(points, [0.3, 0.3], 16)).toHaveLength(16)
})

test('how much may be left can hang on the number of centres', () => {
  // k cells of a line leave a k-th of it squared: few centres say where its points are, but no better than so.
  const line = Array.from({ length: 1000 }, (_, i) => [i / 1000])
  expect(fewestCentres(line, [0.3], () => 0.02)).toHaveLength(8)
  expect(fewestCentres(line, [0.3], (count) => 0.1 / count ** 2)).toBeUndefined()
})

test('points that are all the same have one centre', () => {
  const same = Array.from({ length: 9 }, () => [4])
  expect(fewestCentres(same, [1], () => 0.01)).toEqual([[4]])
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
  ).toMatchObject({ centre: 1 })
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
