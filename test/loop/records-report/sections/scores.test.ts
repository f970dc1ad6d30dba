import { expect, test } from 'vitest'
import { scoresSection } from '../../../../src/loop/records-report/sections/scores.ts'
import { englishText, sampleReport } from '../sample-report.ts'

test('sets the model beside its baselines and other real rows', async () => {
  const html = scoresSection(await sampleReport()).html
  const heads = [...html.matchAll(/<th scope="col"[^>]*>(.*?)<\/th>/gs)].map(([, head]) =>
    englishText(head!).trim(),
  )
  expect(heads).toEqual([
    'Score',
    'this model',
    'independent columns',
    'training rows drawn again',
    'other real rows',
  ])
})

test('the bootstrap has perfect detection and only copies', async () => {
  const text = englishText(scoresSection(await sampleReport()).html)
  expect(text).toMatch(/Copies 0\.00% 0\.\d\d% 100\.00% –/)
  expect(text).toContain('models that predict failed')
})

test('without a target there are no lines of utility', async () => {
  const report = await sampleReport()
  const bare = { ...report, evidence: { ...report.evidence, realUtility: null } }
  expect(englishText(scoresSection(bare).html)).not.toContain('AUC, trees')
})

test('without other real rows there are no lines of privacy', async () => {
  const { evidence, ...report } = await sampleReport()
  const unmeasured = <E extends object>(one: E): E => ({ ...one, privacy: null })
  const bare = {
    ...evidence,
    holdout: null,
    synthetic: unmeasured(evidence.synthetic),
    baselines: evidence.baselines.map(unmeasured),
  }
  const { html } = scoresSection({ ...report, evidence: bare })
  expect(englishText(html)).not.toContain('Copies')
  expect(html).not.toContain('–')
})
