// The example plant from its files to its report, as `npm start` does it, through the real command line.

import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compactJson } from '../../src/data/compact-json.ts'
import { openLedger } from '../../src/data/storage/ledger.ts'
import { readCsv } from '../../src/data/table/csv.ts'
import { columnOf } from '../../src/data/table/table.ts'
import type { ProductionContent } from '../../src/loop/report/content.ts'
import type { FeasiblePlan } from '../../src/plant/production/plan.ts'
import { millrace, type CliResult } from './cli.ts'
import { contentOf } from './outcome.ts'

let folder: string
let plant: string
let untouched: Record<string, string>
let interrupted: CliResult
let afterInterrupt: Record<string, string>
let first: CliResult
let report: ProductionContent
let plan: FeasiblePlan

const inReport = (name: string): string => join(plant, 'report', name)
const jsonOf = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(inReport(name), 'utf8'))
const sumOf = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-pump-plant-'))
  plant = join(folder, 'pump-plant')
  await cp('examples/pump-plant', plant, {
    recursive: true,
    filter: (path) => !/(^|[\\/])(report|\.millrace)$/.test(path),
  })
  untouched = await contentOf(plant)
  interrupted = await millrace(['run', plant], { interruptAt: 'train  ' })
  afterInterrupt = await contentOf(plant)
  first = await millrace(['run', plant])
  report = (await jsonOf('report.json')) as ProductionContent // Safe: its shape is what is tested.
  plan = report.plan as FeasiblePlan // Safe: the first test is that it is planned.
}, 1_200_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the first run', () => {
  test('interrupted in the middle of training leaves the plant as it was', () => {
    expect(interrupted.code).toBe(130)
    expect(afterInterrupt).toEqual(untouched)
  })

  test('ends well, says where the report is, and has every file', async () => {
    expect(first.code).toBe(0)
    expect(first.stdout).toContain('Report: ')
    expect((await readdir(join(plant, 'report'))).sort()).toEqual([
      'forecast.csv',
      'plan.json',
      'proposals.csv',
      'reasons.csv',
      'report.html',
      'report.json',
      'stock.csv',
      'utilisation.csv',
    ])
    expect(report.plan.status).toBe('planned')
    expect(await jsonOf('plan.json')).toEqual(report.plan)
  })

  test('earns more than the usual rules on the same futures', () => {
    expect(plan.baselines.length).toBeGreaterThan(0)
    for (const { outcome } of plan.baselines) {
      expect(plan.outcome.profit.mean).toBeGreaterThan(outcome.profit.mean)
    }
  })

  test('adds up: profit from its parts, hours from the proposals', () => {
    const { profit, money } = plan.outcome
    const { revenue, purchaseAndMaking, fixed, overtime, holding, shortage, stockChange } = money
    const costs = purchaseAndMaking + fixed + overtime + holding + shortage
    expect(profit.mean).toBeCloseTo(revenue - costs + stockChange, 3)
    expect(profit.mean).toBeCloseTo(sumOf(plan.profits) / plan.profits.length, 3)
    const { proposals, resources } = plan
    const hours = proposals.flatMap((proposal) => proposal.resources.map((use) => use.hours))
    expect(sumOf(hours)).toBeCloseTo(sumOf(resources.flatMap(({ usedHours }) => usedHours)), 3)
    for (const { regularHours, overtimeHours, usedHours } of resources) {
      usedHours.forEach((used, t) => {
        expect(used).toBeLessThanOrEqual(regularHours[t]! + overtimeHours[t]! + 1e-6)
      })
    }
  })

  test('says the same in its CSVs', async () => {
    const { proposals, items, resources, periods, reasons } = plan
    const proposed = await readCsv(inReport('proposals.csv'))
    expect(proposed.rowCount).toBe(proposals.length)
    expect(sumOf(columnOf(proposed, 'quantity', 'number').values)).toBeCloseTo(
      sumOf(proposals.map(({ quantity }) => quantity)),
      3,
    )
    const rowsOf = async (name: string): Promise<number> => (await readCsv(inReport(name))).rowCount
    expect(await rowsOf('stock.csv')).toBe(items.length * periods.length)
    expect(await rowsOf('utilisation.csv')).toBe(resources.length * periods.length)
    expect(await rowsOf('reasons.csv')).toBe(reasons.length)
    const series = report.forecasts.length
    expect((await rowsOf('forecast.csv')) % series).toBe(0)
  })

  test('has a page that names every item to release now', async () => {
    const page = await readFile(inReport('report.html'), 'utf8')
    const now = plan.proposals.filter(({ release }) => release === plan.frozenPeriods)
    for (const { item } of now) expect(page).toContain(item)
    expect(page).not.toMatch(/NaN|undefined|\[object/)
  })

  test('is in the ledger: data, futures, decision and what is expected of it', async () => {
    const ledger = await openLedger(plant)
    try {
      const [run] = await ledger.runs()
      expect(run).toMatchObject({ command: 'run', fingerprint: report.provenance.fingerprint })
      expect((await ledger.scenarios(run!.run))!.sampleCount).toBe(plan.scenarioCount)
      const decisions = await ledger.decisions()
      const decision = decisions.find(({ kind }) => kind === 'production-plan')
      const asWritten = (value: unknown): unknown => JSON.parse(compactJson(value))
      expect(asWritten(decision!.content)).toMatchObject({ proposals: plan.proposals })
      expect(asWritten(decision!.expected)).toMatchObject({ profit: plan.outcome.profit })
    } finally {
      await ledger.close()
    }
  })
})

test('a second run with the same data trains nothing, says so, and comes to the same forecasts', async () => {
  const before = await contentOf(plant)
  const stopped = await millrace(['run', plant], { interruptAt: 'plan  ' })
  expect(stopped.code).toBe(130)
  expect(await contentOf(plant)).toEqual(before)

  const second = await millrace(['run', plant])
  expect(second.code).toBe(0)
  expect(second.stdout).toContain('forecasting models of an earlier run')
  expect(first.stderr).toMatch(/^train /m)
  expect(second.stderr).not.toMatch(/^(train|evaluate|backtest) /m)
  const again = (await jsonOf('report.json')) as ProductionContent // Safe: as above.
  expect(again.provenance).toMatchObject({
    models: 'reused',
    trainedAt: report.provenance.trainedAt,
    fingerprint: report.provenance.fingerprint,
  })
  const stages = again.provenance.stages.map(({ stage }) => stage)
  expect(stages).not.toContain('train')
  expect(stages).not.toContain('backtest')
  expect(again.forecasts).toEqual(report.forecasts)
  expect(again.backtest).toEqual(report.backtest)
})
