import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, createSecureRandom, randomFromState } from '../src/random.ts'

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next)
const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length

describe('random', () => {
  test('the same seed gives the same stream and another seed another', () => {
    const [a, b, c] = [createRandom(7), createRandom(7), createRandom(8)]
    const first = draw(50, () => a.uniform())
    expect(draw(50, () => b.uniform())).toEqual(first)
    expect(draw(50, () => c.uniform())).not.toEqual(first)
  })

  test('the stream is pinned, so that models made long ago can be made again', () => {
    const random = createRandom(1)
    expect(draw(3, () => random.integer(1_000_000))).toMatchInlineSnapshot(`
      [
        939676,
        704062,
        819833,
      ]
    `)
  })

  test('a split stream does not depend on what was drawn before', () => {
    const a = createRandom(3)
    const b = createRandom(3)
    draw(10, () => b.uniform())
    expect(b.split('noise', 4).uniform()).toBe(a.split('noise', 4).uniform())
    expect(a.split('noise', 5).uniform()).not.toBe(a.split('noise', 4).uniform())
  })

  test('a number and its text are different labels', () => {
    const random = createRandom(3)
    expect(random.split(1).uniform()).not.toBe(random.split('1').uniform())
  })

  test('a saved state goes on exactly, normals included', () => {
    const random = createRandom('plan')
    random.normal()
    const resumed = randomFromState('plan', random.state())
    expect(draw(9, () => resumed.normal())).toEqual(draw(9, () => random.normal()))
    expect(resumed.split('x').uniform()).toBe(random.split('x').uniform())
  })

  test('uniforms have mean 1/2 and variance 1/12 and stay below 1 as 32-bit floats', () => {
    const values = [...createRandom(5).fillUniform(new Float32Array(100_000))]
    expect(mean(values)).toBeCloseTo(0.5, 2)
    expect(mean(values.map((u) => (u - 0.5) ** 2))).toBeCloseTo(1 / 12, 3)
    expect(values.every((u) => u >= 0 && u < 1)).toBe(true)
  })

  test('normals have the first four moments of a standard normal', () => {
    const values = [...createRandom(6).fillNormal(new Float64Array(200_000))]
    const moments = [1, 2, 3, 4].map((power) => mean(values.map((z) => z ** power)))
    // Four standard errors: Var z^k is 1, 2, 15 and 96.
    ;[1, 2, 15, 96].forEach((variance, i) => {
      const expected = [0, 1, 0, 3][i]!
      expect(Math.abs(moments[i]! - expected)).toBeLessThan(4 * Math.sqrt(variance / 200_000))
    })
  })

  test('normals fall into the tails and the middle as often as they should', () => {
    const count = 1_000_000
    const values = createRandom(7).fillNormal(new Float64Array(count))
    // P(|z| > t); 3.6 lies in the tail that is drawn by a rule of its own.
    for (const [t, probability] of [
      [0.25, 0.8025873],
      [1, 0.3173105],
      [2.5, 0.0124193],
      [3.6, 0.000318217],
    ] as const) {
      const beyond = values.reduce((total, z) => total + (Math.abs(z) > t ? 1 : 0), 0)
      const error = Math.sqrt((probability * (1 - probability)) / count)
      expect(Math.abs(beyond / count - probability)).toBeLessThan(4 * error)
    }
  })

  test('integers are uniform on their range (chi-squared, 9 degrees of freedom, 99.9%)', () => {
    const counts = new Array<number>(10).fill(0)
    const random = createRandom(9)
    for (let i = 0; i < 50_000; i++) counts[random.integer(10)]!++
    const statistic = counts.reduce((sum, n) => sum + (n - 5000) ** 2 / 5000, 0)
    expect(statistic).toBeLessThan(27.9)
  })

  test('a shuffle is a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (values, seed) => {
        const shuffled = createRandom(seed).shuffle([...values])
        expect(shuffled.sort((a, b) => a - b)).toEqual([...values].sort((a, b) => a - b))
      }),
    )
  })

  test('a bound that is no positive integer is refused', () => {
    expect(() => createRandom(1).integer(0)).toThrow(RangeError)
  })
})

describe('secure random', () => {
  test('cannot be repeated, by its splits either', () => {
    const random = createSecureRandom()
    const streams = [
      createSecureRandom(),
      random,
      random.split('noise', 1),
      random.split('noise', 1),
    ]
    const firsts = streams.map((stream) => draw(4, () => stream.integer(2 ** 32)).join(' '))
    expect(new Set(firsts).size).toBe(4)
    expect(() => random.state()).toThrow('secure randomness: has no state')
  })

  test('its normals have the moments of a normal', () => {
    const count = 200_000
    const values = createSecureRandom().fillNormal(new Float64Array(count))
    const moment = (power: number): number => values.reduce((sum, x) => sum + x ** power, 0) / count
    // Six deviations of each moment: one failure in about a hundred million runs.
    const six = 6 / Math.sqrt(count)
    expect(Math.abs(moment(1))).toBeLessThan(six)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(six * Math.sqrt(2))
    expect(Math.abs(moment(3))).toBeLessThan(six * Math.sqrt(15))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(six * Math.sqrt(96))
  })
})
