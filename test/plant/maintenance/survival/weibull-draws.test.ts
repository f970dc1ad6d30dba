import { expect, test } from 'vitest'
import {
  shuffledLevels,
  weibullDrawer,
  weibullOf,
} from '../../../../src/plant/maintenance/survival/weibull-draws.ts'
import { createRandom } from '../../../../src/random.ts'

const life = (age: number, failed = true) => ({ entryAge: 0, age, failed })

test('failures at one age tell no shape: the rate is constant', () => {
  const fit = weibullOf([life(10), life(10), life(20, false)])
  expect(fit.shape).toBe(1)
  expect(fit.scale).toBe(20)
})

test('draws follow the distribution, wider where few failures were seen', () => {
  const spread = (times: number): number => {
    const lives = [60, 80, 90, 100, 110, 120, 140].flatMap((age) => Array(times).fill(life(age)))
    const draws = weibullDrawer(weibullOf(lives), 2000)(0, createRandom(1)).sort()
    expect(draws[1000]! / 101).toBeGreaterThan(0.9)
    expect(draws[1000]! / 101).toBeLessThan(1.1)
    return draws[1900]! - draws[100]!
  }
  expect(spread(1)).toBeGreaterThan(spread(40))
})

test('levels are even, in any order', () => {
  const levels = shuffledLevels(4, createRandom(1))
  expect([...levels].sort()).toEqual([0.125, 0.375, 0.625, 0.875])
})
