import { expect, test } from 'vitest'
import { messages } from '../../../../src/loop/report/text.ts'
import { pastPart, pastQualitySentence } from '../../../../src/loop/report/sections/quality-past.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent } from '../sample-content.ts'

const past = sampleQuality.past!

test('expected against realised, and whether the advice was followed', () => {
  const text = pastPart(past, sampleContent.plant).html
  expect(text).toContain('11.4 failures were expected, and 13 came (9 times in 10: 6 to 17).')
  expect(text).toContain('expected to cost €1,480 and cost €1,610')
  expect(text).toContain('Of 48 records made after a change of settings was advised, 40 were')
  expect(text).toContain('实际 13 条')
  expect(text).not.toContain('Without it')
})

test.each([
  [4, 'too high'],
  [13, 'agrees'],
  [20, 'too low'],
])('%i failures: the risks are judged %s', (failures, verdict) => {
  expect(pastQualitySentence({ ...past, failures }, 'EUR', messages.en)).toContain(verdict)
})

test('without verdicts only the settings are told', () => {
  const none = { ...past, judged: 0, reliability: [], cost: null }
  expect(pastQualitySentence(none, 'EUR', messages.en)).toMatch(/^Of 48 records made after/)
})
