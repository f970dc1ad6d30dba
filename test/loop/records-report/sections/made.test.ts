import { expect, test } from 'vitest'
import { madeSection } from '../../../../src/loop/records-report/sections/made.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('states rows, seed, time and fingerprint', async () => {
  const text = englishText(madeSection(await sampleReport()).html)
  expect(text).toContain('300 learnt from, 300 drawn, 300 held out')
  expect(text).toContain('ab12')
  expect(text).toContain('150,000')
  expect(text).toContain('0.970 ± 0.0020 over 3 seeds')
})

test('leaves out what is not known', async () => {
  const report = await sampleReport()
  const model = { ...report.model, fitSeconds: null, rowsPerSecond: null }
  expect(englishText(madeSection({ ...report, model, stability: null }).html)).not.toContain(
    'Seconds to fit',
  )
})
