import { describe, expect, test } from 'vitest'
import { beyondProduction } from '../../../../src/loop/report/sections/beyond-production.ts'
import { firstSection } from '../../../../src/loop/report/sections/first.ts'
import { sampleFleet } from '../sample-fleet.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent, samplePlan } from '../sample-content.ts'

describe('beyond production', () => {
  test('names services with their worth, and settings with theirs', () => {
    const text = firstSection(sampleContent, samplePlan).html
    expect(text).toContain('Tests, machines and settings')
    expect(text).toMatch(/Service<\/span>.*<span class="item">spindle-1<\/span>/)
    expect(text).toContain('€5,200')
    expect(text).toMatch(/test \d+ of the \d+ records without a result/)
    expect(text).toMatch(/\d+ 条尚无结果的记录中检验 \d+ 条/)
    expect(text).toContain('torque 33 → 37.8, press_force 5.01 → 5.4')
    expect(text).toContain('53% less expected scrap cost')
    expect(text).toContain('€1,630')
  })

  test('is left out where there is nothing to do', () => {
    const { advice } = sampleQuality.result!
    const calm = { ...sampleQuality.result!, waiting: null, advice: { ...advice!, changes: [] } }
    const content = {
      ...sampleContent,
      maintenance: [{ ...sampleFleet, result: null }],
      quality: [{ ...sampleQuality, result: calm }],
    }
    expect(beyondProduction(content)).toBe(false)
  })
})
