import { describe, expect, test } from 'vitest'
import {
  addCourses,
  type ChildRows,
  courseRests,
  courseScores,
  fitCourses,
} from '../../../src/generative/related/courses.ts'
import { stepForms } from '../../../src/generative/related/step-forms.ts'
import type { RowField } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'

const field = (name: string, step: number, minimum = -1000, maximum = 1000): RowField => ({
  name,
  minimum,
  maximum,
  step,
})

/** Two measures and a whole count that wear drives, and one that nothing drives, of 40 machines. */
function wornMachines(wearing: number): ChildRows & { wears: number[] } {
  const random = createRandom(3)
  const starts = [0]
  const values: number[] = []
  const wears: number[] = []
  for (let machine = 0; machine < 40; machine++) {
    const length = 40 + random.integer(40)
    const wear = 5 + wearing * random.normal()
    wears.push(wear)
    for (let i = 0; i < length; i++) {
      const worn = wearing === 0 ? 0 : wear * (i / (length - 1)) ** 2
      values.push(
        Math.round(100 * (10 + worn + random.normal())) / 100,
        random.uniform() < 0.1 ? NaN : Math.round(100 * (20 - 2 * worn + random.normal())) / 100,
        Math.round(30 + worn + random.normal()),
        Math.round(100 * random.normal()) / 100,
      )
    }
    starts.push(starts[machine]! + length)
  }
  const fields = [field('heat', 0.01), field('flow', 0.01), field('count', 1), field('idle', 0.01)]
  return {
    children: { fields, rowCount: values.length / 4, values: Float64Array.from(values) },
    starts: Uint32Array.from(starts),
    wears,
  }
}

const rows = wornMachines(2)
const formsOf = (own: ChildRows) =>
  stepForms(
    { ...own, parents: { columns: new Map(), rowCount: 40 }, rows: new Uint32Array() },
    undefined,
    new Set(),
  )
const courses = fitCourses(rows, formsOf(rows))!

describe('courses of children', () => {
  test('one component stands for the one cause of what parents do', () => {
    expect(courses.fields.map((own) => own.field.name)).toEqual(['heat', 'flow', 'count'])
    expect(courses.components.length).toBe(1)
    const scores = courseScores(courses, rows)
    const centred = (own: ArrayLike<number>): number[] => {
      const mean = Array.from(own).reduce((sum, value) => sum + value, 0) / own.length
      return Array.from(own, (value) => value - mean)
    }
    const [a, b] = [centred(scores), centred(rows.wears)]
    const product = (x: number[], y: number[]): number =>
      x.reduce((sum, value, i) => sum + value * y[i]!, 0)
    const correlation = product(a, b) / Math.sqrt(product(a, a) * product(b, b))
    expect(Math.abs(correlation)).toBeGreaterThan(0.98)
  })

  test('what is left is noise, and gaps stay gaps', () => {
    const { children } = courseRests(courses, rows)
    const heat = Array.from({ length: children.rowCount }, (_, row) => children.values[row * 4]!)
    const variance = heat.reduce((sum, value) => sum + value * value, 0) / heat.length
    expect(variance).toBeGreaterThan(0.9)
    expect(variance).toBeLessThan(1.1)
    rows.children.values.forEach((value, at) =>
      expect(Number.isNaN(children.values[at])).toBe(Number.isNaN(value)),
    )
    const { minimum, maximum } = children.fields[0]!
    expect(heat.every((value) => value >= minimum && value <= maximum)).toBe(true)
  })

  test('courses put back give the values of the data', () => {
    const { children, scores } = courseRests(courses, rows)
    const values = children.values.slice()
    addCourses(courses, values, 4, rows.starts, scores)
    const exact = rows.children.values.map((value) => Math.round(value * 100) / 100)
    expect(values.map((value) => Math.round(value * 100) / 100)).toEqual(exact)
  })

  test('what is drawn keeps to the bounds and steps of the field', () => {
    const values = Float64Array.from(
      { length: rows.children.values.length },
      (_, i) => (i % 7) * 0.3,
    )
    const bounded = {
      ...courses,
      fields: courses.fields.map((own) => ({
        ...own,
        field: { ...own.field, minimum: 0, maximum: 25 },
      })),
    }
    addCourses(bounded, values, 4, rows.starts, new Float64Array(40))
    for (let at = 0; at < values.length; at += 4) {
      expect(values[at + 1]).toBeGreaterThanOrEqual(0)
      expect(values[at + 1]).toBeLessThanOrEqual(25)
      expect(Number.isInteger(values[at + 2])).toBe(true)
    }
  })

  test('noise has no course, nor have few parents or fields that must stay', () => {
    const still = wornMachines(0)
    expect(fitCourses(still, formsOf(still))).toBeUndefined()
    const few = { ...rows, starts: rows.starts.slice(0, 6) }
    expect(fitCourses(few, formsOf(rows))).toBeUndefined()
    const kept = fitCourses(rows, formsOf(rows), new Set([1]))!
    expect(kept.fields.map((own) => own.field.name)).toEqual(['heat', 'count'])
  })

  test('a parent without children has no scores, and rows without courses stay as they are', () => {
    const starts = Uint32Array.of(...rows.starts, rows.starts.at(-1)!)
    expect(courseScores(courses, { ...rows, starts }).at(-1)).toBe(0)
    expect(courseRests(undefined, rows).children).toBe(rows.children)
  })
})
