import { describe, expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import * as special from '../../../src/learning/graph/special.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { valuesOf, vector } from './values.ts'

const euler = 0.5772156649015329

describe('closed forms', () => {
  test('log-gamma is the logarithm of factorials and of sqrt(pi) at one half', () => {
    const [half, one, two, five, eleven] = valuesOf(special.lgamma(vector(0.5, 1, 2, 5, 11)))
    expect(half).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9)
    expect(one).toBeCloseTo(0, 9)
    expect(two).toBeCloseTo(0, 9)
    expect(five).toBeCloseTo(Math.log(24), 9)
    expect(eleven).toBeCloseTo(Math.log(3_628_800), 9)
  })

  test('digamma at 1, 1/2 and 11 by its harmonic sums', () => {
    const [one, half, eleven] = valuesOf(special.digamma(vector(1, 0.5, 11)))
    const harmonic = Array.from({ length: 10 }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b)
    expect(one).toBeCloseTo(-euler, 9)
    expect(half).toBeCloseTo(-euler - 2 * Math.LN2, 9)
    expect(eleven).toBeCloseTo(harmonic - euler, 9)
  })

  test('the derivative of log-gamma is digamma', () => {
    const x = vector(0.01, 0.7, 3, 5.9, 6.1, 80)
    const [slope] = gradient(sum(special.lgamma(x)), [x])
    const wanted = valuesOf(special.digamma(x))
    valuesOf(slope!).forEach((got, i) => expect(got).toBeCloseTo(wanted[i]!, 7))
  })

  test('log-beta of 2 and 3 is log(1 / 12)', () => {
    expect(valuesOf(special.logBeta(vector(2), vector(3)))[0]).toBeCloseTo(-Math.log(12), 8)
  })

  test('activations at known points', () => {
    expect(valuesOf(special.logSigmoid(vector(0, -1000)))).toEqual([-Math.LN2, -1000])
    expect(valuesOf(special.silu(vector(0, 1)))[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
    expect(valuesOf(special.elu(vector(-1, 2)))).toEqual([Math.exp(-1) - 1, 2])
    expect(valuesOf(special.gelu(vector(1)))[0]).toBeCloseTo(0.8413447460685429, 12)
    expect(valuesOf(special.normalCumulative(vector(0, 1.959963984540054)))[1]).toBeCloseTo(
      0.975,
      12,
    )
  })
})

describe('in float32, to 1e-5 of max(1, |value|) from 1e-4 to 1e5', () => {
  const points = Float32Array.from({ length: 400 }, (_, i) => 10 ** (-4 + (9 * i) / 399))

  test.each([
    ['lgamma', special.lgamma],
    ['digamma', special.digamma],
    ['slope of lgamma', (x: Node) => gradient(sum(special.lgamma(x)), [x])[0]!],
    ['slope of digamma', (x: Node) => gradient(sum(special.digamma(x)), [x])[0]!],
  ])('%s', async (_, build) => {
    const x = input('x', [points.length])
    const session = await createSession(encodeModel({ inputs: [x], outputs: { y: build(x) } }))
    const { y } = await session.run({ x: { shape: [points.length], data: points } })
    await session.release()
    const wanted = valuesOf(build(vector(...points)))
    const errors = wanted.map(
      (value, i) => Math.abs(y!.data[i]! - value) / Math.max(1, Math.abs(value)),
    )
    expect(Math.max(...errors)).toBeLessThan(1e-5)
  })
})
