import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convolutionPowers, transform } from '../../../src/generative/privacy/fourier.ts'

describe('Fourier transform', () => {
  test('equals its definition', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }),
        (values) => {
          const real = Float64Array.from(values)
          const imaginary = new Float64Array(16)
          transform(real, imaginary)
          for (let k = 0; k < 16; k++) {
            const term = (wave: (x: number) => number): number =>
              values.reduce((total, x, i) => total + x * wave((-2 * Math.PI * i * k) / 16), 0)
            expect(real[k]).toBeCloseTo(term(Math.cos), 12)
            expect(imaginary[k]).toBeCloseTo(term(Math.sin), 12)
          }
        },
      ),
    )
  })

  test('powers of a coin toss are binomial, and different parts are added', () => {
    const coin = new Float64Array(8)
    coin[0] = 0.5
    coin[1] = 0.5
    const three = convolutionPowers([{ masses: coin, power: 3 }])
    const expected = [0.125, 0.375, 0.375, 0.125, 0, 0, 0, 0]
    expected.forEach((p, k) => expect(three[k]).toBeCloseTo(p, 12))
    const two = convolutionPowers([
      { masses: coin, power: 2 },
      { masses: coin, power: 1 },
    ])
    expected.forEach((p, k) => expect(two[k]).toBeCloseTo(p, 12))
  })
})
