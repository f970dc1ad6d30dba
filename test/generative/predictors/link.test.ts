import { expect, test } from 'vitest'
import { linked, logOdds, sigmoid } from '../../../src/generative/predictors/link.ts'

test('log odds are undone by the sigmoid and finite at 0 and 1', () => {
  for (const p of [0.001, 0.2, 0.5, 0.93]) expect(sigmoid(logOdds(p))).toBeCloseTo(p, 12)
  expect(logOdds(0, 0.01)).toBeCloseTo(Math.log(0.01 / 0.99), 12)
  expect(logOdds(1)).toBeLessThan(Infinity)
})

test('a link is a function by its name', () => {
  expect(linked('identity')(3)).toBe(3)
  expect(linked('sigmoid')(0)).toBe(0.5)
})
