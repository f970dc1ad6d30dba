import { describe, expect, test } from 'vitest'
import { relatedRows } from '../../../src/generative/related/related-rows.ts'
import { stepForms } from '../../../src/generative/related/step-forms.ts'
import { createRandom } from '../../../src/random.ts'
import { toySchema, toyTables } from './toy-tables.ts'

describe('the forms of steps', () => {
  const tables = toyTables()
  const rows = relatedRows(toySchema(tables), tables)
  const formOf = (name: string, kept = new Set<number>()) =>
    stepForms(rows, 0, kept).find(({ field }) => field.name === name)!

  test('the order is spacing, with the bounds of the spacing', () => {
    expect(formOf('hour')).toMatchObject({ form: 'order', changes: [8, 16] })
  })

  test('what is fast is drawn as it is', () => {
    expect(formOf('heat').form).toBe('value')
    expect(formOf('stop').form).toBe('value')
  })

  test('what is slow is drawn as changes, but for what a constraint holds', () => {
    const random = createRandom(1)
    const fields = [{ name: 'x', minimum: 0, maximum: 1000, step: 1 }]
    const values = Float64Array.from({ length: 600 }, (_, i) => 10 * (i % 60) + random.integer(3))
    const starts = Uint32Array.from({ length: 11 }, (_, i) => 60 * i)
    const slow = { ...rows, children: { fields, rowCount: 600, values }, starts }
    expect(stepForms(slow, undefined, new Set())[0]!.form).toBe('change')
    expect(stepForms(slow, undefined, new Set([0]))[0]!.form).toBe('value')
  })

  test('a value that most children have is usual', () => {
    const fields = [{ name: 'y', minimum: 0, maximum: 9, step: 1 }]
    const values = Float64Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 1 + (i % 9) : 0))
    const rare = {
      ...rows,
      children: { fields, rowCount: 100, values },
      starts: Uint32Array.of(0, 100),
    }
    expect(stepForms(rare, undefined, new Set())[0]!.usual).toBe(0)
    expect(formOf('heat').usual).toBeUndefined()
  })
})
