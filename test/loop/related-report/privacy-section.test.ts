import { expect, test } from 'vitest'
import { privacySection } from '../../../src/loop/related-report/privacy-section.ts'
import { englishText } from '../records-report/sample-report.ts'
import { sampleReport } from './sample-report.ts'

test('sets the model beside what copies, and says what so few can show', async () => {
  const text = englishText(privacySection(await sampleReport()).html)
  expect(text).toContain('Privacy of machines with their rows')
  expect(text).toContain('training machines drawn again')
  expect(text).toMatch(/The same in every row\s+0\.0%\s+\d+\.\d%\s+\d+\.\d%/)
  expect(text).toContain('The attack is on 60 members and as many others')
  expect(text).toContain('So few can hardly show what an attack gains')
})

test('says what is missing where there is no holdout', async () => {
  const report = await sampleReport()
  const { evidence } = report
  const unmeasured = <T extends object>(own: T) => ({ ...own, privacy: null })
  const section = privacySection({
    ...report,
    evidence: {
      ...evidence,
      synthetic: unmeasured(evidence.synthetic),
      baselines: evidence.baselines.map(unmeasured),
    },
  })
  const text = englishText(section.html)
  expect(text).toContain('Give some with --holdout')
  expect(text).not.toContain('Membership-inference advantage')
})
