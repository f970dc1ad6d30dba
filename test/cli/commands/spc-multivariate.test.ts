import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { spcCommand } from '../../../src/cli/commands/spc.ts'
import { createRandom } from '../../../src/random.ts'
import { recorder } from './synth-commands.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-many-'))
afterAll(() => rmSync(folder, { recursive: true }))
const data = join(folder, 'parts.csv')
const random = createRandom(2)
const rows = Array.from({ length: 60 }, (_, i) => {
  const load = random.normal()
  return `${load.toFixed(3)},${(2 * load + 0.1 * random.normal() + (i === 59 ? 4 : 0)).toFixed(3)},${random.normal().toFixed(3)},${i % 9 === 0 ? 'leak' : 'good'}`
})
writeFileSync(data, `load,current,heat,result\n${rows.join('\n')}\n`)

async function spc(...words: string[]): Promise<{ lines: string[]; result: unknown }> {
  const { action, lines, results } = recorder()
  await spcCommand(action).parseAsync(['--data', data, ...words], { from: 'user' })
  return { lines, result: results[0] }
}

test('says which records lie beyond which limit, and why; a table and a page on request', async () => {
  const [out, html] = [join(folder, 'out.csv'), join(folder, 'out.html')]
  const words = ['--outcome', 'result', '--failing', 'leak', '--baseline', '50', '--lang', 'zh']
  const { lines, result } = await spc('--multivariate', ...words, '--out', out, '--html', html)
  expect(lines[0]).toBe('3 columns of 60 records watched at once; the first 50 are the baseline.')
  expect(lines[1]).toContain('Learnt from 44 records in control, too few to hold some out')
  expect(lines.some((line) => /^record 60: SPE .* above .*current \(/.test(line))).toBe(true)
  expect(result).toMatchObject({ baseline: 50, learntFrom: 44, out, html })
  expect(readFileSync(out, 'utf8').trim().split('\n').at(-1)).toMatch(/^60,.*spe/)
  expect(readFileSync(html, 'utf8')).toContain('<html lang="zh">')
})

test('compares records under their conditions, and names a word among numbers', async () => {
  const file = join(folder, 'heats.csv')
  const heats = Array.from({ length: 80 }, (_, i) => {
    const load = random.normal()
    return `${load.toFixed(3)},${(load * load + 0.1 * random.normal()).toFixed(3)},${random.normal().toFixed(3)},${i === 12 ? 'warm' : (i % 13) + 30}`
  })
  heats.push('9.9,1,1,31')
  writeFileSync(file, `load,heat,noise,hall\n${heats.join('\n')}\n`)
  const { action, lines, results } = recorder()
  await spcCommand(action).parseAsync(
    ['--data', file, '--multivariate', '--conditions', 'load', '--baseline', '60'],
    { from: 'user' },
  )
  expect(lines[2]).toBe('Compared with what is usual under the same load.')
  expect(lines[3]).toMatch(/^Records not judged, .*: 2\.$/)
  expect(lines.some((line) => /^note: hall: "warm" in .*row 14 is no number/.test(line))).toBe(true)
  expect(results[0]).toMatchObject({ conditions: ['load'], unseen: 2 })
})

test('so few records that none can signal are told of', async () => {
  const file = join(folder, 'few.csv')
  const few = Array.from({ length: 8 }, () => `${random.normal()},${random.normal()}`)
  writeFileSync(file, `load,heat\n${few.join('\n')}\n`)
  const { action, lines } = recorder()
  await spcCommand(action).parseAsync(['--data', file, '--multivariate'], { from: 'user' })
  expect(lines.find((line) => line.startsWith('note: too few records'))).toContain(
    'T2 of 8 that are learnt from is 6.13 at most',
  )
})

test('a page of one chart', async () => {
  const html = join(folder, 'one.html')
  await spc('--characteristic', 'load', '--html', html)
  expect(readFileSync(html, 'utf8')).toContain('load (individuals)')
})

describe('what is wrong is said, and nothing is written', () => {
  test.each([
    [[], 'nothing to chart'],
    [['--multivariate', '--characteristic', 'load'], '--characteristic: of no use with'],
    [['--characteristic', 'load', '--conditions', 'heat'], '--conditions: of no use without'],
    [['--characteristic', 'load', '--columns', 'heat'], '--columns: of no use without'],
    [['--multivariate', '--outcome', 'result'], 'unknown what fails'],
    [['--multivariate', '--failing', 'leak'], '--outcome: missing'],
    [['--multivariate', '--false-alarms', '0.5'], '--false-alarms: not usable'],
    [['--multivariate', '--columns', 'load,hat'], 'column hat is missing'],
  ])('%s', async (words, message) => {
    const html = join(folder, 'never.html')
    await expect(spc(...words, '--html', html)).rejects.toThrow(message)
    expect(existsSync(html)).toBe(false)
  })
})
