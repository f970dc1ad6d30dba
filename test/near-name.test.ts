import { expect, test } from 'vitest'
import { nearestName } from '../src/near-name.ts'

test('a near name is found in spite of case, blanks and a slip', () => {
  const known = ['unique_id', 'ds', 'y', 'unit cost']
  expect(nearestName('Unique ID', known)).toBe('unique_id')
  expect(nearestName('uniqeu_id', known)).toBe('unique_id')
  expect(nearestName('unit_cots', known)).toBe('unit cost')
})

test('a name unlike all others has no neighbour', () => {
  expect(nearestName('warehouse', ['unique_id', 'ds', 'y'])).toBeUndefined()
  expect(nearestName('anything', [])).toBeUndefined()
})

test('the nearest of several is chosen', () => {
  expect(nearestName('holding_costs', ['holding_post', 'holding_cost'])).toBe('holding_cost')
})

test('a unit in brackets need not be said, and one letter is never a slip of another', () => {
  const known = ['Torque [Nm]', 'Air temperature [K]', 'Air pressure [bar]']
  expect(nearestName('torque', known)).toBe('Torque [Nm]')
  expect(nearestName('air_temprature', known)).toBe('Air temperature [K]')
  expect(nearestName('air', known)).toBeUndefined()
  expect(nearestName('machine', ['Machine_failure'])).toBeUndefined()
  expect(nearestName('2', ['0', '1'])).toBeUndefined()
})
