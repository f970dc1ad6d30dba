import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readTable } from '../../../src/data/table/read-table.ts'
import { createTable } from '../../../src/data/table/table.ts'
import {
  alignRecords,
  knownFeatures,
  recordColumns,
} from '../../../src/plant/quality/feature-columns.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { madeRecords, specification } from './made-records.ts'

const { features, columns } = readQualityRecords(madeRecords(300), specification)
const known = knownFeatures(features, columns)
/** Names of the levels of a column, '' for what is missing. */
const namesOf = (column: (typeof columns)[number]): string[] =>
  column.kind === 'category' ? Array.from(column.codes, (code) => column.levels[code] ?? '') : []
const later = (torque: number[], machine: string[], more: object = {}) =>
  createTable(
    Object.entries({
      torque: { kind: 'number', values: Float64Array.from(torque) } as const,
      force: { kind: 'number', values: new Float64Array(torque.length).fill(5) } as const,
      machine: {
        kind: 'text',
        levels: machine,
        codes: Int32Array.from(machine, (text, i) => (text === '' ? -1 : i)),
      } as const,
      ...more,
    }),
  )

test('levels keep the codes that they were learnt with', () => {
  const { columns, strange } = alignRecords(later([35, 36], ['B', 'A']), known)
  expect(columns[2]).toMatchObject({ levels: known[2]!.kind === 'category' && known[2]!.levels })
  expect(namesOf(columns[2]!)).toEqual(['B', 'A'])
  expect(strange).toEqual([null, null])
})

test('what was never seen is said, and is missing to the model', () => {
  const { columns, strange } = alignRecords(later([35, 99, NaN, 35], ['C', 'A', 'B', '']), known)
  expect(strange[0]).toBe('machine is C, which was never seen')
  expect(strange[1]).toMatch(/^torque is 99, outside of [\d.]+ to [\d.]+$/)
  expect(strange[2]).toBe('torque is missing and never was before')
  expect(strange[3]).toBe('machine is missing and never was before')
  expect(namesOf(columns[2]!)).toEqual(['', 'A', 'B', ''])
})

test('a column that is missing is named, with the nearest one that is there', () => {
  const table = createTable([
    ['torqe', { kind: 'number', values: Float64Array.of(35) }],
    ['force', { kind: 'number', values: Float64Array.of(5) }],
    ['machine', { kind: 'text', levels: ['A'], codes: Int32Array.of(0) }],
  ])
  expect(() => alignRecords(table, known)).toThrow(
    expect.objectContaining({
      message:
        'records: column is missing, expected torque, which the model was fitted with, got torqe, force, machine',
      hint: 'Did you mean torqe?',
    }),
  )
})

test('a text where numbers were is refused, an empty column is missing numbers', () => {
  const text = { kind: 'text', levels: ['much'], codes: Int32Array.of(0) } as const
  expect(() => alignRecords(later([1], ['A'], { force: text }), known)).toThrow(
    'column force: wrong kind, expected number, got text',
  )
  const empty = { kind: 'text', levels: [], codes: Int32Array.of(-1) } as const
  const { strange } = alignRecords(later([35], ['A'], { force: empty }), known)
  expect(strange).toEqual(['force is missing and never was before'])
})

const folder = mkdtempSync(join(tmpdir(), 'millrace-records-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Texts A or a number, a line that is a number throughout, and lots of digits, as they are written down. */
const expected = recordColumns({
  features: [
    ...known,
    {
      name: 'shift',
      kind: 'category',
      stored: 'text',
      isSetting: false,
      levels: ['10.0', 'A'],
      mayBeMissing: false,
    },
    {
      name: 'line',
      kind: 'category',
      stored: 'number',
      isSetting: false,
      levels: ['1', '2'],
      mayBeMissing: false,
    },
  ],
  specification,
})

test('a file of a few rows is read as what was learnt, whatever its cells look like', async () => {
  const path = join(folder, 'few.csv')
  writeFileSync(path, 'lot,torque,shift,line\n007,0035,10.0,1\n008,,10.0,2\n')
  const { columns } = await readTable(path, { columns: expected })
  expect(columns.get('lot')).toMatchObject({ kind: 'text', levels: ['007', '008'] })
  expect(columns.get('torque')).toEqual({ kind: 'number', values: Float64Array.of(35, NaN) })
  expect(columns.get('shift')).toMatchObject({ kind: 'text', levels: ['10.0'] })
  expect(columns.get('line')).toMatchObject({ kind: 'number' })
})

test('a word among numbers is named with its row, a new level among numbers is none of them', async () => {
  const path = join(folder, 'words.csv')
  writeFileSync(path, 'torque,line\n35,1\nmuch,2\n')
  await expect(readTable(path, { columns: expected })).rejects.toThrow(
    `${path} row 3, column torque: not a number`,
  )
  writeFileSync(path, 'torque,line\n35,1\n36,B\n')
  const { columns } = await readTable(path, { columns: expected })
  expect(columns.get('line')).toMatchObject({ kind: 'text', levels: ['1', 'B'] })
})
