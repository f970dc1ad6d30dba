import { expect, expectTypeOf, test } from 'vitest'
import type { QualityResult } from '../../../src/plant/quality/result.ts'

test('a result survives JSON: it holds plain values only', () => {
  type Plain<T> = T extends (...args: never) => unknown
    ? never
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T
  expectTypeOf<Plain<QualityResult>>().toEqualTypeOf<QualityResult>()
  const interval = { estimate: 0.1, lower: 0.05, upper: 0.2 }
  const trend: QualityResult['trend'] = {
    lots: [{ name: 'L1', records: 10, failing: 1 }],
    memory: 1,
    coming: [interval],
    coverage: { nominal: 0.9, observed: interval },
  }
  expect(JSON.parse(JSON.stringify(trend))).toEqual(trend)
})
