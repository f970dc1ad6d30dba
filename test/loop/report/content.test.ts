import { describe, expect, test } from 'vitest'
import { policies, stages } from '../../../src/loop/report/content.ts'
import { sampleContent } from './sample-content.ts'

describe('report content', () => {
  test('is plain data: JSON gives it back', () => {
    expect(JSON.parse(JSON.stringify(sampleContent))).toEqual(sampleContent)
  })

  test('knows the three yardsticks of the design beside its own policy', () => {
    expect(policies).toEqual(['millrace', 'seasonal-naive', 'sba-ets', 'perfect-foresight'])
  })

  test('lists the stages in the order in which they run', () => {
    expect(stages.indexOf('train')).toBeLessThan(stages.indexOf('forecast'))
    expect(stages.at(-1)).toBe('report')
  })
})
