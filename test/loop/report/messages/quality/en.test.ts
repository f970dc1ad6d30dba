import { expect, test } from 'vitest'
import { qualityEn } from '../../../../../src/loop/report/messages/quality/en.ts'
import { rules } from '../../../../../src/plant/quality/control-charts/rules.ts'

test('has short words for every rule', () => {
  expect(Object.keys(qualityEn.charts.rules).toSorted()).toEqual(Object.keys(rules).toSorted())
})

test('a gain stands with its interval', () => {
  const { gain, interval } = qualityEn.advice
  expect(gain('€3', '€1') + interval('€2', '€1', '€3')).toBe(
    'Expected scrap cost per record would fall from €3 to €1, a gain of €2 (9 of 10: €1 to €3).',
  )
})
