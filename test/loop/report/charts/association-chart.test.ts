import { expect, test } from 'vitest'
import { associationChart } from '../../../../src/loop/report/charts/association-chart.ts'

test('a square per pair, without the diagonal and what is unknown, coloured by its sign', () => {
  const svg = associationChart([
    [1, 0.8, Number.NaN],
    [0.8, 1, -0.4],
    [Number.NaN, -0.4, 1],
  ])('x').html
  expect(svg.match(/fill="var\(--blue\)"/g)).toHaveLength(2)
  expect(svg.match(/fill="var\(--orange\)"/g)).toHaveLength(2)
  expect(svg).toContain('>3<')
})
