import { expect, test } from 'vitest'
import { fieldsSection } from '../../../../src/loop/records-report/sections/fields.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('shows every field once, the least faithful first', async () => {
  const report = await sampleReport()
  const text = englishText(fieldsSection(report).html)
  const order = [...report.evidence.columns]
    .sort((a, b) => a.shape - b.shape)
    .map(({ field, shape }) => text.indexOf(`${field} shape ${shape.toFixed(3)}`))
  expect(order.every((place) => place > 0)).toBe(true)
  expect(order).toEqual([...order].sort((a, b) => a - b))
})
