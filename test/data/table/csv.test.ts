import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCsv, type ReadOptions } from '../../../src/data/table/csv.ts'
import { columnOf, type Table } from '../../../src/data/table/table.ts'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-csv-'))
  path = join(folder, 'demand.csv')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const demand: ReadOptions = {
  columns: {
    unique_id: { kind: 'text', allowMissing: false },
    ds: { kind: ['number', 'time'], allowMissing: false },
    y: { kind: 'number' },
  },
}

async function read(content: string | Uint8Array, options: ReadOptions = {}): Promise<Table> {
  await writeFile(path, content)
  return readCsv(path, options)
}

/** The message without the folder. */
async function failure(
  content: string | Uint8Array,
  options: ReadOptions = demand,
): Promise<string> {
  await writeFile(path, content)
  const error: unknown = await readCsv(path, options).catch((error: unknown) => error)
  expect(error).toMatchObject({ name: 'MillraceError', code: 'bad-input' })
  return (error as Error).message.replace(`${folder}/`, '')
}

describe('reading', () => {
  test('expected columns have their kinds, the others are guessed', async () => {
    const table = await read(
      'unique_id,ds,y,price,promo,note\n1,2024-01-01,3,1.5,true,x\n1,2024-01-08,,2,false,\n',
      demand,
    )
    expect([...table.columns].map(([name, { kind }]) => `${name} ${kind}`)).toEqual([
      'unique_id text',
      'ds time',
      'y number',
      'price number',
      'promo boolean',
      'note text',
    ])
    expect(columnOf(table, 'unique_id', 'text').levels).toEqual(['1'])
    expect(columnOf(table, 'ds', 'time').values).toEqual(
      new Float64Array([Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 8)]),
    )
    expect(columnOf(table, 'y', 'number').values).toEqual(new Float64Array([3, NaN]))
  })

  test('a gzipped file, Windows line ends, a byte order mark and semicolons read alike', async () => {
    const plain = await read('unique_id,ds,y\na,1,2\nb,1,3\n', demand)
    const other = await read(gzipSync('\uFEFFunique_id;ds;y\r\na;1;2\r\nb;1;3\r\n'), demand)
    expect(other.columns).toEqual(plain.columns)
  })

  test('a guessed column with a late text becomes text', async () => {
    const body = Array.from({ length: 2000 }, (_, i) => `${i}`).join('\n')
    const table = await read(`a\n${body}\nlast\n`)
    expect(columnOf(table, 'a', 'text').levels.at(-1)).toBe('last')
  })

  test('columns can be left out, and expected without a kind', async () => {
    const options: ReadOptions = { columns: { a: {} }, otherColumns: 'ignore' }
    const table = await read('a,b\n1,2\n', options)
    expect([...table.columns]).toEqual([['a', { kind: 'number', values: new Float64Array([1]) }]])
    expect(await failure('b\n1\n', options)).toContain('column a is missing')
  })

  test('a file larger than one chunk loses nothing at the seams', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `"item ""${i % 997}""",${i},${i / 8}`)
    const table = await read(`unique_id,ds,y\r\n${rows.join('\r\n')}`, demand)
    expect(table.rowCount).toBe(200_000)
    expect(columnOf(table, 'y', 'number').values.every((y, i) => y === i / 8)).toBe(true)
    const ids = columnOf(table, 'unique_id', 'text')
    expect(ids.codes.every((code, i) => ids.levels[code] === `item "${i % 997}"`)).toBe(true)
  })

  test('rows know their line in the file', async () => {
    const table = await read('a,b\n1,"x\ny"\n\n2,z\n3,w\n')
    expect([0, 1, 2].map((row) => table.source!.lineOf(row))).toEqual([2, 5, 6])
  })

  test('records without a value are left out at the end, as spreadsheets leave them', async () => {
    const table = await read('a;b\r\n1;2\r\n;\r\n3;4\r\n;\r\n;\r\n\r\n')
    expect(columnOf(table, 'a', 'number').values).toEqual(Float64Array.of(1, NaN, 3))
    expect(table.source!.lineOf(2)).toBe(4)
    // Nothing in quotes was meant.
    expect((await read('a,b\n1,2\n"",\n')).rowCount).toBe(2)
  })

  test('a header alone is an empty table where that is allowed', async () => {
    expect((await read('a,b\n', { allowEmpty: true })).rowCount).toBe(0)
  })
})

describe('bad input', () => {
  test('text in numbers, with the line an editor shows', async () => {
    expect(await failure('unique_id,ds,y\n"a\nb",1,2\n\na,2,many\n')).toBe(
      'demand.csv row 5, column y: not a number, expected a number like 12.5, got "many"',
    )
  })

  test('several bad rows are counted and the first few shown', async () => {
    const body = Array.from({ length: 100 }, (_, i) => `a,${i},${i % 10 === 3 ? 'x' : i}`)
    expect(await failure(`unique_id,ds,y\n${body.join('\n')}\n`)).toMatch(
      /^demand.csv row 5, column y: .* got "x" \(10 problems in all; also row 15, column y: "x"; row 25/,
    )
  })

  test('dates that cannot be read', async () => {
    expect(await failure('unique_id,ds,y\na,2024-01-01,1\na,2024-02-30,2\n')).toBe(
      'demand.csv row 3, column ds: not a date, expected a date like 2024-01-31, got "2024-02-30"',
    )
    expect(await failure('unique_id,ds,y\na,31.12.2024,1\n')).toContain('got "31.12.2024"')
  })

  test('ragged rows', async () => {
    expect(await failure('unique_id,ds,y\na,1,2\na,2\n')).toBe(
      'demand.csv row 3: too few fields, expected 3 (unique_id, ds, y), got 2: "a,2"',
    )
    expect(await failure('unique_id,ds,y\na,1,2,5\n')).toBe(
      'demand.csv row 2: too many fields, expected 3 (unique_id, ds, y), got 4: "a,1,2,5"',
    )
  })

  test('missing and near columns', async () => {
    expect(await failure('unique_id,date,y\na,1,2\n')).toBe(
      'demand.csv row 1: column ds is missing, expected unique_id, ds, y, got unique_id, date, y',
    )
  })

  test('an empty identifier', async () => {
    expect(await failure('unique_id,ds,y\na,1,2\n,2,3\n')).toBe(
      'demand.csv row 3, column unique_id: missing value, expected a value, got an empty cell',
    )
  })

  test('Latin-1 bytes', async () => {
    const message = await failure(Buffer.from('unique_id,ds,y\na,1,2\ncaf\u00e9,1,2\n', 'latin1'))
    expect(message).toContain('demand.csv row 3, column unique_id: wrong encoding')
  })

  test('a quote that is never closed, and text after a quote', async () => {
    expect(await failure('unique_id,ds,y\na,1,2\n"a,2,3\nb,1,1\n')).toContain(
      'demand.csv row 3, column unique_id: a double quote is opened and never closed',
    )
    expect(await failure('unique_id,ds,y\n"a"b,2,3\n')).toContain(
      'demand.csv row 2, column unique_id: text after a closing quote',
    )
  })

  test('nothing, a header alone, numbers for a header', async () => {
    expect(await failure('')).toContain('demand.csv: empty file')
    expect(await failure(gzipSync(''))).toContain('demand.csv: empty file')
    expect(await failure('\uFEFF\n \r\n\n')).toContain('demand.csv: empty file')
    expect(await failure('a,b\n,\n,\n', {})).toContain(
      'demand.csv: no records, expected at least one row under the header, got empty ones',
    )
    expect(await failure('unique_id,ds,y\n')).toContain('demand.csv: no records')
    expect(await failure('7,2024-01-01,3\n8,2024-01-08,4\n')).toContain(
      'demand.csv row 1: no header',
    )
  })

  test('a value outside the named columns', async () => {
    expect(await failure('a,b,\n1,2,\n1,2,3\n', {})).toContain(
      'demand.csv row 3: a value in column 3, which has no name',
    )
  })
})
