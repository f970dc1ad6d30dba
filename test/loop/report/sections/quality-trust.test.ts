import { describe, expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'
import { zh } from '../../../../src/loop/report/messages/zh.ts'
import { qualityTrust, qualityVerdict } from '../../../../src/loop/report/sections/quality-trust.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent } from '../sample-content.ts'

const result = sampleQuality.result!
const text = qualityTrust(result, sampleQuality.past, sampleContent.plant, 'q').html

describe('trust in quality', () => {
  test('says in one sentence what held-out records say, by the bins of the diagram', () => {
    const observed = { estimate: 0.25, lower: 0.1, upper: 0.4 }
    const model = {
      ...result.model,
      heldOutRecords: 60,
      reliability: [
        { records: 20, predicted: 0.05, observed: { ...observed, estimate: 0.1 } },
        { records: 40, predicted: 0.2, observed },
      ],
      scores: { ...result.model.scores, areaUnderRoc: 0.716 },
    }
    expect(qualityVerdict(model, en)).toBe(
      'On 60 records that it had not learnt from, 9 failures were expected and 12 came. Of a failing and a passing record, the failing one had the higher risk 72 times in 100 (by chance 50).',
    )
    expect(qualityVerdict(model, zh)).toContain('预期 9 条不合格，实际 12 条')
  })

  test('tells in a sentence which model is in use, and folds the others', () => {
    const told = text.indexOf('In use: boosted trees, the best of 3 ways to predict')
    expect(told).toBeGreaterThan(0)
    const table = text.indexOf('All ways to predict')
    expect(table).toBeGreaterThan(told)
    expect(text.slice(0, table)).not.toContain('share of failures for all')
  })

  test('compares ways to choose what to inspect', () => {
    expect(text).toContain('Tried on 470 held-out records, with at most 235 inspections at a time:')
    expect(text).toContain('+€6,650')
    expect(text).toContain('beyond the capacity')
  })

  test('shows the models that were tried, the one in use first', () => {
    const names = ['boosted trees', 'table model', 'share of failures for all']
    const places = names.map((name) => text.indexOf(name))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('提升树')
    expect(text).toContain('（按时间靠后的 5 段，每段由此前全部记录预测）')
    expect(text).toContain('Generated failures were tried and left out')
  })
})
