import { describe, expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'
import { zh } from '../../../../src/loop/report/messages/zh.ts'
import { areasFirstSection, areasLead } from '../../../../src/loop/report/sections/areas-first.ts'
import { sampleFleet } from '../sample-fleet.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent, withoutDemand } from '../sample-content.ts'

const content = withoutDemand(sampleContent)

describe('what to do first without demand', () => {
  test('counts services, tests and settings, and lists them', () => {
    const text = areasFirstSection(content).html
    expect(areasLead(content, en)).toMatch(
      /^Worth doing now: \d+ services?, \d+ records to test, 2 settings to change\.$/,
    )
    expect(text).toContain(areasLead(content, zh))
    expect(text).toContain('torque 33 → 37.8')
    expect(text).toContain('<span class="item">spindle-1</span>')
  })

  test('leaves out what there is none of', () => {
    const { advice } = sampleQuality.result!
    const settled = { ...sampleQuality.result!, advice: { ...advice!, changes: [] } }
    const one = { ...content, maintenance: [], quality: [{ ...sampleQuality, result: settled }] }
    expect(areasLead(one, en)).toMatch(/^Worth doing now: \d+ records to test\.$/)
    const calm = { ...one, quality: [{ ...sampleQuality, result: { ...settled, waiting: null } }] }
    expect(areasLead(calm, en)).toBe(en.areas.nothing)
  })

  test('says so where no record teaches anything yet', () => {
    const none = {
      ...content,
      quality: [],
      maintenance: [{ ...sampleFleet, result: null, problem: 'no failure' }],
    }
    expect(areasLead(none, en)).toBe(en.areas.notYet)
    expect(areasFirstSection(none).html).not.toContain('<table')
  })
})
