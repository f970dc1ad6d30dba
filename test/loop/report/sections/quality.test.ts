import { describe, expect, test } from 'vitest'
import { qualitySection, settingText } from '../../../../src/loop/report/sections/quality.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent } from '../sample-content.ts'

const text = qualitySection(sampleContent).html
const result = sampleQuality.result!

describe('quality', () => {
  test('begins with what failed and what is to come, in both languages', () => {
    expect(text).toContain('211 of 2,352 records failed, 9.0%. The next lots are expected to fail')
    expect(text).toContain('2,352 条记录中有 211 条不合格')
    expect(text).toContain('48 records have no result yet.')
  })

  test('proposes settings with their gain, and marks them in what they change', () => {
    expect(text).toContain('would fall from €3.05 to €1.42, a gain of €1.63')
    expect(text).toMatch(/torque<\/span>[^]*?<\/th>\s*<td class="number">33<\/td>/)
    const torque = text.slice(text.indexOf('id="quality-0-driver-0"'))
    expect(torque.slice(0, torque.indexOf('</figure>'))).toContain('var(--vermilion)')
  })

  test('says of each setting what its change does, and how exact it need be', () => {
    expect(text).toContain('Failures fall from 9.0% to 5.1%. From 36.4 to 39.2, nearly as far.')
    expect(text).toContain('不合格率从 9.0% 降到 5.1%。取 36.4 至 39.2 时，降幅相近。')
    expect(text).toContain('Failures fall from 5.1% to 4.2%.')
    expect(text).not.toContain('From 5.4 to 5.4')
  })

  test('says so where no change helps', () => {
    const report = {
      ...sampleQuality,
      result: { ...result, advice: { ...result.advice!, changes: [] } },
    }
    const told = qualitySection({ ...sampleContent, quality: [report] }).html
    expect(told).toContain('No change of the settings is expected to help')
    expect(told).not.toContain('would fall from')
  })

  test('without costs there is neither advice nor a choice of what to inspect', () => {
    const report = { ...sampleQuality, result: { ...result, advice: null, inspection: null } }
    const told = qualitySection({ ...sampleContent, quality: [report] }).html
    expect(told).not.toContain('Settings to change')
    expect(told).not.toContain('What to inspect')
    expect(told).toContain('What drives it')
  })

  test('decisions stand open, what they rest on is folded', () => {
    const folded = text.indexOf('<details class="fold">')
    expect(text.indexOf('What to test first')).toBeLessThan(folded)
    expect(text.indexOf('Settings to change')).toBeLessThan(folded)
    expect(text.indexOf('Importance')).toBeGreaterThan(folded)
    expect(text).toContain('Most of all torque, roughness, bore.')
  })

  test('says why nothing was learnt', () => {
    const problem = 'data/quality.csv: one class only'
    const report = { ...sampleQuality, result: null, charts: [], problem }
    const told = qualitySection({ ...sampleContent, quality: [report] }).html
    expect(told).toContain('Nothing was learnt here:')
    expect(told).toContain(problem)
  })

  test('several operations are told apart', () => {
    const other = { ...sampleQuality, operation: 'casting' }
    const told = qualitySection({ ...sampleContent, quality: [sampleQuality, other] }).html
    expect(told).toContain('<h3>casting</h3>')
    const ids = [...told.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test('settings have three digits', () => {
  expect([33.02, 0.012345, -4, 2400].map(settingText)).toEqual(['33', '0.0123', '−4', '2400'])
})
