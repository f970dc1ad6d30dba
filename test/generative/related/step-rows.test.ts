import { describe, expect, test } from 'vitest'
import { chooseProfile, profiled } from '../../../src/generative/related/profile.ts'
import { relatedRows } from '../../../src/generative/related/related-rows.ts'
import { stepForms } from '../../../src/generative/related/step-forms.ts'
import {
  calendarOf,
  type StepPlan,
  stepRows,
  writeChild,
} from '../../../src/generative/related/step-rows.ts'
import { rowsOf } from '../../../src/generative/tables/row-matrix.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables()
const schema = toySchema(tables)
const rows = relatedRows(schema, tables)
const forms = stepForms(rows, 0, new Set())
const profile = chooseProfile(schema, rows, forms)
const described = profiled(schema, rows, forms, profile)
const parents = rowsOf(described.schema, described.table)
const place = (name: string): number => parents.fields.findIndex((field) => field.name === name)
const plan: StepPlan = {
  forms,
  parentFields: parents.fields,
  lengthPlace: place('length'),
  firstPlaces: forms.map(({ field }) => place(`first of ${field.name}`)),
  longest: 20,
}
const steps = stepRows(plan, parents, rows.children, rows.starts)
const width = steps.fields.length

describe('children as rows', () => {
  test('what is known comes before what is drawn', () => {
    const drawn = steps.fields.findIndex(({ isContext }) => !isContext)
    expect(steps.fields.slice(0, drawn).every(({ isContext }) => isContext)).toBe(true)
    expect(steps.fields.slice(drawn).map(({ name }) => name)).toEqual(
      forms.map(({ field }) => field.name),
    )
    expect(new Set(steps.fields.map(({ name }) => name)).size).toBe(width)
  })

  test('the condition of a child is known before it is drawn', () => {
    const within = { ...plan, condition: { name: 'recipe', count: 3 } }
    const labels = Int32Array.from({ length: rows.children.rowCount }, (_, row) => row % 3)
    const { fields, values } = stepRows(within, parents, rows.children, rows.starts, labels)
    const at = fields.findIndex(({ name }) => name === 'recipe')
    expect(fields[at]).toMatchObject({ levels: 3, isContext: true })
    expect([0, 1, 2, 3].map((row) => values[row * fields.length + at])).toEqual([0, 1, 2, 0])
  })

  test('every child is drawn back exactly from its row', () => {
    const own = forms.length
    const found = new Float64Array(rows.children.values.length)
    for (let row = 0; row < steps.rowCount; row++) {
      const parent = steps.groups![row]!
      const isFirst = row === rows.starts[parent]
      const drawn = { values: steps.values, at: row * width + width - own }
      const from = { values: parents.values, place: parent }
      writeChild(plan, drawn, from, found, isFirst ? -1 : (row - 1) * own, row * own)
    }
    expect(found).toEqual(rows.children.values)
  })

  test('an order that is no time has no seasons', () => {
    expect(calendarOf(schema, 0)).toBeUndefined()
  })

  test('an order that is a time tells the season of the child before', () => {
    const dated = {
      ...schema,
      child: {
        ...schema.child,
        fields: {
          ...schema.child.fields,
          hour: {
            kind: 'time' as const,
            earliest: '2024-01-01T00:00:00Z',
            latest: '2024-12-31T00:00:00Z',
            resolution: 86_400_000,
            missing: false,
          },
        },
      },
    }
    const calendar = calendarOf(dated, 0)!
    const seasonal = stepRows({ ...plan, calendar }, parents, rows.children, rows.starts)
    const season = seasonal.fields.findIndex(({ name }) => name === 'season')
    const at = (row: number) => seasonal.values[row * seasonal.fields.length + season]!
    expect(at(0)).toBeNaN()
    const day = rows.children.values[0]!
    expect(Math.abs(at(1) - Math.floor((day / 365.2425) * 24))).toBeLessThanOrEqual(1)
  })
})
