// Plants without demand, an operation or a fleet alone, through the real command line: the same loop as with
// demand, from their files to the report, kept, and judged by what comes later.

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReportContent } from '../../src/loop/report/content.ts'
import { fleetPlant, gluingRows, qualityPlant, sawEvents } from '../loop/areas-plant.ts'
import { millrace } from './cli.ts'
import { outcomeOf, refusal } from './outcome.ts'

const reportOf = async (plant: string): Promise<ReportContent> =>
  JSON.parse(await readFile(join(plant, 'report/report.json'), 'utf8')) as ReportContent // Safe: its shape is what is tested.

describe('an operation alone', () => {
  test('is run, kept, and judged by the results that came', async () => {
    const plant = await qualityPlant()
    const first = await millrace(['run', plant])
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout).toMatch(/^Glue shop\. Worth doing now: .*10 records to test/)
    expect(first.stdout).toMatch(/Inspect +gluing: 10 of 10 untested records, saves €/)
    expect((await readdir(join(plant, 'report'))).sort()).toEqual(['report.html', 'report.json'])
    const page = await readFile(join(plant, 'report/report.html'), 'utf8')
    expect(page).toContain('Glue shop 的行动建议')
    expect(page).not.toMatch(/NaN|undefined|Infinity/)

    await writeFile(join(plant, 'data/gluing.csv'), gluingRows(160))
    const second = await millrace(['run', plant, '--json'])
    const { status, quality } = JSON.parse(second.stdout) as {
      status: string
      quality: { operation: string; past: unknown }[]
    }
    expect(status).toBe('nothing-to-plan')
    expect(quality[0]).toMatchObject({ operation: 'gluing', past: { judged: 10 } })
  }, 300_000)

  test('has nothing to plan: that is said, with exit code 2, and nothing is written', async () => {
    const plant = await qualityPlant()
    const message =
      'plant.yaml: nothing to plan, expected demand and items, got quality or maintenance alone'
    const hint = 'millrace run serves a plant with whatever areas it has.'
    for (const command of ['plan', 'backtest']) {
      expect(await outcomeOf(plant, [command, plant])).toEqual(refusal(message, hint))
    }
  }, 300_000)
})

describe('a fleet alone', () => {
  test('is run, kept, and judged by the events that came', async () => {
    const plant = await fleetPlant()
    const first = await millrace(['run', plant])
    expect(first).toMatchObject({ code: 0 })
    expect(first.stdout).toMatch(/^Saw mill\. /)
    expect((await reportOf(plant)).maintenance[0]).toMatchObject({
      fleet: 'saws',
      result: { cycleKind: 'time' },
      past: null,
    })

    const grown = sawEvents.replace('2025-03-02 06:00,end', '2025-03-02 09:00,failure')
    await writeFile(join(plant, 'data/events.csv'), grown)
    const second = await millrace(['run', plant])
    expect(second.stdout).toMatch(/Past +saws: .*and 1 came/)
    expect((await reportOf(plant)).maintenance[0]!.past).toMatchObject({ plans: 1, failures: 1 })
  }, 300_000)
})
