import { describe, expect, test } from 'vitest'
import { dataSection } from '../../../../src/loop/report/sections/data.ts'
import { sampleContent, withoutDemand } from '../sample-content.ts'

describe('the data', () => {
  const text = dataSection(sampleContent).html

  test('says what was found, where, and what was done', () => {
    expect(text).toMatch(/1 negative demand.*set to zero.*SP-seal/s)
    expect(text).toMatch(/7 missing periods.*filled in.*CP-32/s)
    expect(text).toContain('7 期缺失')
  })

  test('says of which fleet and sensor it speaks', () => {
    expect(text).toMatch(/1 reading that does not move any more.*left missing/s)
    expect(text).toContain('<span class="item">spindles</span> vibration: spindle-4: 2.1 from 310')
  })

  test('says that there are more places than it shows', () => {
    expect(text.match(/; …/g)).toHaveLength(1)
  })

  test('without demand says how much there was of each area', () => {
    const areas = withoutDemand(sampleContent)
    const text = dataSection(areas).html
    expect(text).toMatch(/final-assembly.*records/s)
    expect(text).toMatch(/spindles.*machines/s)
    expect(text).not.toContain('rows of demand')
    // Of records of an operation nothing is said to have been mended.
    expect(dataSection({ ...areas, maintenance: [] }).html).not.toContain('mended')
  })

  test('lists what was assumed', () => {
    expect(text).toContain('minimum_lot not given: 0 assumed for 13 of 22 items')
    expect(text).toContain('22 个物料中有 13 个没有给出最小批量（minimum_lot）：按 0 计')
  })
})
