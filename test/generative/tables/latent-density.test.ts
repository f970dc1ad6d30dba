import { describe, expect, test } from 'vitest'
import { copulaFamily, independentFamily } from '../../../src/generative/tables/copula-family.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import type { RowModel, TableFamily } from '../../../src/generative/tables/row-model.ts'
import { createRandom } from '../../../src/random.ts'
import { mean } from '../../../src/statistics/moments.ts'
import { allGiven, drawnFrom, knownRows, nothingGiven, openedOn } from './known-rows.ts'

const quantity = { minimum: -10, maximum: 10, step: 1e-6 }

/** Rows of three normals, the first two with correlation 0.8, and the sign of a fourth that goes with the first. */
function normalRows(rowCount: number): RowMatrix {
  const random = createRandom(5)
  const values = new Float64Array(rowCount * 4)
  for (let row = 0; row < rowCount; row++) {
    const [a, b, c, d] = [random.normal(), random.normal(), random.normal(), random.normal()]
    values.set([a, 0.8 * a + 0.6 * b, c, Number(0.6 * a + 0.8 * d > 1)], row * 4)
  }
  const fields = [
    { name: 'a', ...quantity },
    { name: 'b', ...quantity },
    { name: 'c', ...quantity },
    { name: 'high', levels: 2, minimum: 0, maximum: 1, step: 1 },
  ]
  return { fields, rowCount, values }
}

async function opened(family: TableFamily, rows: RowMatrix): Promise<RowModel> {
  return family.open(await family.fit(rows, { seed: 1 }), rows.fields)
}

const rows = normalRows(20_000)
const copula = await opened(copulaFamily, rows)
const independent = await opened(independentFamily, rows)

function matrix(values: readonly number[]): RowMatrix {
  return { fields: rows.fields, rowCount: values.length / 4, values: Float64Array.from(values) }
}

function total(cells: Float64Array, row: number): number {
  return cells.subarray(row * 4, (row + 1) * 4).reduce((sum, value) => sum + value, 0)
}

describe('the surprise of a copula', () => {
  test('is the log density of the normals it learnt', async () => {
    const points = [
      [0, 0, 0],
      [1, 1, -1],
      [1, -0.5, 0.3],
      [-1.5, -1, 2],
    ]
    const asked = matrix(points.flatMap((point) => [...point, 0]))
    const { surprise } = await copula.density!.surprise(asked, createRandom(1), {
      scored: [0, 1, 2],
      orders: 8,
    })
    for (const [row, [a, b, c]] of points.entries()) {
      const rest = (b! - 0.8 * a!) / 0.6
      const exact =
        (a! ** 2 + rest ** 2 + c! ** 2) / 2 + Math.log(0.6) + 1.5 * Math.log(2 * Math.PI)
      expect(Math.abs(total(surprise, row) - exact)).toBeLessThan(0.35)
    }
  })

  test('is on average what is expected, of rows drawn by it', async () => {
    const drawn = await copula.draw(
      { rowCount: 3000, values: new Float64Array(12_000), flags: new Uint8Array(12_000) },
      createRandom(4),
    )
    const { surprise, expected } = await copula.density!.surprise(
      matrix([...drawn]),
      createRandom(1),
    )
    for (const field of [0, 1, 2, 3]) {
      const excess = surprise.map((value, cell) => value - expected[cell]!)
      const own = excess.filter((_, cell) => cell % 4 === field)
      expect(Math.abs(mean([...own]))).toBeLessThan(0.06)
    }
  })

  test('tells what breaks the pattern, and where', async () => {
    const asked = matrix([1, 0.8, 0, 0, 1, -2, 0, 0])
    const { surprise, expected } = await copula.density!.surprise(asked, createRandom(1))
    const excess = surprise.map((value, cell) => value - expected[cell]!)
    expect(total(excess, 1)).toBeGreaterThan(total(excess, 0) + 5)
    expect(excess[4]! + excess[5]!).toBeGreaterThan(0.9 * total(excess, 1))
  })

  test('counts what is scored alone, given what is given', async () => {
    const asked = matrix([2, 0, 0, 1])
    const { surprise } = await copula.density!.surprise(asked, createRandom(1), {
      scored: [3],
      given: [0],
    })
    expect([...surprise.subarray(0, 3)]).toEqual([0, 0, 0])
    // P(0.6 * 2 + 0.8 d > 1) = P(d > -1/4).
    expect(Math.exp(-surprise[3]!)).toBeCloseTo(0.599, 1)
  })

  test('stays finite for a level that was never seen', async () => {
    const never = { ...rows, values: rows.values.map((value, i) => (i % 4 === 3 ? 0 : value)) }
    const model = await opened(copulaFamily, never)
    const { surprise } = await model.density!.surprise(matrix([0, 0, 0, 1]), createRandom(1))
    await model.release()
    expect(surprise[3]).toBeGreaterThan(8)
    expect(surprise[3]).toBeLessThan(30)
  })
})

describe('probabilities of a copula', () => {
  test('add up to 1 and are those of the rows drawn under the same condition', async () => {
    const model = await openedOn(copulaFamily, 4000)
    const given = { 1: 171, 3: NaN }
    const logs = await model.density!.logProbabilities(allGiven(1, given), 0)
    const odds = Array.from(logs, Math.exp)
    expect(odds.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
    const drawn = await drawnFrom(model, allGiven(6000, given))
    await model.release()
    for (const [machine, p] of odds.entries()) {
      const share = drawn.filter((value, i) => i % 4 === 0 && value === machine).length / 6000
      expect(Math.abs(share - p)).toBeLessThan(0.03)
    }
  })

  test('are the shares where nothing is given', async () => {
    const logs = await copula.density!.logProbabilities(
      { rowCount: 1, values: new Float64Array(4), flags: new Uint8Array(4) },
      3,
    )
    expect(Math.exp(logs[1]!)).toBeCloseTo(mean([...rows.values].filter((_, i) => i % 4 === 3)), 6)
  })

  test('are the integral of the bivariate normal where a level is given', async () => {
    const given = {
      rowCount: 1,
      values: Float64Array.of(0, 0, 0, 1),
      flags: Uint8Array.of(0, 0, 0, 1),
    }
    const logs = await copula.density!.logProbabilities(given, 0)
    const above = Array.from(logs, Math.exp).reduce((sum, p, outcome) => {
      const [low] = copula.density!.spanOf(0, outcome)
      return sum + (low >= 0 ? p : 0)
    }, 0)
    // P(a > 0 | 0.6 a + 0.8 d > 1), by the midpoint rule.
    let [both, all] = [0, 0]
    for (let d = -8; d < 8; d += 0.01) {
      for (let a = -8; a < 8; a += 0.01) {
        if (0.6 * a + 0.8 * d <= 1) continue
        const density = Math.exp(-(a * a + d * d) / 2)
        all += density
        if (a > 0) both += density
      }
    }
    expect(Math.abs(above - both / all)).toBeLessThan(0.02)
  })
})

describe('independent fields', () => {
  test('have the product of their shares', async () => {
    const drawn = await drawnFrom(await openedOn(independentFamily, 4000), nothingGiven(20))
    const model = await openedOn(independentFamily, 4000)
    const { fields } = knownRows(1)
    const asked = { fields, rowCount: 20, values: drawn }
    const { surprise } = await model.density!.surprise(asked, createRandom(1), { orders: 1 })
    for (let row = 0; row < 20; row++) {
      const machine = drawn[row * 4]!
      const logs = await model.density!.logProbabilities(
        allGiven(1, { 1: drawn[row * 4 + 1]!, 2: drawn[row * 4 + 2]! }),
        0,
      )
      expect(surprise[row * 4]).toBeCloseTo(-logs[machine]!, 4)
    }
    await model.release()
  })

  test('expect the same of every row', async () => {
    const { expected } = await independent.density!.surprise(
      matrix([0, 0, 0, 0, 2, -2, 1, 1]),
      createRandom(1),
    )
    expect(total(expected, 0)).toBeCloseTo(total(expected, 1), 6)
  })
})
