import { describe, expect, test } from 'vitest'
import {
  fitConditions,
  fromConditions,
  withinConditions,
} from '../../../src/generative/related/conditions.ts'
import type { ChildRows } from '../../../src/generative/related/courses.ts'
import type { RowField } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'

const field = (name: string, step: number): RowField => ({
  name,
  step,
  minimum: -1e4,
  maximum: 1e4,
})

interface Machines extends ChildRows {
  readonly recipes: number[]
}

/**
 * Forty machines that run three recipes for a few shifts each: speed as the recipe has it, power that goes with
 * it and rises with wear, a measure that nothing drives, and a number of few values that goes with nothing.
 */
function machines(recipeOf: (random: ReturnType<typeof createRandom>) => number): Machines {
  const random = createRandom(5)
  const starts = [0]
  const values: number[] = []
  const recipes: number[] = []
  for (let machine = 0; machine < 40; machine++) {
    const length = 30 + random.integer(20)
    let recipe = recipeOf(random)
    for (let i = 0; i < length; i++) {
      if (random.uniform() < 0.3) recipe = recipeOf(random)
      recipes.push(recipe)
      values.push(
        [500, 800, 1500][recipe]! + random.integer(3),
        Math.round(10 * ([20, 90, 50][recipe]! + (2 * i) / length + random.normal())) / 10,
        Math.round(100 * random.normal()) / 100,
        20 * random.integer(2),
      )
    }
    starts.push(starts[machine]! + length)
  }
  const fields = [field('speed', 1), field('power', 0.1), field('dust', 0.01), field('door', 1)]
  return {
    children: { fields, rowCount: values.length / 4, values: Float64Array.from(values) },
    starts: Uint32Array.from(starts),
    recipes,
  }
}

const rows = machines((random) => random.integer(3))
const conditions = fitConditions(rows)!

describe('operating conditions of children', () => {
  test('are found where quantities have few points that go together, and only for what goes with them', () => {
    expect(conditions.centres.map(([speed]) => Math.round(speed! / 100)).sort()).toEqual([15, 5, 8])
    expect(conditions.fields.map((own) => own.field.name)).toEqual(['speed', 'power'])
    expect(conditions.told).toEqual([0, 1])
  })

  test('the hidden level is the recipe, and within it quantities are deviations from what is usual', () => {
    const within = withinConditions(conditions, rows)
    expect(within.children.fields.map(({ name }) => name)).toEqual([
      'speed',
      'power',
      'dust',
      'door',
    ])
    const levelOf = new Map<number, number>()
    rows.recipes.forEach((recipe, row) => {
      const level = within.labels![row]!
      expect(levelOf.get(recipe) ?? level).toBe(level)
      levelOf.set(recipe, level)
    })
    expect(new Set(levelOf.values()).size).toBe(3)
    const power = rows.recipes.map((_, row) => within.children.values[row * 4 + 1]!)
    const mean = power.reduce((sum, value) => sum + value, 0) / power.length
    const squares = power.reduce((sum, value) => sum + (value - mean) ** 2, 0) / power.length
    expect(mean).toBeCloseTo(0)
    expect(squares).toBeCloseTo(1)
    // What does not go with conditions stays as it is.
    expect(within.children.values[2]).toBe(rows.children.values[2])
  })

  test('what is taken apart and put back is within steps and bounds of what it was', () => {
    const within = withinConditions(conditions, rows)
    const back = within.children.values
    fromConditions(conditions, within.labels!, back, 4)
    for (let at = 0; at < back.length; at += 4) {
      expect(Math.abs(back[at]! - rows.children.values[at]!)).toBeLessThanOrEqual(1)
      expect(Math.abs(back[at + 1]! - rows.children.values[at + 1]!)).toBeLessThanOrEqual(0.1001)
    }
    const far = Float64Array.of(0, 99, 0, 0)
    fromConditions(conditions, within.labels!.subarray(0, 1), far, 4)
    const own = rows.recipes.flatMap((recipe, row) =>
      recipe === rows.recipes[0] ? [rows.children.values[row * 4 + 1]!] : [],
    )
    expect(far[1]).toBeCloseTo(Math.max(...own))
  })

  test('a child with a gap is taken to be under the condition of the one before', () => {
    const values = rows.children.values.slice()
    values[4] = NaN
    const gapped = { ...rows, children: { ...rows.children, values } }
    const within = withinConditions(conditions, gapped)
    expect(within.labels![1]).toBe(within.labels![0])
    const back = within.children.values
    expect(back[4]).toBeNaN()
    fromConditions(conditions, within.labels!, back, 4)
    expect(back[4]).toBeNaN()
  })

  test('a hidden level has a name of its own', () => {
    const [speed, ...others] = rows.children.fields
    const fields = [{ ...speed!, name: 'condition' }, ...others]
    const found = fitConditions({ ...rows, children: { ...rows.children, fields } })!
    expect(found.name).toBe('#condition')
  })

  test('there are none where all machines run one recipe, or each its own, or where the field must stay', () => {
    expect(fitConditions(machines(() => 0))).toBeUndefined()
    const steady = machines(() => 0)
    // A recipe per machine: what tells parents apart, and no condition of children.
    for (let p = 0; p + 1 < steady.starts.length; p++) {
      const own = p % 3
      for (let row = steady.starts[p]!; row < steady.starts[p + 1]!; row++) {
        steady.children.values[row * 4] = [500, 800, 1500][own]!
        steady.children.values[row * 4 + 1] = [20, 90, 50][own]!
      }
    }
    expect(fitConditions(steady)).toBeUndefined()
    expect(fitConditions(rows, new Set([0, 1]))).toBeUndefined()
    expect(withinConditions(undefined, rows)).toEqual({ children: rows.children })
  })
})
