import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeChoices, forecastCommand } from '../../../src/cli/commands/forecast.ts'
import { monthlyCsv, runCommand, temporaryFolder } from './demand-commands.ts'

describe('millrace forecast', () => {
  test('continues every series with ordered quantiles', async () => {
    const folder = await temporaryFolder()
    const data = join(folder, 'demand.csv')
    const out = join(folder, 'forecast.csv')
    const paths = join(folder, 'paths.csv')
    await writeFile(data, monthlyCsv())
    const { lines, json } = await runCommand(
      forecastCommand,
      `--data ${data} --horizon 3 --model theta --samples 20 --known promotion --out ${out} --paths ${paths}`,
    )
    const rows = (await readFile(out, 'utf8')).trim().split('\n')
    expect(rows[0]).toBe('unique_id,ds,mean,q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9')
    expect(rows).toHaveLength(1 + 2 * 3)
    expect(rows.slice(1, 4).map((row) => row.split(',')[1])).toEqual([
      '2024-01-01',
      '2024-02-01',
      '2024-03-01',
    ])
    for (const row of rows.slice(1)) {
      const quantiles = row.split(',').slice(3).map(Number)
      expect(quantiles).toEqual([...quantiles].sort((a, b) => a - b))
    }
    expect((await readFile(paths, 'utf8')).trim().split('\n')).toHaveLength(1 + 2 * 20 * 3)
    expect(lines[0]).toBe('2 series, monthly on day 1, season 12')
    expect(json).toMatchObject({ series: 2, horizon: 3, first: '2024-01-01', last: '2024-03-01' })
  })

  test('auto says what it chose', async () => {
    const folder = await temporaryFolder()
    const data = join(folder, 'demand.csv')
    const out = join(folder, 'forecast.parquet')
    await writeFile(data, monthlyCsv(8))
    const { lines } = await runCommand(
      forecastCommand,
      `--data ${data} --horizon 3 --samples 20 --out ${out}`,
    )
    expect(lines[1]).toMatch(/^short \(2 series\): .*% better than /)
    expect((await stat(out)).size).toBeGreaterThan(100)
  })

  test('bad data leaves no file behind', async () => {
    const folder = await temporaryFolder()
    const data = join(folder, 'demand.csv')
    const out = join(folder, 'forecast.csv')
    await writeFile(data, 'unique_id,ds,y\na,2024-01-01,5\na,2024-01-01,6\na,2024-02-01,6\n')
    await expect(
      runCommand(forecastCommand, `--data ${data} --horizon 3 --out ${out}`),
    ).rejects.toThrow(/demand.csv row 3: duplicate/)
    await expect(stat(out)).rejects.toThrow('ENOENT')
  })

  test('an unknown model is refused before anything is read', async () => {
    await expect(
      runCommand(forecastCommand, '--data nowhere.csv --horizon 3 --out x.csv --model thetta'),
    ).rejects.toThrow('model: unknown')
  })

  test('a kind of demand that could not be judged says so', () => {
    const choice = {
      segment: 'new',
      series: 1,
      cases: 0,
      members: [{ model: 'theta', weight: 1 }],
      wql: Number.NaN,
      bestBaseline: 'theta',
      baselineWql: Number.NaN,
      gain: Number.NaN,
    } as const
    expect(describeChoices([choice])).toEqual([
      'new (1 series): theta 100%; nothing to judge it by',
    ])
  })
})
