import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  negativeBinomial,
  quantileTable,
} from '../../../../src/plant/demand/statistical/negative-binomial.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

describe('negative binomial', () => {
  forecasterConformance(negativeBinomial)

  test('with size 1 its quantiles are those of the geometric distribution', () => {
    // F(k) = 1 - (m / (1 + m))^(k + 1), with m = 3: .25, .4375, .578, .684, .763.
    const quantile = quantileTable(3, 1)
    expect([0.25, 0.26, 0.5, 0.7, 0.76].map(quantile)).toEqual([0, 1, 2, 4, 4])
  })

  test('the mean over all levels is the mean, small or large', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 5000, noNaN: true }),
        fc.double({ min: 0.3, max: 20, noNaN: true }),
        (mean, size) => {
          const quantile = quantileTable(mean, size)
          const count = 4000
          let sum = 0
          for (let i = 0; i < count; i++) sum += quantile((i + 0.5) / count)
          expect(sum / count / mean).toBeGreaterThan(0.97)
          expect(sum / count / mean).toBeLessThan(1.03)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('a level is drawn towards that of all the series when they are alike', async () => {
    const random = createRandom(12)
    // All have the same rate of 1: what differs between them is chance.
    const poisson = (): number => {
      let count = 0
      for (let p = random.uniform(); p > Math.exp(-1); p *= random.uniform()) count++
      return count
    }
    const histories = Array.from({ length: 60 }, () => Array.from({ length: 24 }, poisson))
    histories.push(new Array<number>(24).fill(0))
    const panel = panelOf(histories)
    const options = { horizon: 6, sampleCount: 200, seed: 1 }
    const { values } = await (await negativeBinomial.fit(panel, options)).sample(panel, options)
    const unlucky = values.subarray(60 * 200 * 6)
    expect(unlucky.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(0)
  })
})
