import { describe, expect, test } from 'vitest'
import { nearestName } from '../../../src/plant/model/nearest-name.ts'

describe('nearestName', () => {
  test('finds a misspelt, a swapped and a differently written name', () => {
    const known = ['horizon', 'frozen_periods', 'scenarios']
    expect(nearestName('horizn', known)).toBe('horizon')
    expect(nearestName('hroizon', known)).toBe('horizon')
    expect(nearestName('Frozen Periods', known)).toBe('frozen_periods')
  })

  test('finds nothing where nothing is near', () => {
    expect(nearestName('colour', ['horizon', 'seed'])).toBeUndefined()
    expect(nearestName('x', [])).toBeUndefined()
  })
})
