import { expect, test } from 'vitest'
import {
  intermittentRegime,
  isIntermittent,
  levelRegime,
} from '../../../../src/plant/demand/generative/regime.ts'
import { intermittentCounts, panelOf, seasonalValues } from '../panels.ts'

test('zeros and few pieces are intermittent, a level is not', () => {
  const kinds = panelOf([
    intermittentCounts(1, 40),
    [3, 2, 4, 1, 5, 3, 2, 2],
    seasonalValues(1, 40),
    [300, 0, 280, 310, 305],
    [],
  ]).series.map(isIntermittent)
  expect(kinds).toEqual([true, true, false, false, false])
})

test('small counts have a bin each, and the largest share the last', () => {
  const { name, bins } = intermittentRegime(panelOf([[0, 1, 0, 3, 2]]).series)
  expect(name).toBe('counts')
  expect(bins).toEqual({ low: [0, 1, 2, 3], high: [0, 1, 2, 3] })
  const values = [...Array.from({ length: 999 }, (_, i) => i % 3), 500]
  const wide = intermittentRegime(panelOf([values]).series)
  expect(wide.bins.low).toHaveLength(41)
  expect([wide.bins.low.at(-1), wide.bins.high.at(-1)]).toEqual([40, 500])
})

test('lots keep zero apart, and bins of a regime ascend', () => {
  const lots = intermittentRegime(panelOf([[0, 0, 1150, 0, 2300, 0]]).series)
  expect(lots.name).toBe('lots')
  expect([lots.bins.low[0], lots.bins.high[0]]).toEqual([0, 0])
  for (const { bins } of [lots, levelRegime(panelOf([seasonalValues(2, 30)]).series)]) {
    const edges = bins.low.flatMap((low, i) => [low, bins.high[i]!])
    expect(edges).toEqual(edges.toSorted((a, b) => a - b))
  }
})

test('typical figures are medians over the series, and there are some for a panel of zeros', () => {
  const { typical } = levelRegime(
    panelOf([
      [10, 12],
      [100, 120],
      [1000, 1200],
    ]).series,
  )
  expect(typical.location).toBe(110)
  expect(typical.roughness).toBeCloseTo(20 / 110, 10)
  const zeros = intermittentRegime(panelOf([new Float64Array(9)]).series)
  expect(Object.values(zeros.typical).every((figure) => figure > 0)).toBe(true)
})
