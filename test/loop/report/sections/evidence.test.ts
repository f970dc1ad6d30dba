import { describe, expect, test } from 'vitest'
import { evidenceSection } from '../../../../src/loop/report/sections/evidence.ts'
import { sampleContent } from '../sample-content.ts'

describe('the evidence', () => {
  const text = evidenceSection(sampleContent).html

  test('says how much of the possible gain was captured, and against what', () => {
    expect(text).toContain('Millrace captured 68%')
    expect(text).toContain('last season with normal safety stock')
  })

  test('shows the profit over the futures and a fan for each item', () => {
    expect(text).toContain('id="profit"')
    expect(text.match(/id="forecast-/g)).toHaveLength(sampleContent.forecasts.length)
  })

  test('claims nothing about the past where it was not planned again', () => {
    const without = evidenceSection({ ...sampleContent, backtest: null }).html
    expect(without).toContain('nothing is claimed here')
    expect(without).not.toContain('68%')
  })

  test('a gap in the history stays a gap', () => {
    expect(text).toContain('CP-32')
    expect(text).not.toContain('null')
  })
})
