import { expectTypeOf, test } from 'vitest'
import type { LifeModel } from '../../../src/plant/maintenance/life-model.ts'
import type { RemainingLife } from '../../../src/plant/maintenance/remaining-life.ts'

test('a model gives remaining lives', () => {
  expectTypeOf<Awaited<ReturnType<LifeModel['predict']>>[number]>().toEqualTypeOf<RemainingLife>()
})
