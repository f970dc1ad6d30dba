import { describe, expect, test } from 'vitest'
import {
  choose,
  firstDeviation,
  measureAdaptively,
} from '../../../src/generative/privacy/adaptive-marginals.ts'
import { type BinnedRows, countCells } from '../../../src/generative/privacy/marginal.ts'
import { createRandom } from '../../../src/random.ts'

const sizes = [4, 4, 2, 2]

/** The second field follows the first, the last is the exclusive or of two others; 3000 rows. */
function realRows(): BinnedRows {
  const random = createRandom('real')
  const indices = new Int32Array(3000 * 4)
  for (let row = 0; row < 3000; row++) {
    const [a, c] = [random.integer(4), random.integer(2)]
    const b = random.uniform() < 0.9 ? a : random.integer(4)
    indices.set([a, b, c, (Math.floor(a / 2) + c) % 2], row * 4)
  }
  return { rowCount: 3000, indices, sizes }
}

const rows = realRows()
const known = sizes.map((_, field) => {
  const counts = countCells(rows, [field])
  return { fields: [field], counts, variances: counts.map(() => 1) }
})
const measured = (rho: number) =>
  measureAdaptively(rows, known, {
    rho,
    names: ['a', 'b', 'c', 'd'],
    noiseRandom: createRandom('noise'),
    random: createRandom('rows'),
  })

describe('adaptive marginals', () => {
  test('are those that the others do not explain: a pair, and a triple that no pair shows', () => {
    const { model, releases } = measured(1)
    const chosen = releases.map(({ what }) => what).filter((what) => what.startsWith('choice'))
    expect(chosen.some((what) => what.includes('a x b'))).toBe(true)
    expect(chosen).toContain('choice of a x c x d')
    const counts = countCells(model.draw(20_000, createRandom(1)), [0, 2, 3])
    const broken = [1, 2, 5, 6, 8, 11, 12, 15]
    // d is wrong in none of the real rows, and in half of independent ones.
    expect(broken.reduce((sum, cell) => sum + counts[cell]!, 0)).toBeLessThan(1000)
  })

  test('hold all fields of few levels at once, where no triple shows how they hang together', () => {
    const random = createRandom('labels')
    const labels = Array.from({ length: 3000 }, () => {
      const [b, c, d] = [random.integer(2), random.integer(2), random.integer(2)]
      return [random.integer(40), b, c, d, (b + c + d) % 2]
    })
    const own: BinnedRows = {
      rowCount: 3000,
      indices: Int32Array.from(labels.flat()),
      sizes: [40, 2, 2, 2, 2],
    }
    const alone = own.sizes.map((_, field) => {
      const counts = countCells(own, [field])
      return { fields: [field], counts, variances: counts.map(() => 1) }
    })
    const { model, releases } = measureAdaptively(own, alone, {
      rho: 1,
      names: ['a', 'b', 'c', 'd', 'e'],
      noiseRandom: createRandom('noise'),
      random: createRandom('rows'),
    })
    expect(releases.map(({ what }) => what)).toContain('choice of b x c x d x e')
    const drawn = model.draw(20_000, createRandom(1))
    const counts = countCells(drawn, [1, 2, 3, 4])
    const odd = [...counts.keys()].filter((cell) => cell.toString(2).replaceAll('0', '').length % 2)
    expect(odd.reduce((sum, cell) => sum + counts[cell]!, 0)).toBeLessThan(1000)
  })

  test('spend what they may, also where that is too little to learn anything', () => {
    for (const rho of [1e-6, 0.05, 5]) {
      const spent = measured(rho).releases.reduce((sum, { mechanism }) => {
        if ('epsilon' in mechanism) return sum + mechanism.epsilon ** 2 / 8
        return sum + 1 / (2 * mechanism.noise ** 2)
      }, 0)
      expect(spent / rho).toBeCloseTo(1, 9)
    }
  })

  test('begin with noise that leaves budget for a round per field', () => {
    // 90% of each round goes into counts.
    expect(5 / (2 * firstDeviation(0.3, 5) ** 2)).toBeCloseTo(0.27, 12)
  })
})

test('a choice has the chances of the exponential mechanism', () => {
  const random = createRandom('choice')
  const scores = [0, 1, 3]
  const counts = [0, 0, 0]
  for (let i = 0; i < 30_000; i++) counts[choose(scores, 0.8, random)]!++
  const weights = scores.map((score) => Math.exp((0.8 * score) / 2))
  const total = weights.reduce((a, b) => a + b, 0)
  counts.forEach((count, i) => expect(count / 30_000).toBeCloseTo(weights[i]! / total, 2))
})
