import { expect, test } from 'vitest'
import { orderSentence, shareText } from '../../../src/plant/maintenance/order-sentence.ts'

test('amounts are written as they are asked for', () => {
  const cause = { kind: 'risk', waiting: 1234.6, now: 0.004, next: 0.052 } as const
  expect(orderSentence(cause)).toBe(
    'waiting a period longer costs 1,235 more: the risk of failing rises from 0.4% to 5%',
  )
  expect(orderSentence(cause, (amount) => `€${amount.toFixed(1)}`)).toContain('costs €1234.6 more')
})

test('a followed rule is named', () => {
  const rule = { way: 'fixed-interval', periods: 26 } as const
  expect(orderSentence({ kind: 'rule', rule })).toBe(
    'due by service every 26 periods, which is followed',
  )
})

test('a shared visit is weighed against another one', () => {
  expect(orderSentence({ kind: 'visit', otherPeriod: 'w4', saving: 30 })).toBe(
    'other machines are serviced in the same visit; another one in w4, when it would be due otherwise, would cost 30 more',
  )
})

test('small shares keep a digit', () => {
  expect([0, 0.0042, 0.12, 1].map(shareText)).toEqual(['0%', '0.4%', '12%', '100%'])
})
