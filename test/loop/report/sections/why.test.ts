import { describe, expect, test } from 'vitest'
import { whySection } from '../../../../src/loop/report/sections/why.ts'
import { sampleContent, samplePlan } from '../sample-content.ts'

describe('why', () => {
  const text = whySection(sampleContent, samplePlan).html

  test('gives a reason for every shortage and overtime, in both languages', () => {
    expect(text).toContain('BS-2V: on average up to 4.2 units short (08-31 to 09-21)')
    expect(text).toContain('controller: <span lang="en">Nothing released now arrives before then.')
    expect(text).toContain('A lead time of 0 would bring €3,000.')
    expect(text).toContain('现在下达的任何订单都来不及到货。')
    expect(text).toContain('若提前期为 0，可多赚 €3,000。')
    expect(text).toContain('machining 的工时已用尽。')
  })

  test('says the same of one item at several times in one line, with the worst of it', () => {
    const [reason] = samplePlan.reasons
    const again = [4, 6, 8].map((period) => ({
      ...reason!,
      from: period,
      to: period,
      quantity: period,
    }))
    const grouped = whySection(sampleContent, { ...samplePlan, reasons: [reason!, ...again] }).html
    expect(grouped.match(/BS-2V: on average/g)).toHaveLength(1)
    expect(grouped).toContain(
      'BS-2V: on average up to 8 units short (08-31 to 09-21, 09-28, 10-12 and 1 more)',
    )
  })

  test('tells a bottleneck once, with the items that cost most and how many more there are', () => {
    const [, reason] = samplePlan.reasons
    const many = Array.from({ length: 5 }, (_, i) => ({
      ...reason!,
      subject: `pump ${i}`,
      stake: 100 - i,
    }))
    const told = whySection(sampleContent, { ...samplePlan, reasons: many }).html
    expect(told.match(/The hours of machining are used up/g)).toHaveLength(1)
    expect(told.match(/pump \d: on average/g)).toHaveLength(3)
    expect(told).toContain('and 2 more items')
    expect(told).toContain('另有 2 种物料')
  })

  test('tells what carries most of the money, and what the rest amounts to', () => {
    const [reason] = samplePlan.reasons
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...reason!,
      subject: `item ${i}`,
      root: { item: `item ${i}`, cause: 'lead-time' as const },
      stake: i < 2 ? 1000 : 1.82,
    }))
    const told = whySection(sampleContent, { ...samplePlan, reasons: many }).html
    expect(told.match(/item \d+: on average/g)).toHaveLength(2)
    expect(told).toContain('They are expected to cost €2,051 in all')
    expect(told).toContain('28 more, €50.96 together, are in reasons.csv and plan.json.')
  })

  test('shows each resource and at most twelve items, those of customers and the worst served first', () => {
    expect(text.match(/id="capacity-/g)).toHaveLength(samplePlan.resources.length)
    expect(text.match(/id="stock-/g)).toHaveLength(12)
    const order = [...text.matchAll(/id="stock-\d+"[^]*?class="item">([^<]+)</g)].map((m) => m[1]!)
    const sold = samplePlan.items.filter(({ model }) => model !== 'dependent')
    expect(order.slice(0, sold.length).toSorted()).toEqual(sold.map(({ item }) => item).toSorted())
  })
})
