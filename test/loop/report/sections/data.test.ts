import { describe, expect, test } from 'vitest'
import { dataSection } from '../../../../src/loop/report/sections/data.ts'
import { sampleContent } from '../sample-content.ts'

describe('the data', () => {
  const text = dataSection(sampleContent).html

  test('says what was found and what was done', () => {
    expect(text).toMatch(/negative demand.*SP-seal.*−6.*>0</s)
    expect(text).toMatch(/>gap<.*CP-32.*58, 60/s)
    expect(text).toMatch(/outlier.*360.*kept/s)
  })

  test('lists what was assumed', () => {
    expect(text).toContain('backorder cost not given')
  })

  test('a long list is cut, and says by how much', () => {
    const [finding] = sampleContent.dataQuality.findings
    const findings = new Array<typeof finding>(60).fill(finding) as (typeof finding & object)[]
    const long = dataSection({
      ...sampleContent,
      dataQuality: { ...sampleContent.dataQuality, findings },
    }).html
    expect(long).toContain('10 more in report.json')
  })
})
