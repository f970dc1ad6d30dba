import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { spcCommand } from '../../../src/cli/commands/spc.ts'
import { failingOfFifty, pistonRings } from '../../plant/quality/control-charts/published.ts'
import { recorder } from './synth-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-spc-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = (name: string): string => join(folder, name)
const rings = path('rings.csv')
writeFileSync(
  rings,
  `lot,diameter,state\n${pistonRings
    .flatMap((values, i) => values.map((value) => `L${i + 1},${value},ok`))
    .join('\n')}\n`,
)
const failing = path('failing.csv')
writeFileSync(failing, `bad,made\n${failingOfFifty.map((count) => `${count},50`).join('\n')}\n`)

const typed = path('typed.csv')
writeFileSync(typed, `diameter\n${['o.k.', ...pistonRings.flat()].join('\n')}\n`)

const german = path('german.csv')
writeFileSync(
  german,
  `diameter;empty\n${pistonRings
    .flat()
    .map((value) => `${value};\n`)
    .join('')
    .replaceAll('.', ',')}`,
)

/** @param options words with spaces between */
async function spc(words: string): Promise<{ lines: string[]; result: unknown }> {
  const { action, lines, results } = recorder()
  await spcCommand(action).parseAsync(words.split(' '), { from: 'user' })
  return { lines, result: results[0] }
}

test('a chart of subgroups with its capability', async () => {
  const { lines, result } = await spc(
    `--data ${rings} --characteristic diameter --subgroup lot --lower 73.95 --upper 74.05`,
  )
  expect(lines[0]).toBe('diameter, xbar-r chart: 25 points, limits from all of them.')
  expect(lines).toContain('No point signals.')
  expect(lines).toContain('Cp  1.67 (1.43 to 1.91)')
  expect(lines).toContain('beyond-limits: a false alarm at one of 370 points in control')
  expect(result).toMatchObject({ chart: 'xbar-r', baseline: 25, out: null })
})

test('signals are sentences, and points go into a file', async () => {
  const out = path('points.csv')
  const { lines, result } = await spc(
    `--data ${failing} --characteristic bad --opportunities made --chart p --rules beyond-limits --exclude 15,23 --out ${out}`,
  )
  expect(lines[0]).toBe('bad, p chart: 30 points, limits from all of them, without 15, 23.')
  expect(lines).toContain('23: the share 0.48 lies outside of the control limits, above 0.389.')
  expect(lines.at(-1)).toBe(`Points written to ${out}`)
  expect((await readFile(out, 'utf8')).split('\n')[23]).toMatch(/^23,50,0.48,.*,beyond-limits$/)
  expect(result).toMatchObject({ excluded: [14, 22], out })
})

test('known values, a baseline, and charts with a memory', async () => {
  const { result } = await spc(
    `--data ${rings} --characteristic diameter --chart cusum --size 5 --target 74 --deviation 0.01 --decision 4 --baseline 20`,
  )
  expect(result).toMatchObject({ mean: 74, deviation: 0.01, baseline: 20, excluded: [] })
})

describe('what is wrong is said, and nothing is written', () => {
  const ring = `--data ${rings} --characteristic`
  const made = `--data ${failing} --characteristic made`
  test.each([
    [`${ring} diameter --lower 5 --upper 4`, '--lower: not below --upper'],
    [`--data ${rings} --multivariate --lower 5 --upper 4`, '--lower: not below --upper'],
    [`--data ${typed} --characteristic diameter`, 'got "o.k." in'],
    [`${ring} diameter --chart ewma --weight 2`, '--weight: not a share'],
    [`${ring} diameter --subgroup lot --size 5`, 'subgroups named twice'],
    [`${ring} diameter --baseline 1`, '--baseline: not usable'],
    [`${ring} diameter --exclude x`, '--exclude: not usable'],
    [`${ring} state`, 'unknown what fails'],
    [`${ring} state --chart i-mr`, 'got "ok" in'],
    [`${ring} depth`, 'column depth: missing'],
    [`${ring} diameter --chart xbar-r`, 'expected subgroups of at least 2 values'],
    [made, 'no spread within it'],
    [`${made} --opportunities bad --chart p`, 'count above the sample size'],
  ])('%s', async (words, message) => {
    const out = path('never.csv')
    await expect(spc(`${words} --out ${out}`)).rejects.toThrow(message)
    expect(existsSync(out)).toBe(false)
  })
})

test('numbers in another notation, and a column without values, are said to be so', async () => {
  await expect(spc(`--data ${german} --characteristic diameter`)).rejects.toMatchObject({
    message: expect.stringContaining(
      'german.csv row 2, column diameter: texts in place of numbers',
    ),
    hint: 'the comma is the decimal mark here; write 74.03',
  })
  await expect(spc(`--data ${german} --characteristic empty`)).rejects.toThrow(
    'column empty: empty, expected measured values or levels, got 125 gaps',
  )
})
