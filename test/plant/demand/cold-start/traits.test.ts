import { describe, expect, test } from 'vitest'
import {
  sharedParts,
  standardFigures,
  traitsOf,
} from '../../../../src/plant/demand/cold-start/traits.ts'
import type { Traits } from '../../../../src/plant/demand/series.ts'
import { panelOf } from '../panels.ts'

const figures = (...values: readonly number[]): Traits => ({
  figures: values,
  words: [],
  parts: new Map(),
})

describe('traits', () => {
  test('are those of the panel, else what the attributes say', () => {
    const panel = panelOf([[1]])
    const series = { ...panel.series[0]!, attributes: ['pump', 12] }
    expect(traitsOf(panel, series)).toEqual({
      figures: [Number.NaN, 12],
      words: ['pump', ''],
      parts: new Map(),
    })
    const own = figures(7)
    expect(traitsOf({ ...panel, traits: new Map([['s0', own]]) }, series)).toBe(own)
  })

  test('figures are compared by their ratios: equal factors are equal steps', () => {
    const [a, b, c, missing] = standardFigures([figures(1), figures(10), figures(100), figures()])
    expect(b![0]! - a![0]!).toBeCloseTo(c![0]! - b![0]!, 12)
    expect(missing![0]).toBe(0)
  })

  test('figures below zero are compared by their differences', () => {
    const [a, b, c] = standardFigures([figures(-1), figures(0), figures(1)])
    expect(a![0]).toBeCloseTo(-c![0]!, 12)
    expect(b![0]).toBeCloseTo(0, 12)
  })

  test('shared parts are the cosine of the quantities', () => {
    const set = new Map([
      ['motor', 3],
      ['seal', 4],
    ])
    expect(sharedParts(set, set)).toBeCloseTo(1, 12)
    expect(sharedParts(set, new Map([['motor', 2]]))).toBeCloseTo(0.6, 12)
    expect(sharedParts(set, new Map([['casing', 2]]))).toBe(0)
    expect(sharedParts(set, new Map())).toBe(0)
  })
})
