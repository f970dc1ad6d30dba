import { expect, test } from 'vitest'
import { qualityZh } from '../../../../../src/loop/report/messages/quality/zh.ts'

// That nothing is missing and all of it is Chinese is tested with the other messages.
test('a gain stands with its interval', () => {
  const { gain, interval } = qualityZh.advice
  expect(gain('€3', '€1') + interval('€2', '€1', '€3')).toBe(
    '每条记录的预期报废成本将从 €3 降到 €1，节省 €2（九成：€1 至 €3）。',
  )
})
