// What every family promises for rows of numbers.

import { describe, expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { familyNamed, familyNames } from '../../../src/generative/tables/families.ts'
import { isSameForAll } from '../../../src/generative/tables/row-model.ts'
import { rowsOf } from '../../../src/generative/tables/row-matrix.ts'
import { createRandom } from '../../../src/random.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(400)
const rows = rowsOf(inferSchema(table), table)
const width = rows.fields.length
const at = (name: string): number => rows.fields.findIndex((field) => field.name === name)

describe.each(familyNames)('%s', async (name) => {
  const family = familyNamed(name)
  // What is promised does not depend on how much was learnt.
  const fitted = await family.fit(rows, { seed: 1, budgetSeconds: 2 })
  // The state crosses a file as JSON.
  const state = JSON.parse(JSON.stringify(fitted.state)) as unknown
  const model = await family.open({ models: fitted.models, state }, rows.fields)
  const nothing = {
    rowCount: 300,
    values: new Float64Array(300 * width),
    flags: new Uint8Array(300 * width),
  }

  test('the same generator gives the same rows, another one others', async () => {
    const first = await model.draw(nothing, createRandom(1))
    expect(await model.draw(nothing, createRandom(1))).toEqual(first)
    expect(await model.draw(nothing, createRandom(2))).not.toEqual(first)
  })

  test('values lie within the data, on their steps and levels', async () => {
    const drawn = await model.draw(nothing, createRandom(1))
    drawn.forEach((value, i) => {
      const field = rows.fields[i % width]!
      if (Number.isNaN(value)) return
      expect(value).toBeGreaterThanOrEqual(field.minimum)
      expect(value).toBeLessThanOrEqual(field.maximum)
      const steps = (value - field.minimum) / field.step
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(1e-6)
    })
  })

  test('what is given holds exactly, and gaps stay away where they are not wanted', async () => {
    const values = new Float64Array(nothing.values)
    const flags = new Uint8Array(nothing.flags)
    for (let row = 0; row < 300; row++) {
      values[row * width + at('speed')] = 1234
      flags[row * width + at('speed')] = 1
      values[row * width + at('remark')] = NaN
      flags[row * width + at('remark')] = 1
    }
    const drawn = await model.draw({ rowCount: 300, values, flags }, createRandom(1), {
      isComplete: true,
    })
    for (let row = 0; row < 300; row++) {
      expect(drawn[row * width + at('speed')]).toBe(1234)
      expect(drawn[row * width + at('remark')]).toBeNaN()
      expect(drawn[row * width + at('torque')]).not.toBeNaN()
    }
  })
})

test('what is given is the same for all rows where flags and flagged values are', () => {
  const given = (values: number[], flags: number[]): boolean =>
    isSameForAll({ rowCount: 2, values: Float64Array.from(values), flags: Uint8Array.from(flags) })
  expect(given([1, NaN, 1, 7], [1, 0, 1, 0])).toBe(true)
  expect(given([1, NaN, 1, NaN], [1, 1, 1, 1])).toBe(true)
  expect(given([1, 2, 3, 2], [1, 0, 1, 0])).toBe(false)
  expect(given([1, 2, 1, 2], [1, 0, 1, 1])).toBe(false)
})
