import fc from 'fast-check'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from '../../../src/data/table/csv.ts'
import { type Column, createTable } from '../../../src/data/table/table.ts'
import { csvText, writeCsv } from '../../../src/data/table/write-csv.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-write-csv-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function textColumn(cells: readonly (string | null)[]): Column {
  const levels = [...new Set(cells.filter((cell) => cell !== null))]
  return {
    kind: 'text',
    codes: Int32Array.from(cells, (cell) => (cell === null ? -1 : levels.indexOf(cell))),
    levels,
  }
}

// Any text, with more of what is special to CSV; an empty text cannot be told from a missing one.
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', '\uFEFF', "'", 'é', '中', '😀'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((text) => text !== '\0'),
  ),
  minLength: 1,
})
const name = hostile.map((text) => text.trim()).filter((text) => /[a-z]/i.test(text))

test('any table survives writing and reading: quotes, line ends, blanks, every script', async () => {
  const row = fc.tuple(
    fc.option(hostile),
    fc.double({ noDefaultInfinity: true }).map((value) => value + 0),
    fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })),
    fc.constantFrom(1, 0, -1),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.uniqueArray(name, { minLength: 4, maxLength: 4 }),
      fc.constantFrom('.csv', '.csv.gz'),
      async (rows, names, ending) => {
        const table = createTable([
          [names[0]!, textColumn(rows.map((cells) => cells[0]))],
          [names[1]!, { kind: 'number', values: Float64Array.from(rows, (cells) => cells[1]) }],
          [
            names[2]!,
            {
              kind: 'time',
              values: Float64Array.from(rows, (cells) => cells[2]?.getTime() ?? NaN),
            },
          ],
          [names[3]!, { kind: 'boolean', values: Int8Array.from(rows, (cells) => cells[3]) }],
        ])
        const path = join(folder, `any${ending}`)
        await writeCsv(path, table)
        const read = await readCsv(path, {
          columns: Object.fromEntries(
            [...table.columns].map(([column, { kind }]) => [column, { kind }]),
          ),
        })
        expect(read.columns).toEqual(table.columns)
      },
    ),
  )
})

test('a single column keeps its missing cells', async () => {
  const table = createTable([['only', textColumn(['a', null, 'b', null])]])
  expect(csvText(table)).toBe('only\na\n""\nb\n""\n')
  await writeCsv(join(folder, 'one.csv'), table)
  expect((await readCsv(join(folder, 'one.csv'))).columns).toEqual(table.columns)
})

test('rows without a value at the end are kept', async () => {
  const table = createTable([
    ['a', textColumn(['x', null, null])],
    ['b', { kind: 'number', values: Float64Array.of(1, NaN, NaN) }],
  ])
  expect(csvText(table)).toBe('a,b\nx,1\n"",\n"",\n')
  await writeCsv(join(folder, 'two.csv'), table)
  expect((await readCsv(join(folder, 'two.csv'))).rowCount).toBe(3)
})

test.each(['.csv', '.csv.gz'])('an abort leaves no %s file', async (ending) => {
  const controller = new AbortController()
  const values = new Float64Array(100_000)
  const target = join(folder, 'empty', `a${ending}`)
  const writing = writeCsv(target, createTable([['n', { kind: 'number', values }]]), {
    signal: controller.signal,
    onProgress: ({ fraction = 0 }) => {
      if (fraction > 0.3) controller.abort()
    },
  })
  await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readdir(join(folder, 'empty'))).toEqual([])
})
