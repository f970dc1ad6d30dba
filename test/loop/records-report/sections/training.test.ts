import { expect, test } from 'vitest'
import { trainingSection } from '../../../../src/loop/records-report/sections/training.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('draws a figure per model', async () => {
  const html = trainingSection(await sampleReport()).html
  expect(html.match(/<figure>/g)).toHaveLength(1)
  expect(englishText(html)).toContain('How it learned')
})

test('says which family was chosen, why, and what became of the others', async () => {
  const text = englishText(trainingSection(await sampleReport()).html)
  expect(text).toContain('its fidelity of 0.920 is the highest')
  expect(text).toContain('trees to tell its rows from real ones: 0.810 against 0.190')
  expect(text).toContain('not judged: no time left')
})

test('a family that was named has no contest', async () => {
  const text = englishText(trainingSection({ ...(await sampleReport()), contest: null }).html)
  expect(text).not.toContain('was chosen')
})
