import { describe, expect, test } from 'vitest'
import { defaultSeason, periodsPerYear } from '../../src/plant/model.ts'

describe('frequencies', () => {
  test('a season never outlasts a year', () => {
    for (const [frequency, season] of Object.entries(defaultSeason)) {
      // Safe: both tables have the same keys.
      expect(season).toBeLessThanOrEqual(periodsPerYear[frequency as keyof typeof periodsPerYear])
    }
  })
})
