import { describe, expect, test } from 'vitest'
import { columnOf } from '../../../src/data/table/table.ts'
import { chooseProfile, profiled } from '../../../src/generative/related/profile.ts'
import { relatedRows } from '../../../src/generative/related/related-rows.ts'
import { stepForms } from '../../../src/generative/related/step-forms.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables()
const schema = toySchema(tables)
const rows = relatedRows(schema, tables)
const forms = stepForms(rows, 0, new Set())
const profile = chooseProfile(schema, rows, forms)

describe("the profile of a parent's children", () => {
  test('holds what tells parents apart, and not what chance does', () => {
    const names = profile.parts.map(({ name }) => name)
    expect(names).toContain('mean of heat')
    expect(names).toContain('first of hour')
    expect(names).not.toContain('commonest of stop')
  })

  test('a name that is taken gives way', () => {
    const { fields } = schema.parent
    const taken = {
      ...schema,
      parent: { ...schema.parent, fields: { ...fields, length: fields['power']! } },
    }
    expect(chooseProfile(taken, rows, forms).length).toBe('#length')
    expect(profile.length).toBe('length')
  })

  test('stands in the table of the parents with its schema', () => {
    const { table, schema: extended } = profiled(schema, rows, forms, profile)
    expect(Object.keys(extended.fields)).toEqual([...table.columns.keys()])
    const lengths = columnOf(table, 'length', 'number').values
    expect(lengths[0]).toBe(0)
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(tables.children.rowCount)
    const means = columnOf(table, 'mean of heat', 'number').values
    // The first machine has no shifts, and the profile of another.
    expect(means[0]).not.toBeNaN()
    const heat = columnOf(tables.children, 'heat', 'number').values
    const own = heat.slice(0, lengths[1])
    expect(means[1]).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / own.length, 3)
  })
})
