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

test('times are told by what tells them apart', () => {
  const axis = (labels: string[]): string =>
    marginalChart({ ...shares, field: 't', kind: 'time', labels })('x').html
  expect(axis(['2024-01-29', '2024-01-31'])).toContain('>01-29<')
  expect(axis(['2024-01-31 06:30', '2024-01-31 07:30'])).toContain('>06:30<')
  expect(axis(['2023-01-31', '2024-06-30'])).toContain('>2023-01<')
})
