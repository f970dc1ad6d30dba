import { expect, test } from 'vitest'
import { pairsSection } from '../../../../src/loop/records-report/sections/pairs.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('numbers the fields, and lists real and synthetic association per pair', async () => {
  const report = await sampleReport()
  const text = englishText(pairsSection(report).html)
  expect(text).toContain('1 torque, 2 speed, 3 failed')
  const [first] = report.evidence.pairs
  expect(text).toContain(`torque × speed ${first!.realAssociation.toFixed(3).replace('-', '−')}`)
})

test('of many fields only those of strong pairs are drawn', async () => {
  const report = await sampleReport()
  const fields = Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, kind: 'number' as const }))
  const pairs = fields.slice(1).map(({ name }, i) => ({
    fields: ['f0', name] as const,
    metric: 'CorrelationSimilarity' as const,
    score: 0.5,
    realAssociation: (30 - i) / 31,
    syntheticAssociation: 0,
    isAboveThreshold: true,
  }))
  const text = englishText(
    pairsSection({ ...report, evidence: { ...report.evidence, fields, pairs } }).html,
  )
  expect(text).toContain('20 f19')
  expect(text).not.toContain('f20')
})
