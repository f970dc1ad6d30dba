import { describe, expect, test } from 'vitest'
import { firstSection } from '../../../../src/loop/report/sections/first.ts'
import { sampleContent, samplePlan } from '../sample-content.ts'

describe('what to do first', () => {
  const text = firstSection(sampleContent, samplePlan).html

  test('leads with the expected profit and what it is more than the usual rule', () => {
    expect(text).toContain('expected to earn €412,300; that is €28,100 better than the usual rule')
  })

  test('lists what to release now, the most valuable first', () => {
    const now = samplePlan.proposals.filter(({ release }) => release === 0)
    const best = now.reduce((a, b) => (b.worth > a.worth ? b : a))
    expect(text).toContain(`Release ${now.length} orders and lots this week (2026-08-31)`)
    const firstRow = text.slice(
      text.indexOf('<tbody>'),
      text.indexOf('</tr>', text.indexOf('<tbody>')),
    )
    expect(firstRow).toContain(best.item)
  })

  test('calls a loss a loss', () => {
    const profit = { ...samplePlan.outcome.profit, mean: -5_000 }
    const losing = { ...samplePlan, outcome: { ...samplePlan.outcome, profit } }
    expect(firstSection(sampleContent, losing).html).toContain('is expected to lose €5,000; ')
  })

  test('has hours only where there are resources', () => {
    expect(text).toContain('Hours')
    expect(firstSection(sampleContent, { ...samplePlan, resources: [] }).html).not.toContain(
      'Hours',
    )
  })

  test('warns where the plan starts from stock that is not known', () => {
    expect(text).not.toContain('class="warning"')
    const plant = { ...sampleContent.plant, itemCount: 3451, itemsWithoutStock: 3451 }
    const warned = firstSection({ ...sampleContent, plant }, samplePlan).html
    expect(warned).toContain('The stock on hand of 3,451 of 3,451 items is not known.')
  })

  test('within a frozen fence it lists what can be released after it', () => {
    expect(firstSection(sampleContent, { ...samplePlan, frozenPeriods: 2 }).html).toContain(
      '(2026-09-14)',
    )
  })

  test('says less where the plan earns less', () => {
    const [rule] = samplePlan.baselines
    const better = {
      ...rule!,
      outcome: { ...rule!.outcome, profit: { ...rule!.outcome.profit, mean: 500_000 } },
    }
    expect(firstSection(sampleContent, { ...samplePlan, baselines: [better] }).html).toContain(
      '€87,700 worse than',
    )
  })

  test('says in how many futures the plan is better, in words where it is in all', () => {
    const [rule] = samplePlan.baselines
    const told = (beatenIn: number): string =>
      firstSection(sampleContent, { ...samplePlan, baselines: [{ ...rule!, beatenIn }] }).html
    expect(told(1)).toContain('better in every future')
    expect(told(0.931)).toContain('better in 93 of 100 futures')
    expect(told(0.9999)).toContain('better in 99 of 100 futures')
  })
})
