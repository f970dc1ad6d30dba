import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { synthFitCommand } from '../../../src/cli/commands/synth-fit.ts'
import { synthReportCommand } from '../../../src/cli/commands/synth-report.ts'
import { synthSampleCommand } from '../../../src/cli/commands/synth-sample.ts'
import { synthSchemaCommand } from '../../../src/cli/commands/synth-schema.ts'
import { synthScoreCommand } from '../../../src/cli/commands/synth-score.ts'
import { keysOf } from '../../../src/data/table/related-tables.ts'
import { readTable } from '../../../src/data/table/read-table.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { toyTables } from '../../generative/related/toy-tables.ts'
import { recorder, synthFolder } from './synth-commands.ts'

const { path } = await synthFolder()
const tables = [
  '--data',
  `machines=${path('machines.csv')}`,
  '--data',
  `shifts=${path('shifts.csv')}`,
]
const relation = ['--key', 'id=machine', '--order', 'hour']
const model = path('plant.millrace')

beforeAll(async () => {
  const { parents, children } = toyTables(40)
  await writeCsv(path('machines.csv'), parents)
  await writeCsv(path('shifts.csv'), children)
})

async function run(
  command: typeof synthFitCommand,
  ...args: string[]
): Promise<{ lines: string[]; result: unknown }> {
  const { action, lines, results } = recorder()
  await command(action).parseAsync(args, { from: 'user' })
  return { lines, result: results.at(-1) }
}

describe('two related tables on the command line', () => {
  test('schema, fit, sample and score go hand in hand', async () => {
    await run(synthSchemaCommand, ...tables, ...relation, '--out', path('schema.yaml'))
    const fitted = await run(
      synthFitCommand,
      ...tables,
      '--schema',
      path('schema.yaml'),
      '--out',
      model,
      '--budget',
      '3s',
    )
    expect(fitted.lines[0]).toMatch(/^40 rows of machines with \d+ rows of shifts learnt in/)
    const [parents, children] = [path('new-machines.csv'), path('new-shifts.csv')]
    const out = ['--out', `machines=${parents}`, '--out', `shifts=${children}`]
    const drawn = await run(
      synthSampleCommand,
      model,
      '--rows',
      '2000',
      ...out,
      '--given',
      'line=old',
    )
    expect(drawn.result).toMatchObject({ parents: 2000, given: { line: 'old' } })
    const known = new Set(keysOf(await readTable(parents), 'id'))
    const owners = keysOf(await readTable(children), 'machine')
    expect(known.size).toBe(2000)
    expect(owners.every((key) => known.has(key))).toBe(true)
    await run(synthScoreCommand, model, ...tables, '--out', path('scores.csv'), '--orders', '1')
    const scores = await readTable(path('scores.csv'))
    expect([...scores.columns.keys()]).toEqual([
      'row',
      'machine',
      'surprise',
      'excess',
      'field',
      'total',
    ])
  })

  test('the report is a page and its JSON', async () => {
    const out = path('report.html')
    const { lines } = await run(synthReportCommand, model, ...tables, '--out', out)
    expect(lines[0]).toMatch(/^rows of shifts: column shapes 0\.\d{3}/)
    expect(existsSync(path('report.json'))).toBe(true)
  })

  test('nothing is half-written where a condition cannot be', async () => {
    const out = ['--out', `machines=${path('a.csv')}`, '--out', `shifts=${path('b.csv')}`]
    await expect(
      run(synthSampleCommand, model, '--rows', '5', ...out, '--given', 'line=older'),
    ).rejects.toThrow('field line: unknown level')
    expect(existsSync(path('a.csv')) || existsSync(path('b.csv'))).toBe(false)
  })

  test('one name for two tables is not enough', async () => {
    await expect(
      run(synthSampleCommand, model, '--rows', '5', '--out', path('a.csv')),
    ).rejects.toThrow('--data: no file of table machines')
  })

  test('a budget of privacy is refused', async () => {
    await expect(
      run(
        synthFitCommand,
        ...tables,
        '--schema',
        path('schema.yaml'),
        '--out',
        model,
        '--epsilon',
        '3',
      ),
    ).rejects.toThrow('--epsilon: not possible for related tables and sequences')
  })

  test('two tables need a key', async () => {
    await expect(run(synthSchemaCommand, ...tables)).rejects.toThrow(
      'expected one table with --entity, or two with --key PARENT=CHILD, got 2 tables',
    )
  })
})

test('sequences of one table are asked for by their entity', async () => {
  const sequence = [path('shifts.csv'), '--entity', 'machine', '--order', 'hour']
  const out = path('runs.millrace')
  const { lines } = await run(synthFitCommand, ...sequence, '--out', out, '--budget', '2s')
  expect(lines[0]).toMatch(/^39 sequences with \d+ rows learnt in/)
  await run(
    synthSampleCommand,
    out,
    '--rows',
    '7',
    '--out',
    path('runs.csv'),
    '--given',
    'length=5',
  )
  expect((await readTable(path('runs.csv'))).rowCount).toBe(35)
})
