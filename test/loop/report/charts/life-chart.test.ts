import { expect, test } from 'vitest'
import { lifeChart, nearest } from '../../../../src/loop/report/charts/life-chart.ts'
import { sampleFleet } from '../sample-fleet.ts'

const { machines, levels } = sampleFleet.result!

test('draws two bands and the median', () => {
  const svg = lifeChart(machines[0]!.fan, levels)('x').html
  expect(svg.match(/fill="var\(--blue\)" fill-opacity/g)).toHaveLength(2)
  expect(svg).toContain('stroke="var(--blue)" stroke-width="2"')
})

test('writes dates under it where cycles are times', () => {
  const hours = Date.UTC(2024, 2, 5) / 3_600_000
  const fan = machines[0]!.fan.map((point, i) => ({ ...point, cycle: hours + 24 * i }))
  expect(lifeChart(fan, levels, 'time')('x').html).toContain('2024-03-07')
})

test('takes the level that is nearest', () => {
  expect(nearest([0.05, 0.25, 0.5, 0.75, 0.95], 0.5)).toBe(2)
  expect(nearest([0.1, 0.5, 0.9], 0.05)).toBe(0)
  expect(nearest([0.1, 0.5, 0.9], 0.95)).toBe(2)
})
