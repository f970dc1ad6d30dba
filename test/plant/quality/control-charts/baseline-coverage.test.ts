import { describe, expect, test } from 'vitest'
import { coverageOf } from '../../../../src/plant/quality/control-charts/baseline-coverage.ts'
import { createRandom } from '../../../../src/random.ts'

const random = createRandom(6)
const independent = random.fillNormal(new Float64Array(3000))

describe('a measure whose records are independent', () => {
  test('is covered, also with gaps', () => {
    const gaps = independent.map((value, i) => (i % 7 === 0 ? NaN : value))
    expect(coverageOf('a', independent, 2000, 100)).toBeNull()
    expect(coverageOf('a', gaps, 2000, 100)).toBeNull()
  })

  test('and rises later, has left the baseline where its mean did', () => {
    const rising = independent.map((value, i) => value + Math.max(0, i - 2400) / 200)
    const { left, isFew, column } = coverageOf('bore', rising, 2000, 100)!
    expect(column).toBe('bore')
    expect(left!.since).toBeGreaterThanOrEqual(2300)
    expect(left!.since).toBeLessThan(2700)
    expect(left!.by).toBeGreaterThan(1)
    expect(isFew).toBe(false)
  })
})

describe('a measure that moves slowly', () => {
  test('is worth as many independent values as there are deliveries', () => {
    // A level of its own for every 50 records: 40 of them in the baseline.
    const levels = random.fillNormal(new Float64Array(60))
    const slow = independent.map((value, i) => levels[Math.floor(i / 50)]! + 0.05 * value)
    const note = coverageOf('hardness', slow, 2000, 100)!
    expect(note.isFew).toBe(true)
    expect(note.independent).toBeGreaterThan(20)
    expect(note.independent).toBeLessThan(80)
  })
})

test('too few records, no value and no variation say nothing', () => {
  expect(coverageOf('a', independent.slice(0, 60), 60, 100)).toBeNull()
  expect(coverageOf('a', new Float64Array(400).fill(NaN), 300, 100)).toBeNull()
  expect(coverageOf('a', new Float64Array(400).fill(2), 300, 100)).toBeNull()
})
