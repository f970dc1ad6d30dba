import { expect, test } from 'vitest'
import { verdictSection } from '../../../../src/loop/records-report/sections/verdict.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('counts the uses and gives an answer and a reason for each', async () => {
  const report = await sampleReport()
  const good = report.verdict.filter(({ answer }) => answer === 'yes').length
  const text = englishText(verdictSection(report).html)
  expect(text).toContain(`Good for ${good} of 5 uses, as measured.`)
  expect(text).toContain('Handing out instead of the real rows')
  expect(text).toMatch(/Quality score 0\.\d{3} \(other real rows: 0\.\d{3}\); yes from 0\.95\./)
})

test('claims a guarantee only for differentially private training', async () => {
  const report = await sampleReport()
  const privacy = {
    epsilon: 3,
    delta: 1e-5,
    covered: ['The weights.'],
    notCovered: ['This page.'],
  }
  const guarded = verdictSection({ ...report, model: { ...report.model, privacy } }).html
  expect(englishText(guarded)).toContain('epsilon 3, delta 0.00001')
  expect(englishText(guarded)).toContain('Not covered This page.')
  expect(englishText(verdictSection(report).html)).toContain('no guarantee')
})

test('without other real rows nothing is counted or compared that was not measured', async () => {
  const report = await sampleReport()
  const evidence = { ...report.evidence, holdout: null }
  const verdict = report.verdict.map((judgement) => {
    const isKnown = ['explore', 'pass'].includes(judgement.use)
    const answer = isKnown ? judgement.answer : 'unknown'
    return { ...judgement, answer, reference: Number.NaN }
  })
  const { html } = verdictSection({ ...report, evidence, verdict })
  const good = verdict.filter(({ answer }) => answer === 'yes').length
  expect(englishText(html)).toContain(
    `Good for ${good} of the 2 uses that were measured, of 5 in all.`,
  )
  expect(html).not.toContain('–')
  expect(englishText(html)).toMatch(/Quality score 0\.\d{3}; yes from 0\.95\./)
  expect(englishText(html)).toMatch(/Detection score 0\.\d{3} \(1 cannot be told apart\)/)
})
