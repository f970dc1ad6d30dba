import { expect, test } from 'vitest'
import { baselines, forecasterNamed, forecasters } from '../../../src/plant/demand/forecasters.ts'

test('every forecaster is found by its own name, and every baseline is one of them', () => {
  for (const forecaster of forecasters) expect(forecasterNamed(forecaster.name)).toBe(forecaster)
  expect(baselines.every((baseline) => forecasters.includes(baseline))).toBe(true)
})

test('an unknown model is refused with the names there are and the nearest one', () => {
  expect(() => forecasterNamed('thetta')).toThrow(/expected auto or one of .*theta.*got "thetta"/)
})
