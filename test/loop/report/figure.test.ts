import { describe, expect, test } from 'vitest'
import { figure, legendOf } from '../../../src/loop/report/figure.ts'
import { trusted } from '../../../src/loop/report/markup.ts'

describe('figure', () => {
  const text = figure({
    id: 'stock-0',
    title: 'A & B',
    chart: (labelledBy) => trusted(`<svg aria-labelledby="${labelledBy}"/>`),
    legend: [{ style: { colour: 'blue', dash: 'dashed' }, label: () => 'stock' }],
    numbers: { caption: () => 'stock', columns: [{ head: () => 'Period' }], rows: [['08-31']] },
  }).html

  test('names its chart by its caption', () => {
    expect(text).toContain('<figcaption id="stock-0">')
    expect(text).toContain('aria-labelledby="stock-0"')
    expect(text).toContain('A &amp; B')
  })

  test('gives the numbers as a table', () => {
    expect(text).toMatch(/<details>.*<table>/s)
  })
})

describe('legend', () => {
  test('tells lines apart by dashes as well as by colour', () => {
    expect(
      legendOf([{ style: { colour: 'blue', dash: 'dashed' }, label: () => 'x' }]).html,
    ).toContain('stroke-dasharray="5 3"')
  })

  test('shows an area for a band', () => {
    const band = legendOf([{ style: { colour: 'green' }, opacity: 0.2, label: () => 'x' }]).html
    expect(band).toMatch(/<rect[^>]*fill="var\(--green\)" fill-opacity="0.2"/)
  })
})
