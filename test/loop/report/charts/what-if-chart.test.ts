import { expect, test } from 'vitest'
import { settingStyle, whatIfChart } from '../../../../src/loop/report/charts/what-if-chart.ts'

const numbers = [
  { value: 28, failureProbability: 0.2 },
  { value: 40, failureProbability: 0.03 },
]

test('a column of numbers is a line, with marks for now and proposed', () => {
  const svg = whatIfChart(numbers, [
    { value: 33, style: settingStyle.now },
    { value: 38, style: settingStyle.proposed },
  ])('x').html
  expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
  expect(svg).toMatch(/stroke="var\(--vermilion\)" stroke-width="2"[^>]*stroke-dasharray/)
})

test('a mark beyond the values that records take lies within the chart', () => {
  const svg = whatIfChart(numbers, [{ value: 52, style: settingStyle.proposed }])('x').html
  const mark = /<path d="M([\d.]+) [\d.]+L\1 [\d.]+"[^>]*stroke="var\(--vermilion\)"/.exec(svg)
  expect(mark).not.toBeNull()
  expect(Number(mark![1])).toBeGreaterThan(300)
  expect(Number(mark![1])).toBeLessThanOrEqual(342)
})

test('a column of levels is bars', () => {
  const svg = whatIfChart([
    { value: 'CP-25', failureProbability: 0.02 },
    { value: 'WP-4', failureProbability: 0.03 },
  ])('x').html
  expect(svg.match(/fill="var\(--blue\)"/g)).toHaveLength(2)
  expect(svg).toContain('>WP-4<')
})
