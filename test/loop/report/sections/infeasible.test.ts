import { expect, test } from 'vitest'
import { infeasibleSection } from '../../../../src/loop/report/sections/infeasible.ts'
import { sampleInfeasiblePlan } from '../sample-content.ts'

test('an impossible plan names the rule, its subject, the period and by how much', () => {
  const text = infeasibleSection(sampleInfeasiblePlan).html
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
