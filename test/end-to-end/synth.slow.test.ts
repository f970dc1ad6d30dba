// Records through the real command line: learnt, sampled, scored; and every kind of bad input.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from '../../src/data/table/write-csv.ts'
import { plantRecords } from '../generative/tables/plant-records.ts'
import { millrace } from './cli.ts'
import { outcomeOf, refusal } from './outcome.ts'

let folder: string
const at = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-synth-'))
  await writeCsv(at('records.csv'), plantRecords(120))
  const fit = ['synth', 'fit', at('records.csv'), '--out', at('records.millrace'), '--budget', '1s']
  const { code, stdout } = await millrace([...fit, '--json'])
  if (code !== 0) throw new Error(stdout)
  const bytes = await readFile(at('records.millrace'))
  await writeFile(at('short.millrace'), bytes.subarray(0, bytes.length - 100))
  const newer = Buffer.from(
    bytes.toString('latin1').replace('{"format":1', '{"format":7'),
    'latin1',
  )
  await writeFile(at('newer.millrace'), newer)
  await writeFile(
    at('unseen.csv'),
    'batch,machine,speed,torque,started,failed,site,remark\n1,saw,1100,40,2026-01-02,true,north,\n',
  )
  await writeFile(at('header.csv'), 'a,b\n')
  await writeFile(at('typo.yaml'), 'fields:\n  machine: { kind: categori, levels: [mill] }\n')
  await writeFile(at('strange.yaml'), 'fields:\n  machin: { kind: boolean }\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('millrace synth', () => {
  test('samples as JSON says, under a condition', async () => {
    const out = at('sample.csv')
    const args = ['--rows', '7', '--out', out, '--given', 'machine=mill', '--json']
    const { code, stdout } = await millrace(['synth', 'sample', at('records.millrace'), ...args])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ rows: 7, given: { machine: 'mill' }, out })
    expect((await readFile(out, 'utf8')).match(/,mill,/g)).toHaveLength(7)
    await rm(out)
  })

  test('one record, a constant and an empty column are learnt', async () => {
    await writeFile(at('one.csv'), 'a,b,c\n5,x,\n')
    const [data, model, out] = [at('one.csv'), at('one.millrace'), at('one-sample.csv')]
    expect((await millrace(['synth', 'fit', data, '--out', model])).code).toBe(0)
    expect((await millrace(['synth', 'sample', model, '--rows', '2', '--out', out])).code).toBe(0)
    expect(await readFile(out, 'utf8')).toBe('a,b,c\n5,x,\n5,x,\n')
  })

  test('an interrupted fit leaves nothing behind', async () => {
    const args = ['synth', 'fit', at('records.csv'), '--out', at('never.millrace')]
    const { code } = await millrace(args, { interruptAt: 'train autoregressive' })
    expect(code).toBe(130)
    await expect(readFile(at('never.millrace'))).rejects.toThrow('ENOENT')
  })
})

describe('bad input', () => {
  const sample = (model: string, ...more: readonly string[]): string[] => [
    'synth',
    'sample',
    at(model),
    '--rows',
    '5',
    '--out',
    at('out.csv'),
    ...more,
  ]
  const fit = (data: string, ...more: readonly string[]): string[] => [
    'synth',
    'fit',
    at(data),
    '--out',
    at('out.millrace'),
    ...more,
  ]

  test.each<[string, () => string[], string, string?]>([
    ['a model cut short', () => sample('short.millrace'), 'not a whole model of records'],
    ['no model', () => sample('records.csv'), 'not a model of records', 'model first'],
    ['a model that is not there', () => sample('record.millrace'), 'no such file', 'there is'],
    [
      'an unseen level',
      () => sample('records.millrace', '--given', 'machine=saw'),
      'unknown level, expected one of',
    ],
    [
      'an unknown field',
      () => sample('records.millrace', '--given', 'machin=mill'),
      'unknown, expected one of',
      'machine',
    ],
    [
      'a value out of bounds',
      () => sample('records.millrace', '--given', 'speed=9e9'),
      'expected a number from',
    ],
    [
      'no rows',
      () => ['synth', 'sample', at('records.millrace'), '--rows', '0', '--out', at('o')],
      '--rows: not usable',
    ],
    [
      'an unseen level in data',
      () => ['synth', 'impute', at('records.millrace'), at('unseen.csv'), '--out', at('o.csv')],
      'unseen.csv row 2, field machine: unknown level',
    ],
    ['data without records', () => fit('header.csv'), 'no records'],
    [
      'a mistyped kind',
      () => fit('records.csv', '--schema', at('typo.yaml')),
      'typo.yaml line 2',
      'category',
    ],
    [
      'a field that the data lack',
      () => fit('records.csv', '--schema', at('strange.yaml')),
      'column machin: missing',
      'machine',
    ],
    [
      'an unknown family',
      () => fit('records.csv', '--family', 'autoregresive'),
      'family autoregresive: unknown',
      'autoregressive',
    ],
    [
      'a budget that is no time',
      () => fit('records.csv', '--budget', 'soon'),
      '--budget: not usable',
    ],
  ])('%s', async (_, args, message, hint) => {
    expect(await outcomeOf(folder, args())).toEqual(refusal(message, hint))
  })

  test('a model of a newer version', async () => {
    const { code, error, isUnchanged } = await outcomeOf(folder, sample('newer.millrace'))
    expect({ code, isUnchanged }).toEqual({ code: 3, isUnchanged: true })
    expect(error).toContain('made by a newer version, expected format 1, got 7')
  })
})
