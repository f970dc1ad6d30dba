import { describe, expect, test } from 'vitest'
import { provenanceSection } from '../../../../src/loop/report/sections/provenance.ts'
import { sampleContent, samplePlan, withoutDemand } from '../sample-content.ts'

describe('how this was made', () => {
  test('gives seed, fingerprint, versions and times', () => {
    const text = provenanceSection(sampleContent).html
    for (const word of [
      sampleContent.provenance.fingerprint,
      'millrace 0.1.0',
      'train 48',
      '0.83%',
    ]) {
      expect(text).toContain(word)
    }
  })

  test('says when models were used again, and from when they are', () => {
    const provenance = { ...sampleContent.provenance, models: 'reused' } as const
    const text = provenanceSection({ ...sampleContent, provenance }).html
    expect(text).toContain('trained on 2026-08-28 09:11 UTC were used again')
    expect(provenanceSection(sampleContent).html).toContain('trained in this run')
  })

  test('says nothing of futures and plans where there is no demand', () => {
    const text = provenanceSection(withoutDemand(sampleContent)).html
    expect(text).toContain('as long as its records do not change')
    expect(text).toContain(sampleContent.provenance.fingerprint)
    expect(text).not.toMatch(/Futures|Appetite|Method of the plan/)
  })

  test('says the appetite for risk', () => {
    const plan = { ...samplePlan, risk: { measure: 'cvar', alpha: 0.9, weight: 0.5 } } as const
    expect(provenanceSection({ ...sampleContent, plan }).html).toContain(
      'with weight 0.5 on the worst 10% of futures',
    )
  })
})
