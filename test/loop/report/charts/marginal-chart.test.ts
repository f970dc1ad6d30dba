import { expect, test } from 'vitest'
import { marginalChart } from '../../../../src/loop/report/charts/marginal-chart.ts'

const shares = { others: 0, real: [0.25, 0.75], synthetic: [0.5, 0.5] }

test('numbers are bars with a line over them', () => {
  const svg = marginalChart({ ...shares, field: 'x', kind: 'number', labels: ['1', '2500000'] })(
    'x',
  ).html
  expect(svg).toContain('fill="var(--muted)"')
  expect(svg).toMatch(/stroke="var\(--blue\)" stroke-width="2"/)
  expect(svg).toContain('>2.5M<')
})

test('levels are bars side by side, and long names are cut', () => {
  const svg = marginalChart({
    ...shares,
    field: 'f',
    kind: 'category',
    labels: ['a', 'a very long name'],
  })('x').html
  expect(svg).toContain('fill="var(--blue)"')
  expect(svg).toContain('>a very l…<')
})
