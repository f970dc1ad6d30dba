import { describe, expect, test } from 'vitest'
import { capacityChart } from '../../../../src/loop/report/charts/capacity-chart.ts'
import { samplePlan } from '../sample-content.ts'

describe('capacity chart', () => {
  const resource = samplePlan.resources[0]!

  test('draws regular hours, overtime and both limits', () => {
    const svg = capacityChart(resource, samplePlan.periods)('x').html
    expect(svg).toContain('fill="var(--blue)"')
    expect(svg).toContain('fill="var(--vermilion)"')
    expect(svg).toContain('stroke="var(--ink)"')
    expect(svg).toMatch(/stroke="var\(--muted\)"[^>]*stroke-dasharray/)
  })

  test('grows with the overtime', () => {
    const without = { ...resource, usedOvertime: resource.usedOvertime.map(() => 0) }
    expect(capacityChart(without, samplePlan.periods)('x').html).not.toBe(
      capacityChart(resource, samplePlan.periods)('x').html,
    )
  })
})
