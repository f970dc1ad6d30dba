import { describe, expect, test } from 'vitest'
import { countChart } from '../../../../src/plant/quality/control-charts/count-charts.ts'
import {
  boardDefects,
  dyedCloth,
  failingOfFifty,
  numbered,
  purchaseOrders,
  waferDefects,
} from './published.ts'

const ofFifty = numbered(failingOfFifty.map((count) => ({ count, size: 50 })))
const orders = numbered(purchaseOrders.map(([size, count]) => ({ count, size })))
const boards = numbered(boardDefects.map((count) => ({ count, size: 1 })))
const cloth = numbered(dyedCloth.map(([size, count]) => ({ count, size })))

test('share of failing units, against NIST/SEMATECH 6.3.3.2 and Montgomery 2009, example 7.1', () => {
  const { mean, panels } = countChart(ofFifty, ofFifty, 'p')
  expect(mean).toBeCloseTo(0.2313, 4)
  expect(panels[0]!.lower[0]).toBeCloseTo(0.0524, 4)
  expect(panels[0]!.upper[0]).toBeCloseTo(0.4102, 4)
  const without = ofFifty.filter((_, i) => i !== 14 && i !== 22)
  const revised = countChart(ofFifty, without, 'p').panels[0]!
  expect(revised.centre[0]).toBeCloseTo(0.215, 4)
  expect(revised.lower[0]).toBeCloseTo(0.0407, 4)
  expect(revised.upper[0]).toBeCloseTo(0.3893, 4)
})

test('numbers of failing units are the shares times the size', () => {
  const shares = countChart(ofFifty, ofFifty, 'p').panels[0]!
  const { mean, panels } = countChart(ofFifty, ofFifty, 'np')
  expect(mean).toBeCloseTo(11.5667, 4)
  expect(panels[0]!.upper[0]).toBeCloseTo(50 * shares.upper[0]!, 10)
  expect(panels[0]!.values[14]).toBe(22)
  panels[0]!.distances.forEach((d, i) => expect(d).toBeCloseTo(shares.distances[i]!, 10))
})

test('shares of samples of different sizes, against Montgomery 2009, table 7.4', () => {
  const { mean, panels } = countChart(orders, orders, 'p')
  expect(mean).toBeCloseTo(0.0955, 4)
  // Published for sizes of 100, 80 and 110: 0.184, 0.194, 0.180.
  expect(panels[0]!.upper[0]).toBeCloseTo(0.184, 3)
  expect(panels[0]!.upper[1]).toBeCloseTo(0.194, 3)
  expect(panels[0]!.upper[10]).toBeCloseTo(0.18, 3)
  expect(panels[0]!.distances.map((d) => Number(Math.abs(d) > 3)).indexOf(1)).toBe(10)
})

test('defects, against NIST/SEMATECH 6.3.3.1 and Montgomery 2009, example 7.3', () => {
  const wafers = numbered(waferDefects.map((count) => ({ count, size: 1 })))
  const { mean, panels } = countChart(wafers, wafers, 'c')
  expect([mean, panels[0]!.lower[0], panels[0]!.upper[0]]).toEqual([16, 4, 28])
  const first = countChart(boards, boards, 'c').panels[0]!
  expect(first.centre[0]).toBeCloseTo(19.85, 2)
  expect(first.lower[0]).toBeCloseTo(6.48, 2)
  expect(first.upper[0]).toBeCloseTo(33.21, 2)
  const baseline = boards.filter((_, i) => i !== 5 && i !== 19)
  const revised = countChart(boards, baseline, 'c').panels[0]!
  expect(revised.lower[0]).toBeCloseTo(6.36, 2)
  expect(revised.upper[0]).toBeCloseTo(32.97, 2)
})

test('defects per amount, against Montgomery 2009, section 7.3', () => {
  const { mean, panels } = countChart(cloth, cloth, 'u')
  expect(mean).toBeCloseTo(1.42, 2)
  // Published for 10, 8 and 13 units, from a mean of 1.42: (0.29, 2.55), (0.16, 2.68), (0.43, 2.41).
  const limits = [0, 1, 2].flatMap((i) => [panels[0]!.lower[i]!, panels[0]!.upper[i]!])
  limits.forEach((limit, i) => {
    expect(Math.abs(limit - [0.29, 2.55, 0.16, 2.68, 0.43, 2.41][i]!)).toBeLessThan(0.015)
  })
})

describe('counts that cannot be', () => {
  const good = { label: 'a', count: 2, size: 10 }
  const chart =
    (bad: Partial<typeof good>, kind: 'p' | 'c' | 'u' = 'p') =>
    (): unknown => {
      const samples = [good, { ...good, label: 'b', ...bad }]
      return countChart(samples, samples, kind)
    }
  test.each([
    ['negative', chart({ count: -1 }), 'sample b: negative count'],
    ['broken', chart({ count: 1.5 }), 'sample b: broken count'],
    ['above the size', chart({ count: 11 }), 'sample b: count above the sample size'],
    ['of nothing', chart({ size: 0 }), 'sample b: nothing inspected'],
    ['of no size', chart({ size: Number.NaN }), 'sample b: nothing inspected'],
    ['of half a unit', chart({ size: 9.5 }), 'sample b: broken size'],
    ['of sizes that vary on a c chart', chart({ size: 9 }, 'c'), 'c chart: sizes that vary'],
  ])('%s', (_, make, message) => expect(make).toThrow(message))

  test('a baseline in which nothing or everything fails', () => {
    const none = numbered([
      { count: 0, size: 5 },
      { count: 0, size: 5 },
    ])
    expect(() => countChart(none, none, 'p')).toThrow('counts without variation')
    const every = numbered([
      { count: 5, size: 5 },
      { count: 5, size: 5 },
    ])
    expect(() => countChart(every, every, 'np')).toThrow('counts without variation')
  })

  test('a missing count is no point', () => {
    const samples = numbered([good, { ...good, count: Number.NaN }, good])
    const { panels } = countChart(samples, samples, 'p')
    expect(panels[0]!.values[1]).toBeNull()
    expect(panels[0]!.centre[0]).toBeCloseTo(0.2, 12)
  })
})
