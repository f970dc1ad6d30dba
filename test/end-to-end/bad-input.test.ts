// Every kind of bad input through the real command line: the sentence, exit code 2, no output, and
// nothing lost of what was there before.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SmallPlant, smallPlant } from '../loop/small-plant.ts'
import { hasCommand, millrace } from './cli.ts'
import { outcomeOf, refusal } from './outcome.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bad-input-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const header = 'unique_id,ds,y\n'

/** Rows of one series, a number of days apart. */
function steps(id: string, days: number, count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(Date.UTC(2024, 0, 1 + i * days)).toISOString().slice(0, 10)
    return `${id},${date},${i % 7}\n`
  }).join('')
}

const weekly = header + steps('pump', 7, 60)

interface DemandCase {
  readonly what: string
  /** Undefined: there is no such file. */
  readonly content: string | Uint8Array | undefined
  /** Of the message after the name of the file. */
  readonly message: string
  readonly hint?: string
}

const demandCases: readonly DemandCase[] = [
  { what: 'a missing file', content: undefined, message: ': no such file' },
  { what: 'an empty file', content: '', message: ': empty file' },
  { what: 'a header alone', content: header, message: ': no records' },
  {
    what: 'wrong columns',
    content: weekly.replace('unique_id', 'Unique ID'),
    message: ' row 1: column unique_id is missing, expected unique_id, ds, y, got Unique ID, ds, y',
    hint: 'did you mean Unique ID?',
  },
  {
    what: 'text in numbers',
    content: `${weekly}pump,2025-03-03,many\n`,
    message: ' row 62, column y: not a number, expected a number like 12.5, got "many"',
  },
  {
    what: 'a decimal comma',
    content: `${weekly}pump,2025-03-03,"12,5"\n`.replaceAll(',', ';').replace('12;5', '12,5'),
    message: ' row 62, column y: not a number, expected a number like 12.5, got "12,5"',
    hint: 'write 12.5',
  },
  {
    what: 'a date that cannot be read',
    content: `${weekly}pump,31/12/2025,3\n`,
    message: ' row 62, column ds: not a date, expected a date like 2024-01-31, got "31/12/2025"',
    hint: '2025-12-31',
  },
  {
    what: 'negative demand',
    content: `${weekly}pump,2025-03-03,-4\n`,
    message: ' row 62, column y: negative, expected demand of zero or more, got -4',
  },
  {
    what: 'duplicate keys',
    content: `${weekly}pump,2024-01-08,4\n`,
    message: ' row 62: duplicate key, expected one row for series pump and 2024-01-08',
  },
  {
    what: 'mixed frequencies',
    content: weekly + steps('seal', 1, 60),
    message: ', column ds: mixed frequencies, expected one for all series, got pump every 7 days',
  },
  {
    what: 'a slip in the year',
    content: `${weekly}pump,9205-03-07,4\n`,
    message: ' row 62, column ds: too far from the row before',
  },
  {
    what: 'ragged rows',
    content: `${weekly}pump,2025-03-03,4,5\n`,
    message: ' row 62: too many fields, expected 3 (unique_id, ds, y), got 4',
  },
  {
    what: 'an archive cut short',
    content: gzipSync(weekly).subarray(0, 200),
    message: ': cut short, expected a whole gzip file',
  },
  {
    what: 'Latin-1 bytes',
    content: Buffer.from(`${weekly}caf\u00e9,2025-03-03,4\n`, 'latin1'),
    message: ' row 62, column unique_id: wrong encoding, expected UTF-8 text',
  },
]

function forecast(data: string): string[] {
  return ['forecast', '--data', data, '--horizon', '4', '--out', join(data, '..', 'out.csv')]
}

describe.concurrent('forecast', () => {
  test.each(demandCases)('$what', async ({ what, content, message, hint }) => {
    const own = join(folder, what.replaceAll(' ', '-'))
    await mkdir(own)
    const data = join(own, 'demand.csv')
    if (content !== undefined) await writeFile(data, content)
    expect(await outcomeOf(own, forecast(data))).toEqual(refusal(data + message, hint))
  })

  test('a folder in place of a file', async () => {
    const own = join(folder, 'folder')
    await mkdir(join(own, 'demand.csv'), { recursive: true })
    const data = join(own, 'demand.csv')
    const message = `${data}: not a file, expected a file, got a folder`
    expect(await outcomeOf(own, forecast(data))).toEqual(refusal(message))
  })

  test('an output that would overwrite the input', async () => {
    const own = join(folder, 'overwrite')
    await mkdir(own)
    const data = join(own, 'out.csv')
    await writeFile(data, weekly)
    const message = `${data}: is an input, expected another file to write to`
    expect(await outcomeOf(own, forecast(data))).toEqual(refusal(message))
  })

  test('dates out of order are sorted, and three periods are enough for a forecast', async () => {
    const own = join(folder, 'small')
    await mkdir(own)
    await writeFile(
      join(own, 'demand.csv'),
      `${header}a,2024-01-15,3\na,2024-01-01,1\na,2024-01-08,2\n`,
    )
    const out = join(own, 'out.csv')
    const result = await millrace([
      ...forecast(join(own, 'demand.csv')),
      '--model',
      'seasonal-naive',
    ])
    expect(result).toMatchObject({ code: 0 })
    expect(await readFile(out, 'utf8')).toContain('\na,2024-01-22,')
  })

  test('an interrupt leaves what was there', async () => {
    const own = join(folder, 'interrupt')
    await mkdir(own)
    const data = join(own, 'demand.csv')
    const series = Array.from({ length: 200 }, (_, i) => steps(`item ${i}`, 7, 150))
    await writeFile(data, header + series.join(''))
    await writeFile(join(own, 'out.csv'), 'before')
    const result = await millrace(forecast(data), { interruptAt: 'fit' })
    expect(result.code).toBe(130)
    expect(await readdir(own)).toEqual(['demand.csv', 'out.csv'])
    expect(await readFile(join(own, 'out.csv'), 'utf8')).toBe('before')
  })
})

interface PlantCase {
  readonly what: string
  readonly plant: SmallPlant
  readonly message: string
  readonly hint?: string
}

const items = 'item,description,price,unit_cost,stock_on_hand,lead_time\n'
const bolt = 'bolt,A bolt,9,4,30,1\n'
const gear = 'gear,A gear,80,35,4,2\n'
const materials = 'bill_of_materials:\n  file: data/materials.csv\n'
const demandRowsHeader = 'item,week,units\n'

const plantCases: readonly PlantCase[] = [
  {
    what: 'a table that is not there',
    plant: { more: materials },
    message: 'materials.csv: no such file',
  },
  {
    what: 'a bill of materials with a cycle',
    plant: {
      more: materials,
      files: {
        'data/materials.csv': 'parent,component,quantity\nbolt,gear,1\ngear,bolt,2\n',
      },
    },
    message: 'the bill of materials goes in a circle, expected no item inside itself, got bolt',
  },
  {
    what: 'an item that nothing can make',
    plant: {
      files: {
        'data/items.csv': 'item,supply,price,unit_cost\nbolt,make,9,4\ngear,buy,80,35\n',
      },
    },
    message: 'items.csv row 2, column supply: nothing can make item "bolt"',
  },
  {
    what: 'a price with a decimal comma',
    plant: { files: { 'data/items.csv': `${items}bolt,A bolt,"9,50",4,30,1\n${gear}` } },
    message: 'items.csv row 2, column price: not a number',
    hint: 'write 9.50',
  },
  {
    what: 'a negative lead time',
    plant: { files: { 'data/items.csv': `${items}${bolt}gear,A gear,80,35,4,-2\n` } },
    message:
      'items.csv row 3, column lead_time: out of range, expected a whole number of at least 0',
  },
  {
    what: 'an item twice',
    plant: { files: { 'data/items.csv': items + bolt + gear + bolt } },
    message: 'items.csv row 4, column item: duplicate item, expected each item once, got "bolt"',
  },
  {
    what: 'an unknown key in plant.yaml',
    plant: { more: 'frequncy: week\n' },
    message: 'unknown key',
    hint: 'Did you mean frequency?',
  },
  {
    what: 'demand for an unknown item',
    plant: { demand: `${demandRowsHeader}blot,2025-01-06,1\nbolt,2025-01-13,1\n` },
    message: 'demand.csv row 2, column item: unknown item',
    hint: 'Did you mean "bolt"?',
  },
  {
    what: 'duplicate keys without a rule for them',
    plant: { demand: `${demandRowsHeader}bolt,2025-01-06,1\nbolt,2025-01-06,2\n` },
    message: 'demand.csv row 3: duplicate key, expected one row per item and week',
  },
  {
    what: 'negative demand where that is an error',
    plant: {
      cleaning: '{ negatives: error }',
      demand: `${demandRowsHeader}bolt,2025-01-06,1\nbolt,2025-01-13,-1\n`,
    },
    message: 'negative demand, expected 0 or more, got -1 for bolt 2025-01-13',
  },
]

describe.skipIf(!hasCommand('run')).concurrent('run', () => {
  test.each(plantCases)('$what', async ({ plant, message, hint }) => {
    const own = await smallPlant(plant)
    expect(await outcomeOf(own, ['run', own])).toEqual(refusal(message, hint))
  })

  test('a folder without a plant', async () => {
    const own = join(folder, 'no-plant')
    await mkdir(own)
    const message = `${join(own, 'plant.yaml')}: no such file`
    expect(await outcomeOf(own, ['run', own])).toEqual(refusal(message))
  })

  test('a damaged database is said and not touched', async () => {
    const own = await smallPlant()
    await mkdir(join(own, '.millrace'))
    await writeFile(join(own, '.millrace', 'plant.duckdb'), 'no database')
    const message = "plant.duckdb: damaged, expected a plant's database"
    expect(await outcomeOf(own, ['run', own])).toEqual(refusal(message, 'restore it'))
  })

  test('one item and three periods make a plan', async () => {
    const own = await smallPlant({
      demand: `${demandRowsHeader}bolt,2025-01-06,4\nbolt,2025-01-13,6\nbolt,2025-01-20,5\n`,
      files: { 'data/items.csv': items + bolt },
    })
    expect(await millrace(['run', own])).toMatchObject({ code: 0 })
    expect(await readdir(join(own, 'report'))).toContain('report.html')
  })
})
