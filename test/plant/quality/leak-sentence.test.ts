import { expect, test } from 'vitest'
import { leakSentence } from '../../../src/plant/quality/leak-sentence.ts'
import { messages } from '../../../src/loop/report/text.ts'
import type { Leak } from '../../../src/plant/quality/result.ts'

test.each([
  [
    { kind: 'alone', column: 'serial', areaUnderRoc: 0.9912 },
    'Column serial tells the outcome nearly alone (AUC 0.991).',
    '列 serial 几乎单独就能说明结果（AUC 0.991）。',
  ],
  [
    { kind: 'copy', column: 'gauge', correlation: 0.998 },
    'Column gauge is nearly the outcome itself (correlation 0.998).',
    '列 gauge 几乎就是结果本身（相关系数 0.998）。',
  ],
  [
    { kind: 'level', column: 'rework', level: '', records: 40, failing: 39 },
    'Column rework: 39 of 40 records without a value failed.',
    '列 rework：缺值的 40 条记录中有 39 条不合格。',
  ],
] satisfies readonly (readonly [Leak, string, string])[])(
  'a leak %j says the same in both languages',
  (leak, english, chinese) => {
    expect(leakSentence(leak)).toBe(english)
    expect(messages.en.quality.leak(leak)).toBe(english)
    expect(messages.zh.quality.leak(leak)).toBe(chinese)
  },
)
