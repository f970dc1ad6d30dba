import { describe, expect, test } from 'vitest'
import { hasLoads, serviceChart } from '../../../../src/loop/report/charts/service-chart.ts'
import { sampleFleet } from '../sample-fleet.ts'

const { machines, periods } = sampleFleet.result!
const labels = periods.map(({ label }) => label.slice(5))
const svg = serviceChart(machines, periods, labels)('x').html

describe('service chart', () => {
  test('has a cell for each machine and period, and a diamond for each service', () => {
    expect(svg.match(/fill="var\(--blue\)"/g)).toHaveLength(machines.length * periods.length)
    const orders = machines.filter(({ workOrder }) => workOrder !== null)
    expect(svg.match(/<polygon/g)).toHaveLength(orders.length)
  })

  test('has no bars where the load is not known to differ', () => {
    const even = periods.map((period) => ({ ...period, load: 1 }))
    expect(hasLoads(periods)).toBe(true)
    expect(hasLoads(even)).toBe(false)
    const bars = /fill="var\(--muted\)" fill-opacity="0.5"/g
    expect(svg.match(bars)).toHaveLength(periods.length)
    expect(serviceChart(machines, even, labels)('x').html).not.toMatch(bars)
  })

  test('only firm services are filled', () => {
    const [firm, ...others] = [...svg.matchAll(/<polygon[^>]* fill="([^"]+)"/g)].map((m) => m[1])
    expect(firm).toBe('var(--vermilion)')
    expect(new Set(others)).toEqual(new Set(['var(--paper)']))
  })

  test('is darker where a failure is likelier', () => {
    const opacities = [...svg.matchAll(/fill="var\(--blue\)" fill-opacity="([\d.]+)"/g)].map((m) =>
      Number(m[1]),
    )
    const first = opacities.slice(0, periods.length)
    expect(first).toEqual(first.toSorted((a, b) => a - b))
    expect(first.at(-1)).toBeGreaterThan(0.75)
  })

  test('a service stands in the cell of its period', () => {
    const cells = [...svg.matchAll(/<rect x="([\d.]+)" y="6"/g)].map((m) => Number(m[1]))
    const [x] = /points="([\d.]+),/.exec(svg)!.slice(1).map(Number)
    const { period } = machines[0]!.workOrder!
    expect(x).toBeGreaterThan(cells[period]!)
    expect(x).toBeLessThan(cells[period + 1]!)
  })

  test('a name that is too long or evil does no harm', () => {
    const machine = { ...machines[0]!, machine: '<b>a very long name</b>' }
    const text = serviceChart([machine], periods, labels)('x').html
    expect(text).toContain('&lt;b&gt;a very lo…')
  })
})
