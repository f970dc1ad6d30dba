import { expect, test } from 'vitest'
import { trainingSection } from '../../../../src/loop/records-report/sections/training.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('draws a figure per model', async () => {
  const html = trainingSection(await sampleReport()).html
  expect(html.match(/<figure>/g)).toHaveLength(1)
  expect(englishText(html)).toContain('How it learned')
})
