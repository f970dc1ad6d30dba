import { describe, expect, test } from 'vitest'
import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import {
  type Panel,
  domainOf,
  endOf,
  panelBefore,
  panelWithoutLast,
  presentValues,
  selectSeries,
  stepLabels,
} from '../../../src/plant/demand/series.ts'

const panel: Panel = {
  calendar: createCalendar('position', 1, 1),
  seasonLength: 1,
  knownNames: ['promotion'],
  attributeNames: [],
  series: [
    {
      id: 'a',
      start: 0,
      values: Float64Array.of(1, 2, 3, 4),
      known: [Float64Array.of(0, 0, 0, 1, 1, 0)],
      attributes: [],
    },
    {
      id: 'b',
      start: 3,
      values: Float64Array.of(7),
      known: [Float64Array.of(1, 1, 0)],
      attributes: [],
    },
  ],
}

describe('series', () => {
  test('a panel before an index holds no later value and all known covariates', () => {
    const [a, b] = panelBefore(panel, 2).series
    expect([...a!.values]).toEqual([1, 2])
    expect([...a!.known[0]!]).toEqual([0, 0, 0, 1, 1, 0])
    expect(endOf(a!)).toBe(2)
    expect(endOf(b!)).toBe(2)
    expect(b!.values).toHaveLength(0)
    expect([...b!.known[0]!]).toEqual([Number.NaN, 1, 1, 0])
  })

  test('histories are views on the same numbers', () => {
    expect(panelBefore(panel, 2).series[0]!.values.buffer).toBe(panel.series[0]!.values.buffer)
    expect(panelBefore(panel, 9).series[0]).toBe(panel.series[0])
  })

  test('leaving out the last steps counts from the end of each series', () => {
    const cut = panelWithoutLast(panel, 1)
    expect(cut.series.map(({ values }) => values.length)).toEqual([3, 0])
  })

  test('steps are labelled by position where histories end together, else relatively', () => {
    expect(stepLabels(panel, 2)).toEqual(['5', '6'])
    expect(stepLabels(selectSeries(panel, [1, 0]), 1)).toEqual(['5'])
    const [a, b] = panel.series
    const ragged = { ...panel, series: [a!, { ...b!, start: 5 }] }
    expect(stepLabels(ragged, 2)).toEqual(['+1', '+2'])
  })

  test('the domain of a history is that of the values that are there', () => {
    expect(domainOf(Float64Array.of(1, Number.NaN, 0))).toEqual({
      isNonNegative: true,
      isInteger: true,
    })
    expect(domainOf(Float64Array.of(0.5, -1))).toEqual({ isNonNegative: false, isInteger: false })
    expect([...presentValues(Float64Array.of(1, Number.NaN, 0))]).toEqual([1, 0])
  })
})
