// Every kind of bad input through the real command line: the sentence, exit code 2, no output, and
// nothing lost of what was there before. The slow tests meet them by all other commands.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallPlant } from '../loop/small-plant.ts'
import {
  bolt,
  demandCases,
  demandRowsHeader,
  header,
  items,
  plantCases,
  recordCases,
  steps,
  weekly,
} from './bad-input-cases.ts'
import { millrace } from './cli.ts'
import { outcomeOf, refusal } from './outcome.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bad-input-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

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

describe.concurrent('synth fit', () => {
  test.each(recordCases)('$what', async ({ what, content, message, hint }) => {
    const own = join(folder, what.replaceAll(' ', '-'))
    await mkdir(own)
    const data = join(own, 'records.csv')
    if (content !== undefined) await writeFile(data, content)
    const args = ['synth', 'fit', data, '--out', join(own, 'records.millrace')]
    expect(await outcomeOf(own, args)).toEqual(refusal(data + message, hint))
  })
})

describe.concurrent('run', () => {
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
