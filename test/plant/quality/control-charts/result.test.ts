import { expectTypeOf, test } from 'vitest'
import type { ControlChartResult } from '../../../../src/plant/quality/control-charts/result.ts'

test('points, and what stands beside them, are plain values', () => {
  expectTypeOf<ControlChartResult['labels']>().toEqualTypeOf<readonly string[]>()
  expectTypeOf<ControlChartResult['panels'][number]['values']>().toEqualTypeOf<
    readonly (number | null)[]
  >()
})
