import { expect, test } from 'vitest'
import { sampleReport } from './sample-report.ts'

const report = await sampleReport()

test('sets what was drawn beside baselines and other real parents', () => {
  const { synthetic, baselines, holdout } = report.evidence
  expect(synthetic).toMatchObject({ parents: 60, referentialIntegrity: 1 })
  expect(baselines.map(({ name }) => name)).toEqual(['unrelated', 'bootstrap'])
  expect(baselines.every((own) => own.referentialIntegrity === 1)).toBe(true)
  expect(holdout!.interTableTrends).toBeGreaterThan(baselines[0]!.interTableTrends)
  expect(report.model.fingerprint).toMatch(/^[0-9a-f]{64}$/)
})
