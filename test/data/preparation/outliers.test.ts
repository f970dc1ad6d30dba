import { expect, test } from 'vitest'
import { capOutliers, findOutliers } from '../../../src/data/preparation/outliers.ts'
import { createRandom } from '../../../src/random.ts'

/** Demand around 100 that swings by 40 over a year of 52 weeks. */
function seasonalDemand(weeks: number): Float64Array {
  const random = createRandom(1)
  return Float64Array.from({ length: weeks }, (_, week) =>
    Math.round(100 + 40 * Math.sin((2 * Math.PI * week) / 52) + 10 * random.normal()),
  )
}

test('a zero too many is found and capped to the largest usual value around it', () => {
  const values = seasonalDemand(156)
  const wrong = values.slice()
  wrong[70]! *= 10
  const outliers = findOutliers(wrong, { seasonLength: 52 })
  expect(outliers.map(({ index }) => index)).toEqual([70])
  const capped = capOutliers(wrong, outliers)
  expect(capped[70]).toBe(Math.max(...values.subarray(46, 70), ...values.subarray(71, 95)))
  expect(capped.filter((value, i) => value !== wrong[i]).length).toBe(1)
})

test('season and noise alone hold no outlier', () => {
  expect(findOutliers(seasonalDemand(156), { seasonLength: 52 })).toEqual([])
})

test('a peak that comes back every season is none', () => {
  const values = seasonalDemand(156)
  for (const week of [50, 102, 154]) values[week]! *= 10
  expect(findOutliers(values, { seasonLength: 52 })).toEqual([])
  expect(findOutliers(values).length).toBe(3)
})

test('the zeros of intermittent demand are usual, and so is its spread of sizes', () => {
  const random = createRandom(2)
  const values = Float64Array.from({ length: 150 }, () =>
    random.uniform() < 0.3 ? Math.ceil(Math.exp(2 + 0.8 * random.normal())) : 0,
  )
  expect(findOutliers(values)).toEqual([])
  values[40] = 5000
  expect(findOutliers(values).map(({ index }) => index)).toEqual([40])
})

test('small counts vary by their square root', () => {
  const values = Float64Array.from({ length: 40 }, (_, i) => (i === 20 ? 5 : 1))
  expect(findOutliers(values)).toEqual([])
  values[20] = 12
  expect(findOutliers(values).map(({ index, usual }) => [index, usual])).toEqual([[20, 6]])
})

test('too few values say nothing', () => {
  expect(findOutliers(new Float64Array([1, 1, 1, 900]))).toEqual([])
})
