import { describe, expect, test } from 'vitest'
import { earningsChart, gainOver } from '../../../../src/loop/report/charts/earnings-chart.ts'
import { sampleContent } from '../sample-content.ts'

const backtest = sampleContent.backtest!

describe('gain', () => {
  test('is the difference of the sums, period by period', () => {
    const result = { profit: 0, fillRate: 1, stockValue: 0 }
    const results = [
      { ...result, policy: 'millrace', cumulativeProfit: [10, 25] },
      { ...result, policy: 'seasonal-naive', cumulativeProfit: [8, 20] },
    ] as const
    expect(gainOver('seasonal-naive', 'millrace', results)).toEqual([2, 5])
    expect(gainOver('seasonal-naive', 'perfect-foresight', results)).toEqual([])
    expect(gainOver('sba-ets', 'millrace', results)).toEqual([])
  })
})

describe('earnings chart', () => {
  test('draws a line for each policy that was tried', () => {
    const all = earningsChart(backtest)('x').html
    expect(all).toContain('stroke="var(--blue)" stroke-width="2.5"')
    expect(all).toMatch(/stroke="var\(--orange\)"/)
    const fewer = backtest.policies.filter(({ policy }) => policy !== 'sba-ets')
    expect(earningsChart({ ...backtest, policies: fewer })('x').html).not.toContain('--orange')
  })
})
