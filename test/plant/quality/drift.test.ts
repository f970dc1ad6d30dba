import { expect, test } from 'vitest'
import { driftOf } from '../../../src/plant/quality/drift.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(5)
const steady = random.fillNormal(new Float64Array(500))
const column = (name: string, values: Float64Array) => ({
  kind: 'number' as const,
  isTime: false,
  name,
  values,
})

test('names the columns whose last records differ, the most shifted first', () => {
  const moved = steady.map((value, row) => value + (row < 350 ? 0 : 1))
  const far = steady.map((value, row) => (row < 350 ? value : value + 9))
  const codes = Int32Array.from(steady, (_, row) => (row < 350 ? row % 2 : 2))
  const machine = { kind: 'category' as const, name: 'machine', levels: ['a', 'b', 'c'], codes }
  const { columns, shifts } = driftOf([
    column('steady', steady),
    column('moved', moved),
    column('far', far),
    machine,
  ])
  expect(columns).toBe(4)
  expect(shifts.map((shift) => shift.column)).toEqual(['far', 'machine', 'moved'])
  expect(shifts[0]!.distance).toBe(1)
  expect(shifts[1]!.distance).toBeCloseTo(1)
  // Normal distributions one deviation apart: 2 Phi(1/2) - 1.
  expect(shifts[2]!.distance).toBeGreaterThan(0.28)
  expect(shifts[2]!.distance).toBeLessThan(0.48)
})

test('too few values are no drift, and neither are gaps', () => {
  const gone = steady.map((value, row) => (row < 350 ? value : NaN))
  const few = steady.slice(0, 60).map((value, row) => (row < 42 ? value : value + 9))
  expect(driftOf([column('gone', gone)]).shifts).toEqual([])
  expect(driftOf([column('few', few)]).shifts).toEqual([])
})
