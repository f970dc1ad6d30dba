import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import { sequencesOf } from '../../../../src/generative/evaluation/related/sequences.ts'
import { windowDetection } from '../../../../src/generative/evaluation/related/window-detection.ts'
import { createRandom } from '../../../../src/random.ts'

/** Entities of 20 values: each near the one before, or without any order. */
function sides(isOrdered: boolean, seed: number) {
  const random = createRandom(seed)
  const unit: number[] = []
  const x: number[] = []
  for (let u = 0; u < 40; u++) {
    let value = 0
    for (let i = 0; i < 20; i++) {
      value = isOrdered ? 0.9 * value + random.normal() : 2.3 * random.normal()
      unit.push(u)
      x.push(value)
    }
  }
  const table = createTable([['unit', { kind: 'number', values: Float64Array.from(unit) }]])
  const values = Float64Array.from(x)
  return {
    sequences: sequencesOf(table, 'unit'),
    columns: [{ kind: 'number', name: 'x', isTime: false, values }] as const,
  }
}

test('windows without memory are told from those with it, others are not', () => {
  const options = { length: 5 }
  const alike = windowDetection(sides(true, 1), sides(true, 2), createRandom(1), options)!
  const other = windowDetection(sides(true, 1), sides(false, 2), createRandom(1), options)!
  expect(alike.areaUnderRoc).toBeLessThan(0.65)
  expect(other.areaUnderRoc).toBeGreaterThan(0.85)
})

test('sequences that are shorter than a window cannot be judged', () => {
  expect(
    windowDetection(sides(true, 1), sides(true, 2), createRandom(1), { length: 50 }),
  ).toBeNull()
})
