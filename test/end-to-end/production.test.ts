// From a plant's files to a plan and to its backtest, through the real command line.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FeasiblePlan } from '../../src/plant/production/plan.ts'
import { millrace } from './cli.ts'

let folder: string

const plantFile = `name: Bench
model: empirical
frequency: week
season: 4
demand: { file: demand.csv }
items: { file: items.csv, columns: { item: sku, unit_cost: cost } }
bill_of_materials: { file: bom.csv }
resources: { file: resources.csv }
routing: { file: routing.csv }
planning: { horizon: 4, scenarios: 30, effort: 10 }
`

const files = {
  'plant.yaml': plantFile,
  'items.csv':
    'sku,cost,price,holding_cost_per_period,backorder_cost_per_period,stock_on_hand,lead_time\n' +
    'stool,20,50,0.2,4,12,0\nleg,4,,0.05,,60,1\npolish,2,5,0.02,0.4,3,1\n',
  'bom.csv': 'parent,component,quantity\nstool,leg,3\n',
  'resources.csv': 'resource,hours,overtime_hours,overtime_cost\nbench,12,4,30\n',
  'routing.csv': 'item,resource,hours_per_unit,setup_hours\nstool,bench,1,0.5\n',
  'demand.csv': `item,period,quantity\n${Array.from({ length: 40 }, (_, week) => {
    const day = new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10)
    return `stool,${day},${8 + (week % 4)}\npolish,${day},${week % 3}\n`
  }).join('')}`,
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-production-'))
  await mkdir(join(folder, 'plant'))
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, 'plant', name), text)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('millrace plan', () => {
  test('writes a plan that keeps hours and materials', async () => {
    const out = join(folder, 'out')
    const { code, stdout, stderr } = await millrace(['plan', join(folder, 'plant'), '--out', out])
    expect(stderr).not.toContain('error:')
    expect(code).toBe(0)
    expect(stdout).toContain('Bench: 4 periods from 2026-10-12, 30 futures')
    expect((await readdir(out)).sort()).toEqual([
      'plan.json',
      'proposals.csv',
      'reasons.csv',
      'stock.csv',
      'utilisation.csv',
    ])
    const plan = JSON.parse(await readFile(join(out, 'plan.json'), 'utf8')) as FeasiblePlan
    const [bench] = plan.resources
    for (const [period, used] of bench!.usedHours.entries()) {
      expect(used).toBeLessThanOrEqual(12 + bench!.usedOvertime[period]! + 1e-6)
      expect(bench!.usedOvertime[period]).toBeLessThanOrEqual(4 + 1e-6)
    }
    const stools = plan.proposals.filter(({ item }) => item === 'stool')
    expect(stools.length).toBeGreaterThan(0)
    expect(plan.outcome.fillRate.mean).toBeGreaterThan(0.8)
    for (const { outcome } of plan.baselines) {
      expect(plan.outcome.profit.mean).toBeGreaterThanOrEqual(outcome.profit.mean - 1e-6)
    }
  })

  test('the same seed gives the same plan', async () => {
    const plans = await Promise.all(
      [1, 2].map(() => millrace(['plan', join(folder, 'plant'), '--json', '--seed', '7'])),
    )
    expect(JSON.parse(plans[0]!.stdout)).toEqual(JSON.parse(plans[1]!.stdout))
  })

  test('what does not hold together is a sentence, exit code 2, and no folder', async () => {
    const broken = join(folder, 'broken')
    await mkdir(broken)
    for (const [name, text] of Object.entries(files)) await writeFile(join(broken, name), text)
    await writeFile(
      join(broken, 'bom.csv'),
      'parent,component,quantity\nstool,leg,3\nleg,stool,1\n',
    )
    const out = join(folder, 'none')
    const { code, stderr } = await millrace(['plan', broken, '--out', out])
    expect(code).toBe(2)
    expect(stderr).toContain('goes in a circle, expected no item inside itself, got stool > leg')
    expect(await readdir(folder)).not.toContain('none')
  })
})

describe('millrace backtest PLANT', () => {
  test('compares the plan with usual rules and perfect foresight', async () => {
    const out = join(folder, 'backtest.json')
    const { code, stdout } = await millrace([
      'backtest',
      join(folder, 'plant'),
      '--periods',
      '4',
      '--effort',
      '2',
      '--out',
      out,
    ])
    expect(code).toBe(0)
    expect(stdout).toContain('Bench: 4 periods from 2026-09-14')
    const { contenders, trajectories } = JSON.parse(await readFile(out, 'utf8')) as {
      contenders: { name: string; profit: number }[]
      trajectories: Record<string, Record<string, unknown[]>>
    }
    expect(contenders.map(({ name }) => name)).toEqual([
      'seasonal-naive',
      'sba-ets',
      'millrace',
      'perfect-foresight',
    ])
    expect(trajectories['millrace']!['stool']).toHaveLength(4)
    const best = contenders.at(-1)!.profit
    // The search for the best plan stops within 1% of its bound.
    for (const { profit } of contenders) expect(profit).toBeLessThanOrEqual(best * 1.01)
  })
})
