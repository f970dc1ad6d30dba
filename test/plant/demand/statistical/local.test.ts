import { describe, expect, test } from 'vitest'
import {
  fitDomain,
  historiesOf,
  localForecaster,
} from '../../../../src/plant/demand/statistical/local.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

/** Repeats one value of the history, drawn at random. */
const anyValue = localForecaster({
  name: 'any-value',
  fit: () => null,
  pool: () => null,
  sample({ values }, _parameters, _pool, _horizon, random, paths) {
    for (let i = 0; i < paths.length; i++) paths[i] = values[random.integer(values.length)]!
  },
})

describe('local forecaster', () => {
  forecasterConformance(anyValue)

  test('histories have their gaps filled, and none where there is no value', () => {
    const [gap, none] = historiesOf(panelOf([[1, Number.NaN, 3], [Number.NaN]]))
    expect([...gap!.values]).toEqual([1, 1, 3])
    expect(none).toBeUndefined()
  })

  test('paths are brought into the domain of the history', () => {
    const paths = Float64Array.of(-0.4, 1.6, 2.2)
    fitDomain(paths, { isNonNegative: true, isInteger: true })
    expect([...paths]).toEqual([0, 2, 2])
    const free = Float64Array.of(-0.4, 1.6)
    fitDomain(free, { isNonNegative: false, isInteger: false })
    expect([...free]).toEqual([-0.4, 1.6])
  })
})
