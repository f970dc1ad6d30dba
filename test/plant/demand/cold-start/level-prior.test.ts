import { describe, expect, test } from 'vitest'
import { levelPrior, type KnownLevel } from '../../../../src/plant/demand/cold-start/level-prior.ts'
import type { Traits } from '../../../../src/plant/demand/series.ts'
import { createRandom } from '../../../../src/random.ts'

const traits = (changes: Partial<Traits>): Traits => ({
  figures: [],
  words: [],
  parts: new Map(),
  ...changes,
})

function known(logLevel: number, changes: Partial<Traits>): KnownLevel {
  return { traits: traits(changes), logLevel, variance: 0.01 }
}

describe('levelPrior', () => {
  test('learns the elasticity of demand to the price, and is less sure where no price was seen', () => {
    const random = createRandom(1)
    const items = Array.from({ length: 60 }, (_, i) => {
      const price = Math.exp(1 + (4 * i) / 60)
      return known(6 - 1.5 * Math.log(price) + 0.2 * random.normal(), { figures: [price] })
    })
    const inside = Math.exp(3)
    const outside = Math.exp(9)
    const prior = levelPrior(items, [traits({ figures: [inside] }), traits({ figures: [outside] })])
    const level = prior.level(0)
    expect(Math.abs(level.mean - (6 - 1.5 * 3))).toBeLessThan(0.3)
    expect(level.deviation).toBeLessThan(0.6)
    expect(prior.level(1).deviation).toBeGreaterThan(level.deviation)
  })

  test('an item of the same family, or of the same parts, tells more than one of another', () => {
    for (const kind of ['words', 'parts'] as const) {
      const of = (name: string): Partial<Traits> =>
        kind === 'words' ? { words: [name] } : { parts: new Map([[name, 2]]) }
      const random = createRandom(2)
      const items = Array.from({ length: 40 }, (_, i) =>
        known((i % 2 === 0 ? 0 : 4) + 0.3 * random.normal(), of(i % 2 === 0 ? 'slow' : 'fast')),
      )
      const prior = levelPrior(items, [traits(of('slow')), traits(of('fast'))])
      expect(Math.abs(prior.level(0).mean)).toBeLessThan(0.5)
      expect(Math.abs(prior.level(1).mean - 4)).toBeLessThan(0.5)
      expect(prior.likeness(0, 0)).toBeGreaterThan(prior.likeness(0, 1))
    }
  })

  test('where nothing is known of the items, it is the spread of their levels', () => {
    const random = createRandom(3)
    const items = Array.from({ length: 200 }, () => known(2 + random.normal(), {}))
    const { mean, deviation, residuals } = levelPrior(items, [traits({})]).level(0)
    expect(Math.abs(mean - 2)).toBeLessThan(0.25)
    expect(Math.abs(deviation - 1)).toBeLessThan(0.25)
    const square = residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length
    expect(Math.abs(square - 1)).toBeLessThan(0.3)
  })

  test('many items like one another do not let the first speak for all', () => {
    const items = Array.from({ length: 1000 }, (_, i) => known(i < 500 ? 0 : 2, {}))
    expect(Math.abs(levelPrior(items, [traits({})]).level(0).mean - 1)).toBeLessThan(0.25)
  })

  test('from no item at all it gives a level all the same', () => {
    expect(levelPrior([], [traits({})]).level(0)).toEqual({ mean: 0, deviation: 1, residuals: [] })
  })
})
