import { expect, test } from 'vitest'
import { pathOf } from '../../../src/plant/demand/scenarios.ts'

test('a path is a view on its series, sample and steps', () => {
  const scenarios = {
    ids: ['a', 'b'],
    steps: ['1', '2', '3'],
    sampleCount: 2,
    values: Float64Array.from({ length: 12 }, (_, i) => i),
    models: ['x', 'x'],
    seed: 1,
  }
  expect([...pathOf(scenarios, 1, 0)]).toEqual([6, 7, 8])
  expect(pathOf(scenarios, 1, 0).buffer).toBe(scenarios.values.buffer)
})
