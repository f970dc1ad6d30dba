import { describe, expect, test } from 'vitest'
import { columnOf, createTable, type Table } from '../../../../src/data/table/table.ts'
import { fitUsualUnder } from '../../../../src/plant/quality/control-charts/conditions.ts'
import { createRandom } from '../../../../src/random.ts'
import { mean, standardDeviation } from '../../../../src/statistics/moments.ts'

/** Heat is 3 + speed + 2 load^2, higher in one mode, and scatters twice as much at full load. */
function heatAt(speed: number, load: number, mode: number): number {
  return 3 + speed + 2 * load * load + 5 * mode
}

function records(rows: number, seed: string): Table {
  const random = createRandom(seed)
  const speed = Float64Array.from({ length: rows }, () => 10 * random.uniform())
  const load = Float64Array.from({ length: rows }, () => random.uniform())
  const codes = Int32Array.from({ length: rows }, () => random.integer(2))
  const heat = speed.map(
    (s, row) => heatAt(s, load[row]!, codes[row]!) + 0.1 * (1 + load[row]!) * random.normal(),
  )
  return createTable([
    ['speed', { kind: 'number', values: speed }],
    ['load', { kind: 'number', values: load }],
    ['mode', { kind: 'text', codes, levels: ['idle', 'cut'] }],
    ['heat', { kind: 'number', values: heat }],
    ['demand', { kind: 'number', values: speed.map((s) => 2 * s) }],
  ])
}

const conditions = ['speed', 'load', 'mode']
const under = fitUsualUnder(records(2000, 'learnt'), conditions, ['heat', 'demand'])

describe('a measure under its conditions', () => {
  const later = records(1000, 'later')
  const compared = under.compare(later)

  test('lies around nothing, as widely at any load', () => {
    const { values } = columnOf(compared, 'heat', 'number')
    const load = columnOf(later, 'load', 'number').values
    expect(Math.abs(mean(values))).toBeLessThan(0.1)
    const spread = (from: number, to: number): number =>
      standardDeviation(values.filter((_, row) => load[row]! >= from && load[row]! < to))
    expect(spread(0.8, 1) / spread(0, 0.2)).toBeGreaterThan(0.8)
    expect(spread(0.8, 1) / spread(0, 0.2)).toBeLessThan(1.25)
  })

  test('is nothing where they say all, and conditions stay as they are', () => {
    expect(columnOf(compared, 'demand', 'number').values.every((value) => value === 0)).toBe(true)
    expect(columnOf(compared, 'speed', 'number').values).toEqual(
      columnOf(later, 'speed', 'number').values,
    )
  })
})

test('records under conditions that are missing or were never seen are not compared', () => {
  const number = (...values: number[]) => ({
    kind: 'number' as const,
    values: Float64Array.from(values),
  })
  const odd = createTable([
    ['speed', number(5, NaN, 5, 30)],
    ['load', number(0.5, 0.5, 0.5, 0.5)],
    ['mode', { kind: 'text', codes: Int32Array.of(1, 1, 2, 1), levels: ['idle', 'cut', 'drill'] }],
    ['heat', number(heatAt(5, 0.5, 1), 8, 8, 8)],
    ['demand', number(10, 10, 10, 10)],
  ])
  expect(under.isCovered(odd)).toEqual([true, false, false, false])
  const heat = columnOf(under.compare(odd), 'heat', 'number').values
  expect(Math.abs(heat[0]!)).toBeLessThan(0.5)
  expect(heat.slice(1).every((value) => Number.isNaN(value))).toBe(true)
})

test('too few records say nothing of what conditions do, and none without values', () => {
  expect(() => fitUsualUnder(records(12, 'few'), conditions, ['heat'])).toThrow(
    'conditions speed, load, mode: too few records to tell what they do, expected at least 25 of the baseline, got 12',
  )
  const table = records(50, 'gaps')
  const gaps = { kind: 'number' as const, values: new Float64Array(50).fill(NaN) }
  const empty = createTable([...table.columns, ['tool', gaps]])
  expect(() => fitUsualUnder(empty, ['tool'], ['heat'])).toThrow('condition tool: no value')
})
