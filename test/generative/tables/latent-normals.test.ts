import { expect, test } from 'vitest'
import {
  latentCorrelation,
  latentDraw,
  type LatentField,
  latentField,
} from '../../../src/generative/tables/latent-normals.ts'
import { createRandom } from '../../../src/random.ts'

/** Bins of two normals of correlation 0.6: the first above 1.5 or not, the second in tenths. */
function binnedNormals(rowCount: number): Float32Array {
  const random = createRandom(3)
  const bins = new Float32Array(rowCount * 2)
  for (let row = 0; row < rowCount; row++) {
    const a = random.normal()
    const b = 0.6 * a + 0.8 * random.normal()
    bins[2 * row] = a > 1.5 ? 1 : 0
    bins[2 * row + 1] = Math.min(Math.max(Math.floor(4 * b) + 10, 0), 19)
  }
  return bins
}

function sharesOf(bins: Float32Array, field: number, count: number): number[] {
  const shares = new Array<number>(count).fill(0)
  bins.forEach((bin, i) => i % 2 === field && shares[bin]!++)
  return shares.map((share) => share / (bins.length / 2))
}

const bins = binnedNormals(40_000)
const fields = [latentField(sharesOf(bins, 0, 2)), latentField(sharesOf(bins, 1, 20))]

test('centres have mean zero and tell part of the variance', () => {
  const shares = [0.1, 0.2, 0.7]
  const { centres, told } = latentField(shares)
  expect(centres.reduce((sum, centre, i) => sum + centre * shares[i]!, 0)).toBeCloseTo(0, 6)
  expect(told).toBeGreaterThan(0.5)
  expect(told).toBeLessThan(1)
})

test('a rare level does not hide the correlation', () => {
  const correlation = latentCorrelation(fields, bins)
  expect(correlation[1]).toBeGreaterThan(0.53)
  expect(correlation[1]).toBeLessThan(0.67)
})

test('what is given pulls the others, and lies in its bin', () => {
  const draw = latentDraw(fields, [1, 0.6, 0.6, 1])
  const random = createRandom(4)
  const draws = Array.from({ length: 4000 }, () => draw([1, 0], [1, 0], random))
  expect(draws.every((z) => z[0]! >= fields[0]!.ends[1]!)).toBe(true)
  const mean = draws.reduce((sum, z) => sum + z[1]!, 0) / draws.length
  expect(mean).toBeCloseTo(0.6 * fields[0]!.centres[1]!, 1)
})

test('nothing given: the normals have the correlation asked for', () => {
  const draw = latentDraw(fields, [1, 0.6, 0.6, 1])
  const random = createRandom(5)
  const draws = Array.from({ length: 8000 }, () => draw([0, 0], [0, 0], random))
  expect(draws.reduce((sum, z) => sum + z[0]! * z[1]!, 0) / draws.length).toBeCloseTo(0.6, 1)
})

test('fields that say the same are told apart enough to have a root', () => {
  const twice = Float32Array.from({ length: 2000 }, (_, i) => (i >> 1) % 20)
  const own = latentField(sharesOf(twice, 0, 20))
  const correlation = latentCorrelation([own, own], twice)
  expect(correlation[1]).toBeGreaterThan(0.9)
  expect(correlation[1]).toBeLessThan(1)
})

test('many fields of few rows keep their strong correlations', () => {
  const [count, rowCount] = [60, 80]
  const random = createRandom(8)
  const normals = Array.from({ length: rowCount }, () => {
    const shared = random.normal()
    // Half of the fields say nearly the same, the others nothing of each other.
    return Array.from({ length: count }, (_, i) =>
      i < count / 2 ? shared + 0.1 * random.normal() : random.normal(),
    )
  })
  const indices = new Float32Array(rowCount * count)
  for (let field = 0; field < count; field++) {
    const order = normals.map((row, at) => [row[field]!, at] as const).sort((a, b) => a[0] - b[0])
    order.forEach(([, at], rank) => (indices[at * count + field] = Math.floor(rank / 8)))
  }
  const same = latentField(new Array<number>(10).fill(0.1))
  const correlation = latentCorrelation(new Array<LatentField>(count).fill(same), indices)
  for (let i = 0; i < count; i++) {
    expect(correlation[i * count + i]).toBe(1)
    for (let j = 0; j < (i < count / 2 ? i : 0); j++) {
      expect(correlation[i * count + j]).toBeGreaterThan(0.9)
    }
  }
  const drawn = latentDraw(new Array<LatentField>(count).fill(same), correlation)(
    new Float32Array(count),
    new Uint8Array(count),
    random,
  )
  expect(drawn.every(Number.isFinite)).toBe(true)
})
