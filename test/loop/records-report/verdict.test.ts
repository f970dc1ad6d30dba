import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../../src/generative/evaluation/evidence.ts'
import { skillOf, verdict } from '../../../src/loop/records-report/verdict.ts'
import { sampleReport } from './sample-report.ts'

const answers = (evidence: Evidence) =>
  Object.fromEntries(verdict(evidence).map(({ use, answer }) => [use, answer]))

describe('verdict', () => {
  test('the bootstrap may be looked at and learnt from, but not handed out', async () => {
    const { evidence } = await sampleReport()
    const bootstrap = evidence.baselines.find(({ name }) => name === 'bootstrap')!
    expect(answers({ ...evidence, synthetic: bootstrap })).toMatchObject({
      explore: 'yes',
      pass: 'yes',
      share: 'no',
    })
  })

  test('what is learnt is measured by what real rows teach beyond guessing', async () => {
    const { evidence } = await sampleReport()
    const rest = { accuracy: 1, f1: 1, averagePrecision: 1 }
    const taught = (area: number) => ({
      linear: { ...rest, areaUnderRoc: 0.5 },
      trees: { ...rest, areaUnderRoc: area },
    })
    const answerAt = (area: number): string | undefined =>
      answers({
        ...evidence,
        realUtility: taught(0.9),
        synthetic: { ...evidence.synthetic, utility: taught(area) },
      })['learn']
    expect([0.89, 0.85, 0.6].map(answerAt)).toEqual(['yes', 'partly', 'no'])
  })

  test('one copy too many for chance forbids handing out, whatever the distances say', async () => {
    const { evidence } = await sampleReport()
    const { synthetic } = evidence
    const exactCopies = { share: 0.1, low: 0.08, high: 0.12, rows: 300 }
    const leaking = { ...synthetic, privacy: { ...synthetic.privacy!, exactCopies } }
    expect(answers({ ...evidence, synthetic: leaking })['share']).toBe('no')
  })

  test('what was not measured is said to be unknown', async () => {
    const { evidence } = await sampleReport()
    const bare = { ...evidence.synthetic, utility: null, augmentation: null, privacy: null }
    expect(
      answers({ ...evidence, synthetic: bare, realUtility: null, holdout: null }),
    ).toMatchObject({ learn: 'unknown', enrich: 'unknown', share: 'unknown' })
  })
})

test('skill is what the better model has beyond guessing', () => {
  const scores = { accuracy: 1, f1: 1, averagePrecision: 1 }
  expect(
    skillOf({ linear: { ...scores, areaUnderRoc: 0.7 }, trees: { ...scores, areaUnderRoc: 0.9 } }),
  ).toBeCloseTo(0.4, 12)
  expect(skillOf({ linear: { r2: 0.3 }, trees: { r2: 0.2 } })).toBe(0.3)
  expect(skillOf(null)).toBeNaN()
})
