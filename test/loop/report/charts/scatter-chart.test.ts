import { expect, test } from 'vitest'
import { scatterChart } from '../../../../src/loop/report/charts/scatter-chart.ts'

test('draws a mark per point in the colour of its table', () => {
  const svg = scatterChart(
    [
      [0, 0],
      [1, 1],
      [2, 1],
    ],
    [[1, 2]],
  )('x').html
  expect(svg.match(/fill="var\(--muted\)" fill-opacity/g)).toHaveLength(3)
  expect(svg.match(/fill="var\(--blue\)" fill-opacity/g)).toHaveLength(1)
})
