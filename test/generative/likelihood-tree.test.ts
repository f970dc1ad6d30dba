import { describe, expect, test } from 'vitest'
import { growLikelihoodTree, type TreeField } from '../../src/generative/likelihood-tree.ts'
import { createRandom } from '../../src/random.ts'

const random = createRandom('likelihood tree')
const count = 800

function levels(bins: Int32Array, binCount: number): TreeField {
  return { bins, binCount, weight: 1 }
}

function quantity(bins: Int32Array, binCount: number): TreeField {
  const ranks = Float64Array.from({ length: binCount }, (_, bin) => (bin + 0.5) / binCount)
  return { bins, binCount, ranks, weight: 1 }
}

function options(fields: readonly TreeField[], minimumLeafRows: number, seed = 1) {
  return {
    minimumLeafRows,
    fieldsPerSplit: fields.length,
    judgesPerSplit: fields.length,
    random: createRandom(seed),
    pause: async () => undefined,
  }
}

const allRows = (): Int32Array => Int32Array.from({ length: count }, (_, row) => row)

async function leavesOf(
  fields: readonly TreeField[],
  minimumLeafRows: number,
): Promise<number[][]> {
  const { order, sizes } = await growLikelihoodTree(
    fields,
    allRows(),
    options(fields, minimumLeafRows),
  )
  let start = 0
  return sizes.map((size) => Array.from(order.slice(start, (start += size))))
}

describe('a likelihood tree', () => {
  const machine = Int32Array.from({ length: count }, () => random.integer(3))
  const speed = machine.map((own) => own * 10 + random.integer(10))

  test('parts every row into one leaf, none smaller than allowed', async () => {
    const leaves = await leavesOf([levels(machine, 3), quantity(speed, 30)], 7)
    expect(leaves.flat().sort((a, b) => a - b)).toEqual(Array.from(allRows()))
    for (const leaf of leaves) expect(leaf.length).toBeGreaterThanOrEqual(7)
  })

  test('splits first where fields hang together: a leaf has one machine', async () => {
    const leaves = await leavesOf([levels(machine, 3), quantity(speed, 30)], 100)
    for (const leaf of leaves) expect(new Set(leaf.map((row) => machine[row])).size).toBe(1)
  })

  test('finds two levels that occur only together among fields that say nothing', async () => {
    const rare = Int32Array.from({ length: count }, (_, row) => Number(row % 40 === 0))
    const noise = (): TreeField =>
      levels(
        Int32Array.from({ length: count }, () => random.integer(2)),
        2,
      )
    const leaves = await leavesOf([levels(rare, 2), levels(rare.slice(), 2), noise(), noise()], 20)
    const withRare = leaves.filter((leaf) => leaf.some((row) => rare[row] === 1))
    expect(withRare).toHaveLength(1)
    expect(withRare[0]).toHaveLength(20)
  })

  test('keeps rows together that nothing tells apart', async () => {
    const same = new Int32Array(count)
    expect(await leavesOf([levels(same, 1), levels(same.slice(), 1)], 5)).toHaveLength(1)
    expect(await leavesOf([quantity(speed, 30)], 5)).toHaveLength(1)
  })

  test('takes a category of thousands of levels', async () => {
    const many = Int32Array.from({ length: count }, (_, row) => (row * 37) % 5000)
    const half = many.map((level) => Number(level >= 2500))
    const leaves = await leavesOf([levels(many, 5000), levels(half, 2)], 50)
    expect(leaves.length).toBeGreaterThan(1)
    for (const leaf of leaves) expect(new Set(leaf.map((row) => half[row])).size).toBe(1)
  })
})
