import { describe, expect, test } from 'vitest'
import { leafMixture, standInCount, standIns, startsOf } from '../../src/generative/leaf-mixture.ts'

// Two leaves of 30 and 10 rows; levels of `a` and `b` go with the leaf, but for one row in ten.
const sizes = [30, 10]
const a = Int32Array.from({ length: 40 }, (_, i) => Number(i < 30 ? i % 10 === 0 : i % 10 !== 0))
const b = Int32Array.from(a)
const quantity = Int32Array.from({ length: 40 }, (_, i) => (i < 30 ? i % 10 : 10 + (i % 10)))
const levels = { shares: Float64Array.of(0.7, 0.3) }
const ranks = Float64Array.from({ length: 20 }, (_, bin) =>
  bin < 10 ? 0.075 * (bin + 0.5) : 0.75 + 0.025 * (bin - 9.5),
)
const shares = Float64Array.from({ length: 20 }, (_, bin) => (bin < 10 ? 0.075 : 0.025))
const mixture = leafMixture({ sizes, bins: [a, b, quantity] }, [levels, levels, { shares, ranks }])

/** Rows of the whole table that each leaf counts as its own. */
const strangers = 0.1
const within = (members: number, size: number, share: number): number =>
  (members + strangers * share) / (size + strangers)

describe('a mixture of leaves', () => {
  test('gives the share of each level where nothing is known', () => {
    const expected = 0.75 * within(27, 30, 0.7) + 0.25 * within(1, 10, 0.7)
    expect(mixture.predict(mixture.prior(), 0)[0]).toBeCloseTo(expected, 12)
  })

  test('weighs leaves by what is known, as by Bayes', () => {
    const weights = mixture.prior()
    const chance = mixture.observe(weights, 0, 1)
    const parts = [0.75 * within(3, 30, 0.3), 0.25 * within(9, 10, 0.3)]
    const total = parts[0]! + parts[1]!
    expect(chance).toBeCloseTo(total, 12)
    const expected = (parts[0]! * within(3, 30, 0.3) + parts[1]! * within(9, 10, 0.3)) / total
    expect(mixture.predict(weights, 1)[1]).toBeCloseTo(expected, 12)
  })

  test('gives every field probabilities that add up to 1, whatever is known', () => {
    const weights = mixture.prior()
    for (let field = 0; field < 3; field++) {
      const sum = mixture.predict(weights, field).reduce((x, y) => x + y, 0)
      expect(sum).toBeCloseTo(1, 12)
      mixture.observe(weights, field, 1)
    }
  })

  test('finds the same probability of a record in any order', () => {
    const bins = [1, 0, 13]
    const inOrder = (order: readonly number[]): number => {
      const weights = mixture.prior()
      return order.reduce((p, field) => p * mixture.observe(weights, field, bins[field]!), 1)
    }
    const first = inOrder([0, 1, 2])
    for (const order of [
      [2, 1, 0],
      [1, 2, 0],
    ])
      expect(inOrder(order) / first).toBeCloseTo(1, 12)
  })

  test('foretells by `predict` what `observe` finds', () => {
    for (const bin of [0, 4, 9, 10, 19]) {
      const foretold = mixture.predict(mixture.prior(), 2)[bin]!
      expect(mixture.observe(mixture.prior(), 2, bin)).toBeCloseTo(foretold, 12)
    }
  })

  test('restricts a field to some of its bins with the sum of their probabilities', () => {
    const allowed = Uint8Array.from({ length: 20 }, (_, bin) => Number(bin === 3 || bin === 12))
    const foretold = mixture.predict(mixture.prior(), 2)
    const chance = mixture.restrict(mixture.prior(), 2, allowed)
    expect(chance).toBeCloseTo(foretold[3]! + foretold[12]!, 12)
  })

  test('counts a quantity for its neighbours in rank, and for no other leaf', () => {
    const one = leafMixture({ sizes: [2], bins: [Int32Array.of(12, 12)] }, [{ shares, ranks }])
    const chances = one.predict(one.prior(), 0)
    expect(chances[12]!).toBeGreaterThan(chances[13]!)
    expect(chances[13]!).toBeGreaterThan(0.1)
    expect(chances[2]!).toBeLessThan(0.01)
  })
})

test('a quantity stands for its neighbours in rank, itself first; a gap and a level for themselves', () => {
  const own = standIns({ shares, ranks: ranks.with(19, NaN) })
  for (const [bin, slots] of own.entries()) {
    expect(slots).toHaveLength(standInCount)
    expect(slots[0]).toBe(bin)
    const others = Array.from(slots).filter((other) => other !== bin)
    for (const other of others) expect(Math.abs(ranks[other]! - ranks[bin]!)).toBeLessThan(0.05)
  }
  expect(new Set(own[12]).size).toBeGreaterThan(1)
  expect(new Set(own[19])).toEqual(new Set([19]))
  expect(standIns(levels).map((slots) => [...new Set(slots)])).toEqual([[0], [1]])
})

test('leaves begin where the one before ends', () => {
  expect(startsOf([2, 3])).toEqual(Int32Array.of(0, 2, 5))
})
