import { describe, expect, test } from 'vitest'
import { whySection } from '../../../../src/loop/report/sections/why.ts'
import { sampleContent, samplePlan } from '../sample-content.ts'

describe('why', () => {
  const text = whySection(sampleContent, samplePlan).html

  test('gives a reason for every shortage and overtime, in both languages', () => {
    expect(text).toContain('BS-2V: up to 4.2 short (2026-08-31 to 2026-09-21).')
    expect(text).toContain('Nothing that is released now can arrive in time.')
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
    expect(grouped.match(/<li class="shortage">/g)).toHaveLength(1)
    expect(grouped).toContain(
      'BS-2V: up to 8 short (2026-08-31 to 2026-09-21, 2026-09-28, 2026-10-12 and 1 more).',
    )
  })

  test('shows each resource and at most twelve items, those of customers and the worst served first', () => {
    expect(text.match(/id="capacity-/g)).toHaveLength(samplePlan.resources.length)
    expect(text.match(/id="stock-/g)).toHaveLength(12)
    const order = [...text.matchAll(/id="stock-\d+"[^]*?class="item">([^<]+)</g)].map((m) => m[1]!)
    const sold = samplePlan.items.filter(({ model }) => model !== 'dependent')
    expect(order.slice(0, sold.length).toSorted()).toEqual(sold.map(({ item }) => item).toSorted())
  })
})
