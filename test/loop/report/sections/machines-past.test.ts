import { expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'
import { zh } from '../../../../src/loop/report/messages/zh.ts'
import {
  evidenceSentence,
  fleetVerdict,
  pastPlans,
  pastPolicies,
  pastSentence,
} from '../../../../src/loop/report/sections/machines-past.ts'
import { sampleFleet } from '../sample-fleet.ts'
import { sampleContent } from '../sample-content.ts'

const past = sampleFleet.past!
const evidence = sampleFleet.result!.evidence!

test('says what was expected and what came, in both languages', () => {
  expect(pastSentence(past, 'EUR', en)).toContain(
    'Firm orders that fell due: 4 (carried out: 3; failed before: 1).',
  )
  expect(pastSentence(past, 'EUR', zh)).toContain('到期的确定工单 4 份')
})

test('says whether the stated risks were right', () => {
  const verdict = (failures: number): string => pastSentence({ ...past, failures }, 'EUR', en)
  expect(verdict(5)).toContain('agrees with the stated risks')
  expect(verdict(6)).toContain('risks were too low')
  const many = { ...past, failures: 1, likelyFailures: [2, 9] as const }
  expect(pastSentence(many, 'EUR', en)).toContain('risks were too high')
})

test('has a row for each group of risks', () => {
  const { html } = pastPlans(past, sampleContent.plant)
  expect(html).toContain('20% to 50%')
  expect(html).not.toMatch(/NaN|undefined/)
})

test('says what ways to maintain cost on past lives, and which is followed', () => {
  expect(evidenceSentence(evidence, 'EUR', en)).toMatch(
    /the plan cost €39 less per machine and period than .* \(service every 20 periods\)\.$/,
  )
  const [, interval] = evidence.usual
  const close = { ...interval!, planLess: { mean: -4, low: -12, high: 4 } }
  expect(evidenceSentence({ ...evidence, usual: [close] }, 'EUR', en)).toContain(
    'so the plan stands',
  )
  const followed = { ...evidence, followed: interval!.rule }
  expect(evidenceSentence(followed, 'EUR', en)).toContain('“service every 20 periods” cost less')
  expect(evidenceSentence(followed, 'EUR', zh)).toContain('“每 20 个时段维护”')
  expect(fleetVerdict({ evidence: followed }, 'EUR', en)).toBe(
    evidenceSentence(followed, 'EUR', en),
  )
  expect(fleetVerdict({ evidence: null }, 'EUR', en)).toContain('Too few of its lives')
  const { html } = pastPolicies(followed, sampleContent.plant)
  expect(html).toContain('31 lives that ended in a failure')
  expect(html).not.toMatch(/NaN|undefined/)
})
