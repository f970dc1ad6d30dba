import { expect, test } from 'vitest'
import { judgeRows, rowFidelity } from '../../../src/generative/tables/row-fidelity.ts'
import type { RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'
import { knownRows } from './known-rows.ts'

const from = { seed: 1, labels: ['judge'] }
const all = knownRows(1200)
const part = (first: number): RowMatrix => ({
  ...all,
  rowCount: 600,
  values: all.values.slice(4 * first, 4 * (first + 600)),
})

test('rows of the same distribution score high', () => {
  const { score, columnShapes, columnPairs } = judgeRows({ real: part(0), drawn: part(600), from })
  expect(columnShapes).toBeGreaterThan(0.9)
  expect(columnPairs).toBeGreaterThan(0.85)
  expect(score).toBeGreaterThan(0.85)
})

test('columns in another order each have their shapes, and are told apart', () => {
  const real = part(0)
  const shuffled = part(0)
  const random = createRandom(2)
  for (let field = 0; field < 4; field++) {
    const order = random.shuffle(Uint32Array.from({ length: 600 }, (_, i) => i))
    order.forEach(
      (from, row) => (shuffled.values[4 * row + field] = real.values[4 * from + field]!),
    )
  }
  const { columnShapes, detection } = judgeRows({ real, drawn: shuffled, from })
  expect(columnShapes).toBeCloseTo(1, 6)
  expect(detection).toBeLessThan(0.3)
})

test('many fields are judged by a part of them', () => {
  const width = 60
  const random = createRandom(3)
  const wide: RowMatrix = {
    fields: Array.from({ length: width }, (_, i) => ({
      name: `x${i}`,
      minimum: 0,
      maximum: 1,
      step: 1e-6,
    })),
    rowCount: 100,
    values: Float64Array.from({ length: 100 * width }, () => random.uniform()),
  }
  expect(judgeRows({ real: wide, drawn: wide, from }).columnShapes).toBe(1)
})

test('a value that is a hair beside a step of the data is the same value', () => {
  const random = createRandom(4)
  const tenths = Array.from({ length: 400 }, () => random.integer(8))
  const rows = (valueOf: (tenth: number) => number): RowMatrix => ({
    fields: [{ name: 'x', minimum: -0.3, maximum: 0.4, step: 0.1 }],
    rowCount: tenths.length,
    values: Float64Array.from(tenths, valueOf),
  })
  const read = rows((tenth) => (tenth - 3) / 10)
  const drawn = rows((tenth) => -0.3 + tenth * 0.1)
  expect(drawn.values).not.toEqual(read.values)
  expect(judgeRows({ real: read, drawn, from }).detection).toBeGreaterThan(0.95)
})

test('a thread judges as this one does, and a signal ends it', async () => {
  const [real, drawn] = [part(0), part(600)]
  expect(await rowFidelity(real, drawn, from)).toEqual(judgeRows({ real, drawn, from }))
  const controller = new AbortController()
  const judging = rowFidelity(real, drawn, from, { signal: controller.signal })
  setImmediate(() => controller.abort())
  await expect(judging).rejects.toMatchObject({ code: 'cancelled' })
})
