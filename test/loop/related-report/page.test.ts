import { expect, test } from 'vitest'
import { relatedReportPage } from '../../../src/loop/related-report/page.ts'
import { sampleReport } from './sample-report.ts'

test('the page has every score of every candidate', async () => {
  const page = relatedReportPage(await sampleReport())
  expect(page).toContain('Detection, windows of 8')
  for (const name of ['shuffled rows', 'training machines drawn again', 'other real machines']) {
    expect(page).toContain(name)
  }
  expect(page).toContain('Sequences side by side')
  expect(page.match(/<figcaption id="sequence-\d+"/g)).toHaveLength(2)
})

test('the page says what is private of whole machines', async () => {
  const page = relatedReportPage(await sampleReport())
  expect(page).toContain('Privacy of machines with their rows')
})

test('operating conditions that were found are said', async () => {
  const report = await sampleReport()
  const pageOf = (fields: readonly string[]): string =>
    relatedReportPage({
      ...report,
      model: { ...report.model, conditions: { count: 6, fields } },
    })
  expect(pageOf(['heat', 'wear'])).toContain('6; learnt as what they are within each: heat, wear<')
  expect(pageOf([...'abcdefghijk'])).toContain('a, b, c, d, e, f, g, h and 3 more')
  expect(relatedReportPage(report)).not.toContain('Operating conditions')
})

test('a score that nobody has is left out', async () => {
  const report = await sampleReport()
  const { evidence } = report
  const without = <T extends { spacing: number | null }>(own: T): T => ({ ...own, spacing: null })
  const page = relatedReportPage({
    ...report,
    evidence: {
      ...evidence,
      synthetic: without(evidence.synthetic),
      baselines: evidence.baselines.map(without),
      holdout: without(evidence.holdout!),
    },
  })
  expect(relatedReportPage(report)).toContain('Spacing of hour')
  expect(page).not.toContain('Spacing of hour')
})
