import { describe, expect, test } from 'vitest'
import { seasonalNaive } from '../../../../src/plant/demand/statistical/naive.ts'
import { pathOf } from '../../../../src/plant/demand/scenarios.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

describe('seasonal naive', () => {
  forecasterConformance(seasonalNaive)

  test('repeats the last season where the season has always been the same', async () => {
    const panel = panelOf([Array.from({ length: 16 }, (_, i) => [1.5, 2, 3, 4][i % 4]!)], 4)
    const options = { horizon: 6, sampleCount: 3, seed: 1 }
    const scenarios = await (await seasonalNaive.fit(panel, options)).sample(panel, options)
    expect([...pathOf(scenarios, 0, 2)]).toEqual([1.5, 2, 3, 4, 1.5, 2])
  })
})
