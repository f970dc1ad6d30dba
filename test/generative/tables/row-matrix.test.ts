import { describe, expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { recordSchema } from '../../../src/data/table/schema.ts'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { csvText } from '../../../src/data/table/write-csv.ts'
import {
  expectWritable,
  givenRow,
  rowFields,
  rowsOf,
  tableOf,
  valueInTable,
} from '../../../src/generative/tables/row-matrix.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(60)
const schema = inferSchema(table)

function without(name: string): Table {
  return createTable([...table.columns].filter(([other]) => other !== name))
}

describe('rows of numbers', () => {
  test('give back the table that they were made of, identifiers aside', () => {
    const back = tableOf(schema, rowsOf(schema, table).values)
    const lines = (from: Table): string[] =>
      csvText(from)
        .split('\n')
        .map((line) => line.replace(/^\w+,/, ''))
    expect(lines(back)).toEqual(lines(table))
  })

  test('number fresh identifiers after those of the data', () => {
    const back = tableOf(schema, rowsOf(schema, table).values, 5)
    expect(back.columns.get('batch')).toMatchObject({ kind: 'number' })
    expect(csvText(back).split('\n')[1]).toMatch(/^1066,/)
  })

  test('hold levels as indices, times as steps, gaps as NaN', () => {
    expect(rowFields(schema).find(({ name }) => name === 'started')).toMatchObject({
      step: 1,
      minimum: 0,
    })
    const { values, fields } = rowsOf(schema, table)
    const torque = fields.findIndex(({ name }) => name === 'torque')
    const own = Array.from({ length: 60 }, (_, row) => values[row * fields.length + torque]!)
    expect(own.some(Number.isNaN)).toBe(true)
    expect(fields[torque]!.step).toBeCloseTo(0.1, 12)
  })

  test('a level that the schema does not know is named, with its row', () => {
    const narrow = recordSchema.parse({
      fields: { machine: { kind: 'category', levels: ['drill', 'lathe'] } },
    })
    expect(() => rowsOf(narrow, table)).toThrow(
      /row \d+, field machine: unknown level, expected one of drill, lathe, got mill/,
    )
  })

  test('a column that is not there, of another kind, or with gaps that may not be, is named', () => {
    expect(() => rowsOf(schema, without('speed'))).toThrow('column speed: missing')
    const as = (field: object): unknown => recordSchema.parse({ fields: { torque: field } })
    expect(() => rowsOf(as({ kind: 'boolean' }) as never, table)).toThrow('torque: wrong kind')
    const complete = as({ kind: 'number', minimum: 0, maximum: 99, decimals: 1 })
    expect(() => rowsOf(complete as never, table)).toThrow('field torque: missing')
  })
})

describe('given values', () => {
  test('are read as a person writes them', () => {
    const { values, flags } = givenRow(schema, {
      machine: 'lathe',
      torque: null,
      failed: 'true',
      started: '2026-01-11',
    })
    const names = rowFields(schema).map(({ name }) => name)
    expect(values[names.indexOf('machine')]).toBe(1)
    expect(values[names.indexOf('torque')]).toBeNaN()
    expect(values[names.indexOf('failed')]).toBe(1)
    expect(flags.reduce((a, b) => a + b)).toBe(4)
    expect(valueInTable(schema.fields['machine'] as never, 1)).toBe('lathe')
    const started = values[names.indexOf('started')]!
    expect(valueInTable(schema.fields['started'] as never, started)).toEqual(new Date('2026-01-11'))
  })

  test.each([
    [{ machin: 'mill' }, 'field machin: unknown'],
    [{ machine: 'saw' }, 'unknown level, expected one of drill, lathe, mill, got saw'],
    [{ torque: 1e6 }, 'expected a number from'],
    [{ failed: 'maybe' }, 'expected true or false, got maybe'],
    [{ started: '2026-01-11T05:00' }, 'expected one such as 2026-01-11T00:00:00.000Z'],
    [{ started: 'soon' }, 'expected a time like 2024-01-31'],
    [{ batch: 7 }, 'identifiers are made fresh'],
    [{ speed: null }, 'expected a value, got nothing'],
  ])('%j is refused', (given, message) => {
    expect(() => givenRow(schema, given)).toThrow(message)
  })

  test('of more decimals than records show are refused where records are drawn', () => {
    const refusal = 'field torque: cannot be given, expected a number of at most 1 decimals'
    expect(() => expectWritable(schema, givenRow(schema, { torque: 41.25 }))).toThrow(refusal)
    expect(() => expectWritable(schema, givenRow(schema, { torque: 41.2 }))).not.toThrow()
  })
})
