import { expect, test } from 'vitest'
import { privacySection } from '../../../../src/loop/records-report/sections/privacy.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('gives shares with their interval and the rows they are of', async () => {
  const text = englishText(privacySection(await sampleReport()).html)
  expect(text).toMatch(/\d+\.\d% \(\d+\.\d% to \d+\.\d%, of 300 rows\); a half is ideal/)
  expect(text).toContain('Disclosure of failed')
})

test('says what is missing where there is no holdout', async () => {
  const report = await sampleReport()
  const synthetic = { ...report.evidence.synthetic, privacy: null }
  const html = privacySection({ ...report, evidence: { ...report.evidence, synthetic } }).html
  expect(englishText(html)).toContain('--holdout')
})

test('near-duplicates are set beside records that stand alone', async () => {
  const report = await sampleReport()
  const seen = { rows: 20, lookedAt: 20, copied: 0.1 }
  const exposure = (medianDistance: number) => ({ ...seen, medianDistance })
  const duplicates = {
    groups: 4,
    largestGroup: 9,
    exactCopies: 12,
    repeated: exposure(0.02),
    alone: exposure(0.08),
    holdout: exposure(0.09),
  }
  const textOf = (found: typeof duplicates): string =>
    englishText(
      privacySection({ ...report, evidence: { ...report.evidence, duplicates: found } }).html,
    )
  expect(textOf(duplicates)).toContain('the median distance is 25% of that of records')
  expect(textOf({ ...duplicates, repeated: exposure(0.081) })).toContain('come no closer to them')
  expect(textOf({ ...duplicates, groups: 0 })).toContain('No two rows that were learnt from')
})
