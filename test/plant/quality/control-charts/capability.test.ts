import { describe, expect, test } from 'vitest'
import { capabilityOf } from '../../../../src/plant/quality/control-charts/capability.ts'
import { createRandom } from '../../../../src/random.ts'
import { mean, standardDeviation } from '../../../../src/statistics/moments.ts'
import { normalCumulative } from '../../../../src/statistics/normal.ts'

/** Values of exactly that mean and deviation. */
function valuesOf(count: number, centre: number, deviation: number): number[] {
  const drawn = Array.from(createRandom('capability').fillNormal(new Float64Array(count)))
  const scale = deviation / standardDeviation(drawn)
  const middle = mean(drawn)
  return drawn.map((value) => centre + (value - middle) * scale)
}

describe('intervals, against Montgomery 2009, section 8.3.5', () => {
  test('Cp of 20 values with deviation 1.75 within 38 to 62: 2.29, 1.57 to 3.01', () => {
    const values = valuesOf(20, 50, 1.75)
    const within = { deviation: 1.75, freedom: 19 }
    const { pp, cp } = capabilityOf(values, within, { lower: 38, upper: 62 })
    // Published from 2.29 and quantiles of two digits.
    expect(pp!.estimate).toBeCloseTo(24 / 10.5, 12)
    expect(Math.abs(pp!.lower - 1.57)).toBeLessThan(0.006)
    expect(Math.abs(pp!.upper - 3.01)).toBeLessThan(0.006)
    expect(cp!.lower).toBeCloseTo(pp!.lower, 12)
  })

  test('Cpk of 20 values of 1.33: 0.88 to 1.78', () => {
    const values = valuesOf(20, 0, 1)
    const { ppk } = capabilityOf(values, { deviation: 1, freedom: 19 }, { upper: 3 * 1.33 })
    expect(ppk).toEqual({
      estimate: expect.closeTo(1.33, 10),
      lower: expect.closeTo(0.88, 2),
      upper: expect.closeTo(1.78, 2),
    })
  })
})

test('Cpk looks at the nearer limit and the deviation within, Ppk at the overall one', () => {
  const values = valuesOf(200, 11, 1)
  const limits = { lower: 7, upper: 13 }
  const { cp, cpk, pp, ppk } = capabilityOf(values, { deviation: 0.5, freedom: 100 }, limits)
  expect(cp!.estimate).toBeCloseTo(2, 12)
  expect(cpk.estimate).toBeCloseTo(4 / 3, 12)
  expect(pp!.estimate).toBeCloseTo(1, 12)
  expect(ppk.estimate).toBeCloseTo(2 / 3, 12)
})

test('one limit has no Cp; a known deviation leaves only the error of the mean', () => {
  const values = valuesOf(100, 0, 1)
  const known = { deviation: 1, freedom: Infinity }
  const { cp, cpk, lower } = capabilityOf(values, known, { upper: 3 })
  expect(cp).toBeNull()
  expect(lower).toBeNull()
  expect(cpk.upper - cpk.estimate).toBeCloseTo(1.96 / 30, 4)
  expect(capabilityOf(values, known, { lower: -3, upper: 3 }).cp!.lower).toBeCloseTo(1, 12)
})

test('the share outside is counted, and expected of the normal distribution', () => {
  const { outsideObserved, outsideExpected } = capabilityOf(
    [0, 1, 2, 3, 10],
    { deviation: 1, freedom: 4 },
    { upper: 9 },
  )
  expect(outsideObserved).toBe(0.2)
  const z = (9 - 3.2) / standardDeviation([0, 1, 2, 3, 10])
  expect(outsideExpected).toBeCloseTo(normalCumulative(-z), 12)
})

test('intervals of 95% hold the true index 95 times out of 100', () => {
  const random = createRandom('coverage')
  const runs = 1500
  const held = { cp: 0, ppk: 0 }
  for (let run = 0; run < runs; run++) {
    const values = Array.from({ length: 40 }, () => 0.5 + random.normal())
    const within = { deviation: standardDeviation(values), freedom: 39 }
    const { cp, ppk } = capabilityOf(values, within, { lower: -4, upper: 4 })
    if (cp!.lower <= 4 / 3 && cp!.upper >= 4 / 3) held.cp++
    if (ppk.lower <= 3.5 / 3 && ppk.upper >= 3.5 / 3) held.ppk++
  }
  expect(Math.abs(held.cp / runs - 0.95)).toBeLessThan(0.02)
  expect(Math.abs(held.ppk / runs - 0.95)).toBeLessThan(0.025)
})
