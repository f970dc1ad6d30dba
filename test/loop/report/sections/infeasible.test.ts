import { expect, test } from 'vitest'
import { infeasibleSection } from '../../../../src/loop/report/sections/infeasible.ts'
import { sampleContent, sampleInfeasiblePlan } from '../sample-content.ts'

test('an impossible plan names the rule, its subject, the period and by how much', () => {
  const text = infeasibleSection(sampleContent, sampleInfeasiblePlan).html
  for (const word of [
    'machining',
    sampleInfeasiblePlan.periods[6]!,
    '12.5 hours',
    '12.5 小时',
    '资源工时',
    '无法排出',
  ]) {
    expect(text).toContain(word)
  }
})

test('machines to service and records to test do not wait for a plan', () => {
  const { html } = infeasibleSection(sampleContent, sampleInfeasiblePlan)
  expect(html).toContain('Tests, machines and settings')
  expect(html).toContain('spindle-1')
})
