// What can be wrong with a demand file and with a plant, and the sentence that every command which meets
// it must say.

import { gzipSync } from 'node:zlib'
import { type SmallPlant } from '../loop/small-plant.ts'

export const header = 'unique_id,ds,y\n'

/** Rows of one series, a number of days apart. */
export function steps(id: string, days: number, count: number): string {
  return Array.from({ length: count }, (_, i) => {
    const date = new Date(Date.UTC(2024, 0, 1 + i * days)).toISOString().slice(0, 10)
    return `${id},${date},${i % 7}\n`
  }).join('')
}

export const weekly = header + steps('pump', 7, 60)

export interface DemandCase {
  readonly what: string
  /** Undefined: there is no such file. */
  readonly content: string | Uint8Array | undefined
  /** Of the message after the name of the file. */
  readonly message: string
  readonly hint?: string
}

export const demandCases: readonly DemandCase[] = [
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

const measures = Array.from({ length: 30 }, (_, i) => `mill;${(10 + i / 4).toFixed(2)}\n`).join('')

/** Records to be learnt, and what `synth fit` says of them. */
export const recordCases: readonly DemandCase[] = [
  { what: 'records of nothing but blank lines', content: '\n\n', message: ': empty file' },
  {
    what: 'records of nothing but delimiters',
    content: 'machine;weight\n;\n;\n',
    message: ': no records, expected at least one row under the header, got empty ones',
  },
  {
    what: 'records with decimal commas',
    content: `machine;weight\n${measures.replaceAll('.', ',')}`,
    message: ' row 2, column weight: texts in place of numbers, expected numbers like 12.5',
    hint: 'the comma is the decimal mark here; write 10.00',
  },
  {
    what: 'records with comma and point',
    content: `machine;weight\n${measures}mill;9,5\n`,
    message: ' row 32, column weight: texts in place of numbers',
    hint: 'write 9.5',
  },
  {
    what: 'records with a word for no number',
    content: `machine;weight\n${measures}mill;inf\n`,
    message: ' row 32, column weight: texts in place of numbers',
    hint: 'leave the cell empty',
  },
  {
    what: 'records with a name of a column twice',
    content: 'machine,machine\na,b\n',
    message: ' row 1: column name machine is used twice',
  },
  {
    what: 'records cut off in a line',
    content: 'machine,weight\nmill,10.25\nmi',
    message: ' row 3: too few fields, expected 2 (machine, weight), got 1',
  },
]

export interface PlantCase {
  readonly what: string
  readonly plant: SmallPlant
  readonly message: string
  readonly hint?: string
}

export const items = 'item,description,price,unit_cost,stock_on_hand,lead_time\n'
export const bolt = 'bolt,A bolt,9,4,30,1\n'
const gear = 'gear,A gear,80,35,4,2\n'
const materials = 'bill_of_materials:\n  file: data/materials.csv\n'
export const demandRowsHeader = 'item,week,units\n'
const gluing = 'quality: [{ operation: gluing, file: data/gluing.csv, outcome: result'
const saws = 'maintenance: [{ fleet: saws, file: data/saws.csv, costs: { failure: 9, service: 1 }'
const sawRows = 'machine,cycle,vibration\na,1,0.5\n'

export const plantCases: readonly PlantCase[] = [
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
    what: 'no demand file',
    plant: { demandFile: 'data/sales.csv' },
    message: 'sales.csv: no such file',
  },
  {
    what: 'an empty demand file',
    plant: { demand: '' },
    message: 'demand.csv: empty file',
  },
  {
    what: 'an empty item file',
    plant: { files: { 'data/items.csv': '' } },
    message: 'items.csv: empty file',
  },
  {
    what: 'wrong columns of demand',
    plant: { demand: 'article,week,units\nbolt,2025-01-06,1\n' },
    message: 'demand.csv row 1: column item is missing',
  },
  {
    what: 'text in the numbers of demand',
    plant: { demand: `${demandRowsHeader}bolt,2025-01-06,1\nbolt,2025-01-13,many\n` },
    message:
      'demand.csv row 3, column units: not a number, expected a number like 12.5, got "many"',
  },
  {
    what: 'mixed frequencies of demand',
    plant: {
      demand: demandRowsHeader + steps('bolt', 7, 30) + steps('gear', 1, 30),
    },
    message: 'mixed frequencies, expected one for all series',
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
  {
    what: 'quality without what fails',
    plant: { more: `${gluing} }]\n` },
    message: 'quality.0.outcome does not fit, expected failing (levels that fail) or limits',
  },
  {
    what: 'quality records without the column of a setting',
    plant: {
      more: `${gluing}, failing: [scrap], settings: { presure: { lowest: 1, highest: 2 } } }]\n`,
      files: { 'data/gluing.csv': 'pressure,result\n1.5,good\n' },
    },
    message: 'gluing.csv: column presure is missing, expected it for operation "gluing"',
    hint: 'Did you mean pressure?',
  },
  {
    what: 'sensors without a channel that is named',
    plant: {
      more: `${saws}, channels: [vibrations] }]\n`,
      files: { 'data/saws.csv': sawRows },
    },
    message: 'saws.csv: column vibrations is missing, expected it for fleet "saws"',
    hint: 'Did you mean vibration?',
  },
  {
    what: 'a fleet on a resource that the plant does not have',
    plant: { more: `${saws}, resource: lathe }]\n`, files: { 'data/saws.csv': sawRows } },
    message: 'resource of fleet "saws": unknown resource',
  },
]
