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
