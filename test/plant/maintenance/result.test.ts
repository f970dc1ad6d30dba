import { expect, test } from 'vitest'
import { fanPoint, resultLevels } from '../../../src/plant/maintenance/result.ts'

test('a point of the fan has one quantile per level', () => {
  const life = { cycle: 40, quantile: (level: number) => 100 * level }
  expect(fanPoint(life)).toEqual({ cycle: 40, quantiles: resultLevels.map((level) => 100 * level) })
})
