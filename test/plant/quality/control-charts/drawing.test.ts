import { expect, test } from 'vitest'
import { panelOf } from '../../../../src/plant/quality/control-charts/drawing.ts'

test('limits stand so many standard errors away, and none beyond what the statistic can be', () => {
  const panel = panelOf({
    statistic: 'share',
    values: [0.2, 0.5, Number.NaN],
    centre: [0.2, 0.2, 0.2],
    standardErrors: [0.05, 0.1, 0.05],
    lowest: 0,
    width: 2,
    takesRuns: true,
  })
  expect(panel.lower[0]).toBeCloseTo(0.1, 12)
  expect(panel.lower[1]).toBeNull()
  expect(panel.upper[1]).toBeCloseTo(0.4, 12)
  expect(panel.values).toEqual([0.2, 0.5, null])
  // Three standard errors are one and a half of the way to a limit of two: 4.5 thirds.
  expect(panel.distances[1]).toBeCloseTo(4.5, 12)
  expect(panel.distances[2]).toBeNaN()
})

test('what has no standard error is not plotted', () => {
  const { values, distances } = panelOf({
    statistic: 'range',
    values: [1],
    centre: [0],
    standardErrors: [Number.NaN],
    takesRuns: false,
  })
  expect(values).toEqual([null])
  expect(distances[0]).toBeNaN()
})
