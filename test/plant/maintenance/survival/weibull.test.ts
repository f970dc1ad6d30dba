import { expect, test } from 'vitest'
import { createRandom } from '../../../../src/random.ts'
import {
  drawWeibull,
  fitWeibull,
  weibullAlive,
  weibullRemaining,
} from '../../../../src/plant/maintenance/survival/weibull.ts'
import { absorbers, bearings, components, lifetimes } from './lives.ts'

test('ball bearings: shape 2.102, scale 81.88 (Lawless 2003; Meeker & Escobar 1998)', () => {
  const { shape, scale } = fitWeibull(bearings)
  expect(shape).toBeCloseTo(2.102, 3)
  expect(scale).toBeCloseTo(81.88, 2)
})

test('aircraft components, a test stopped early: scale 2.27, shape 1.42 (Lawless 2003)', () => {
  const { shape, scale } = fitWeibull(components)
  expect(scale).toBeCloseTo(2.27, 2)
  expect(shape).toBeCloseTo(1.42, 2)
})

test('shock absorbers: ln scale 10.23 (0.1099), 1 / shape 0.3164 (0.0732) (Meeker & Escobar 1998)', () => {
  const { shape, scale, covariance } = fitWeibull(absorbers)
  expect(Math.log(scale)).toBeCloseTo(10.23, 2)
  expect(1 / shape).toBeCloseTo(0.3164, 3)
  expect(Math.sqrt(covariance.scale)).toBeCloseTo(0.1099, 3)
  // The standard error of 1 / shape is that of ln shape times 1 / shape.
  expect(Math.sqrt(covariance.shape) / shape).toBeCloseTo(0.0732, 3)
})

test('the estimate is where the likelihood is highest, with late entries too', () => {
  const random = createRandom(3)
  const lives = Array.from({ length: 4000 }, () => {
    const age = 100 * (-Math.log(1 - random.uniform())) ** (1 / 3)
    const entryAge = 80 * random.uniform()
    return { entryAge, age: Math.min(age, 120), failed: age < 120 }
  }).filter(({ age, entryAge }) => age > entryAge)
  const fit = fitWeibull(lives)
  expect(fit.shape).toBeCloseTo(3, 0)
  expect(Math.abs(fit.scale - 100)).toBeLessThan(3 * 100 * Math.sqrt(fit.covariance.scale))
  const naive = fitWeibull(lives.map((life) => ({ ...life, entryAge: 0 })))
  expect(naive.scale).toBeGreaterThan(fit.scale + 3 * 100 * Math.sqrt(fit.covariance.scale))
  const likelihood = (shape: number, scale: number): number =>
    lives.reduce((sum, { age, entryAge, failed }) => {
      const hazard = failed ? Math.log((shape / scale) * (age / scale) ** (shape - 1)) : 0
      return sum + hazard - (age / scale) ** shape + (entryAge / scale) ** shape
    }, 0)
  expect(fit.logLikelihood).toBeCloseTo(likelihood(fit.shape, fit.scale), 6)
  // Second differences of the likelihood give the observed information.
  const at = (a: number, b: number): number =>
    likelihood(fit.shape * Math.exp(b), fit.scale * Math.exp(a))
  const h = 1e-3
  const second = (a: number, b: number): number => (at(a, b) - 2 * at(0, 0) + at(-a, -b)) / h ** 2
  const both = (second(h, h) - second(h, 0) - second(0, h)) / 2
  const determinant = second(h, 0) * second(0, h) - both ** 2
  expect(fit.covariance.scale).toBeCloseTo(-second(0, h) / determinant, 5)
  expect(fit.covariance.shape).toBeCloseTo(-second(h, 0) / determinant, 5)
  expect(fit.covariance.both).toBeCloseTo(both / determinant, 5)
})

test('remaining life is that of those who reached the age', () => {
  const fit = { shape: 2.5, scale: 40 }
  for (const alive of [0.9, 0.5, 0.01]) {
    const remaining = weibullRemaining(fit, 30, alive)
    expect(weibullAlive(fit, 30 + remaining) / weibullAlive(fit, 30)).toBeCloseTo(alive, 10)
  }
})

test('drawn parameters spread as the estimate is uncertain', () => {
  const fit = fitWeibull(absorbers)
  const random = createRandom(5)
  const draws = Array.from({ length: 20_000 }, () => drawWeibull(fit, random))
  const scales = draws.map(({ scale }) => Math.log(scale / fit.scale))
  const shapes = draws.map(({ shape }) => Math.log(shape / fit.shape))
  const product = (a: number[], b: number[]): number =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.length
  expect(product(scales, scales)).toBeCloseTo(fit.covariance.scale, 3)
  expect(product(shapes, shapes)).toBeCloseTo(fit.covariance.shape, 2)
  expect(product(scales, shapes)).toBeCloseTo(fit.covariance.both, 2)
})

test('failures at one age tell no shape', () => {
  expect(() => fitWeibull(lifetimes('5 5 7+'))).toThrow(
    'weibull: the shape cannot be told, expected failures at two ages or more, got 2 failures at 1',
  )
})
