import { describe, expect, test } from 'vitest'
import {
  autoregression,
  autoregressionMethod,
} from '../../../../src/plant/demand/statistical/autoregression.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

const options = { horizon: 6, sampleCount: 400, seed: 1 }

async function medians(history: number[], seasonLength: number): Promise<number[]> {
  const panel = panelOf([history], seasonLength)
  const { values } = await (await autoregression.fit(panel, options)).sample(panel, options)
  return Array.from({ length: 6 }, (_, step) => {
    const column = values.filter((_, i) => i % 6 === step).sort()
    return column[200]!
  })
}

describe('autoregression', () => {
  forecasterConformance(autoregression)

  test('a season of the past goes on', async () => {
    const wave = (i: number): number => 100 + 20 * Math.sin((2 * Math.PI * i) / 12)
    const random = createRandom(5)
    const history = Array.from({ length: 300 }, (_, i) => wave(i) + random.normal())
    for (const [step, value] of (await medians(history, 12)).entries()) {
      expect(Math.abs(value - wave(300 + step))).toBeLessThan(4)
    }
  })

  test('growth goes on in proportion', async () => {
    const random = createRandom(5)
    const history = Array.from({ length: 300 }, (_, i) =>
      Math.exp(0.01 * i + 0.005 * random.normal()),
    )
    const [first, , , , , last] = await medians(history, 1)
    expect(last! / first!).toBeGreaterThan(1.03)
    expect(last! / first!).toBeLessThan(1.07)
  })

  test('a history too short to regress goes on with its last value', () => {
    const history = {
      id: 'a',
      values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      seasonLength: 1,
      domain: { isNonNegative: true, isInteger: true },
    }
    expect(autoregressionMethod.fit(history, options)).toMatchObject({ fit: undefined })
  })
})
