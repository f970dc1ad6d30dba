import { expect, test } from 'vitest'
import { relatedReportPage } from '../../../src/loop/related-report/page.ts'
import { sampleReport } from './sample-report.ts'

test('the page has every score of every candidate', async () => {
  const page = relatedReportPage(await sampleReport())
  expect(page).toContain('Detection, windows of 8')
  for (const name of ['unrelated children', 'training parents drawn again', 'other real parents']) {
    expect(page).toContain(name)
  }
  expect(page).toContain('Sequences side by side')
  expect(page.match(/<figcaption id="sequence-\d+"/g)).toHaveLength(2)
})
