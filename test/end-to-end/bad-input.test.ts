// Every kind of bad input through the real command line: the sentence, exit code 2, no output, and
// nothing lost of what was there before.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { millrace } from './cli.ts'

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

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly error: string
  readonly hint: string
  /** Whether every file of the folder is as it was, and there is no other. */
  readonly isUnchanged: boolean
}

async function outcomeOf(own: string, args: readonly string[]): Promise<Outcome> {
  const before = await contentOf(own)
  const { code, stdout, stderr } = await millrace(args)
  const line = (start: string): string =>
    stderr.split('\n').find((text) => text.startsWith(start)) ?? ''
  const after = await contentOf(own)
  const isUnchanged = JSON.stringify(after) === JSON.stringify(before)
  return { code, stdout, error: line('error: '), hint: line('hint: '), isUnchanged }
}

/** Exit code 2, one sentence, perhaps a hint, nothing on standard output, the folder as it was. */
function refusal(message: string, hint = ''): Outcome {
  return {
    code: 2,
    stdout: '',
    error: expect.stringContaining(message) as string,
    hint: expect.stringContaining(hint) as string,
    isUnchanged: true,
  }
}

/** Every file under a folder with its content. */
async function contentOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const contents = files.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path, await readFile(path, 'latin1')] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}
