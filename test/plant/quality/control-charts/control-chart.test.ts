import { describe, expect, test } from 'vitest'
import { controlChart } from '../../../../src/plant/quality/control-charts/control-chart.ts'
import { failingOfFifty, numbered, pistonRings, shiftedValues } from './published.ts'

const rings = numbered(pistonRings.map((values) => ({ values })))
const single = numbered(shiftedValues.map((value) => ({ values: [value] })))
const shares = numbered(failingOfFifty.map((count) => ({ count, size: 50 })))

describe('baseline and monitoring', () => {
  test('limits come from the first points, signals say in which phase they are', () => {
    const values = [...shiftedValues.slice(0, 20), 17, 10]
    const samples = numbered(values.map((value) => ({ values: [value] })))
    const chart = controlChart('bore', { chart: 'i-mr', samples }, { baseline: 20 })
    const alone = controlChart('bore', { chart: 'i-mr', samples: samples.slice(0, 20) })
    expect(chart.panels[0]!.upper[0]).toBe(alone.panels[0]!.upper[0])
    const first = chart.signals.find(({ panel }) => panel === 0)
    expect(first).toMatchObject({ point: 20, rule: 'beyond-limits', isBaseline: false })
    expect(first!.sentence).toMatch(
      /^21: the value 17 lies outside of the control limits, above 14/,
    )
  })

  test('points outside stay in the limits unless it is asked to leave them out', () => {
    const rules = 'beyond-limits'
    const kept = controlChart('errors', { chart: 'p', samples: shares }, { rules })
    expect(kept.excluded).toEqual([])
    expect(kept.signals.map(({ point }) => point)).toEqual([14, 22])
    const named = controlChart('errors', { chart: 'p', samples: shares }, { exclude: [14, 22] })
    expect(named.mean).toBeCloseTo(0.215, 4)
    expect(named.excluded).toEqual([14, 22])
    const outside = controlChart('errors', { chart: 'p', samples: shares }, { exclude: 'outside' })
    // Without the two, a third lies outside.
    expect(outside.excluded).toEqual([14, 20, 22])
    const { upper } = outside.panels[0]!
    const inside = failingOfFifty.filter((_, i) => !outside.excluded.includes(i))
    expect(Math.max(...inside) / 50).toBeLessThan(upper[0]!)
  })

  test('a point to leave out must be one of the baseline', () => {
    expect(() =>
      controlChart('errors', { chart: 'p', samples: shares }, { baseline: 10, exclude: [10] }),
    ).toThrow('errors: cannot be left out, expected a point of the baseline, 1 to 10, got 11')
  })

  test('one subgroup, or a baseline longer than the data, is said in a sentence', () => {
    expect(() => controlChart('bore', { chart: 'xbar-r', samples: rings.slice(0, 1) })).toThrow(
      'bore: too few points for limits, expected at least 2 in the baseline, got 1',
    )
    expect(() =>
      controlChart('bore', { chart: 'xbar-r', samples: rings }, { baseline: 26 }),
    ).toThrow('expected at most 25 points, got 26')
  })

  test('a known mean and deviation need no baseline', () => {
    const known = { target: 10, deviation: 1 }
    const samples = single.slice(0, 1)
    expect(controlChart('x', { chart: 'cusum', samples }, known).signals).toEqual([])
  })
})

describe('rules', () => {
  test('runs are looked for among means, not among ranges', () => {
    const samples = rings.map(({ label }, i) => ({ label, values: [0, 0.1 + 0.01 * i] }))
    const { signals } = controlChart('x', { chart: 'xbar-r', samples }, { rules: 'nelson' })
    expect(signals.some(({ rule }) => rule === 'six-in-a-trend')).toBe(true)
    expect(signals.filter(({ panel }) => panel === 1).map(({ rule }) => rule)).toEqual([])
  })

  test('charts with a memory have one rule, which costs what their run length says', () => {
    const { rules, averageRunLength, signals } = controlChart(
      'x',
      { chart: 'cusum', samples: single },
      { target: 10, deviation: 1, rules: 'nelson' },
    )
    expect(rules.map(({ rule }) => rule)).toEqual(['beyond-limits'])
    expect(rules[0]!.falseAlarmRate).toBeCloseTo(1 / averageRunLength!, 12)
    expect(signals[0]).toMatchObject({ point: 28, from: 22 })
    expect(signals[0]!.sentence).toContain('at 23 the rise began there')
  })

  test('three sets of rules', () => {
    const count = (rules: 'beyond-limits' | 'western-electric' | 'nelson'): number =>
      controlChart('x', { chart: 'i-mr', samples: single }, { rules }).rules.length
    expect([count('beyond-limits'), count('western-electric'), count('nelson')]).toEqual([1, 4, 8])
  })
})

test('capability is that of the baseline, where the specification is known and values are measured', () => {
  const limits = { lower: 73.95, upper: 74.05 }
  const { capability } = controlChart(
    'ring',
    { chart: 'xbar-r', samples: rings },
    { limits, baseline: 20, exclude: [0] },
  )
  expect(capability!.records).toBe(19 * 5)
  // Montgomery 2009 gives 1.66 from all 25 samples.
  const all = controlChart('ring', { chart: 'xbar-r', samples: rings }, { limits })
  expect(all.capability!.cp!.estimate).toBeCloseTo(1.67, 2)
  expect(controlChart('ring', { chart: 'p', samples: shares }, { limits }).capability).toBeNull()
  expect(controlChart('ring', { chart: 'xbar-r', samples: rings }).capability).toBeNull()
})

test('single values are asked for where subgroups are given', () => {
  expect(() => controlChart('ring', { chart: 'i-mr', samples: rings })).toThrow(
    'sample 1: several values, expected one for i-mr, got 5',
  )
})

test('the result is plain: it survives JSON', () => {
  const chart = controlChart('x', { chart: 'ewma', samples: single })
  expect(JSON.parse(JSON.stringify(chart))).toEqual(chart)
})
