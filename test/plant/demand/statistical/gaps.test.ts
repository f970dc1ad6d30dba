import { describe, expect, test } from 'vitest'
import { fillGaps, sampleWithoutHistory } from '../../../../src/plant/demand/statistical/gaps.ts'
import { createRandom } from '../../../../src/random.ts'
import { panelOf } from '../panels.ts'

const gap = Number.NaN

describe('gaps', () => {
  test('a whole history is returned as it is', () => {
    const values = Float64Array.of(1, 2)
    expect(fillGaps(values, 1)).toBe(values)
  })

  test('without a season the last value stands in, with one the value a season before', () => {
    expect([...fillGaps(Float64Array.of(gap, 1, gap, gap, 4), 1)]).toEqual([1, 1, 1, 4])
    expect([...fillGaps(Float64Array.of(1, 2, 3, gap, gap), 3)]).toEqual([1, 2, 3, 1, 2])
    expect([...fillGaps(Float64Array.of(1, gap, 3), 3)]).toEqual([1, 1, 3])
  })

  test('an item without history borrows from the items that share most attributes', () => {
    const panel = panelOf([[1, 1, 1], [5, 5, 5], [9, 9, 9], []])
    const attributes = [
      ['pump', 'red'],
      ['pump', 'blue'],
      ['valve', 'blue'],
      ['pump', 'blue'],
    ]
    const series = panel.series.map((one, i) => ({ ...one, attributes: attributes[i]! }))
    const paths = new Float64Array(8)
    sampleWithoutHistory({ ...panel, series }, 3, 2, createRandom(1), paths)
    expect([...paths]).toEqual([5, 5, 5, 5, 5, 5, 5, 5])
  })

  test('without attributes it borrows from all, and from nothing it gets zeros', () => {
    const paths = new Float64Array(400)
    sampleWithoutHistory(panelOf([[1, 1], [3], []]), 2, 2, createRandom(1), paths)
    expect([...new Set(paths)].sort()).toEqual([1, 3])
    sampleWithoutHistory(panelOf([[], []]), 0, 2, createRandom(1), paths)
    expect(paths.every((value) => value === 0)).toBe(true)
  })
})
