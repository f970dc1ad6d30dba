import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { histogram, profitChart } from '../../../../src/loop/report/charts/profit-chart.ts'

describe('histogram', () => {
  test('counts every value once, between edges that hold them all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        (values) => {
          const { edges, counts } = histogram(values)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length)
          expect(edges).toHaveLength(counts.length + 1)
          expect(edges[0]! - Math.min(...values)).toBeCloseTo(0, 12)
        },
      ),
    )
  })

  test('one value alone has a bin', () => {
    expect(histogram([5, 5])).toEqual({ edges: [5, 6], counts: [2] })
  })
})

describe('profit chart', () => {
  test('draws the histogram and a line for each mark', () => {
    const svg = profitChart(
      [1, 2, 2, 3, 3, 3, 4],
      [
        { value: 2.5, colour: 'ink' },
        { value: -1, colour: 'vermilion', dash: 'dashed' },
      ],
    )('x').html
    expect(svg).toContain('fill="var(--blue)"')
    expect(svg).toMatch(/stroke="var\(--ink\)" stroke-width="2"/)
    expect(svg).toMatch(/stroke="var\(--vermilion\)"[^>]*stroke-dasharray/)
  })
})
