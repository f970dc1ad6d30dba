import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compactJson } from '../../src/data/compact-json.ts'
import { openLedger } from '../../src/data/storage/ledger.ts'
import { runPlant, type RunOptions } from '../../src/loop/pipeline.ts'
import type { ProductionContent } from '../../src/loop/report/content.ts'
import { fleetPlant, gluingRows, qualityPlant, sawEvents } from './areas-plant.ts'
import { smallPlant } from './small-plant.ts'

const options: RunOptions = { now: new Date('2026-01-02T03:04:05Z'), version: '1.0.0' }

/** Of a plant with demand. */
async function runWhole(
  plant: string,
  given: RunOptions,
): Promise<{ content: ProductionContent; folder: string }> {
  const { content, folder } = await runPlant(plant, given)
  if (!('plan' in content)) throw new Error('no plan')
  return { content, folder }
}

/** What must be the same in two runs of the same plant. */
const essence = ({ plan, forecasts, backtest }: ProductionContent): unknown => ({
  plan,
  forecasts,
  backtest,
})

describe('a run', () => {
  test('writes the results, and records data, forecast and decision in the ledger', async () => {
    const plant = await smallPlant()
    const { content, folder } = await runWhole(plant, options)
    expect((await readdir(folder)).sort()).toEqual([
      'forecast.csv',
      'plan.json',
      'proposals.csv',
      'reasons.csv',
      'report.html',
      'report.json',
      'stock.csv',
      'utilisation.csv',
    ])
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe(compactJson(content))
    expect(content.plan.status).toBe('planned')
    expect(content.backtest!.policies.map(({ policy }) => policy)).toContain('millrace')
    expect(content.provenance).toMatchObject({ models: 'trained', seed: 1, scenarioCount: 40 })

    const ledger = await openLedger(plant)
    try {
      const [run] = await ledger.runs()
      expect(run).toMatchObject({ command: 'run', fingerprint: content.provenance.fingerprint })
      expect((await ledger.scenarios(run!.run))!.ids).toEqual(['bolt', 'gear'])
      const [decision] = await ledger.decisions()
      expect(decision!.kind).toBe('production-plan')
    } finally {
      await ledger.close()
    }
  })

  test('with unchanged data uses the models again and comes to the same plan', async () => {
    const plant = await smallPlant()
    const first = await runWhole(plant, options)
    const later = new Date('2026-02-03T04:05:06Z')
    const second = await runWhole(plant, { ...options, now: later })
    expect(second.content.provenance).toMatchObject({
      models: 'reused',
      trainedAt: options.now.toISOString(),
    })
    const used = second.content.provenance.stages.map(({ stage }) => stage)
    expect(used).not.toContain('train')
    expect(used).not.toContain('backtest')
    expect(essence(second.content)).toEqual(essence(first.content))
  })

  test('with another price keeps the models but plans and values anew', async () => {
    const plant = await smallPlant()
    await runWhole(plant, options)
    const items = join(plant, 'data/items.csv')
    await writeFile(items, (await readFile(items, 'utf8')).replace(',9,4,', ',19,4,'))
    const { content } = await runWhole(plant, options)
    expect(content.provenance.models).toBe('reused')
    expect(content.provenance.stages.map(({ stage }) => stage)).toContain('backtest')
  })

  test('with another row of demand trains again', async () => {
    const plant = await smallPlant()
    await runWhole(plant, options)
    const demand = join(plant, 'data/demand.csv')
    await writeFile(demand, `${(await readFile(demand, 'utf8')).trimEnd()}9\n`)
    expect((await runWhole(plant, options)).content.provenance.models).toBe('trained')
  })

  test('that is cancelled leaves the plant as it was', async () => {
    const plant = await smallPlant()
    const before = await readdir(plant, { recursive: true })
    const controller = new AbortController()
    const cancelled = runPlant(plant, {
      ...options,
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage === 'report') controller.abort()
      },
    })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(plant, { recursive: true })).toEqual(before)
  })

  test('writes elsewhere where it is told to, in the language that it is told', async () => {
    const plant = await smallPlant()
    const out = join(plant, 'elsewhere')
    const { folder } = await runWhole(plant, { ...options, out, language: 'zh' })
    expect(folder).toBe(out)
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('<html lang="zh">')
  })

  test('of a history too short to hold anything back claims nothing about the past', async () => {
    const rows = [
      'item,week,units',
      'bolt,2025-01-06,20',
      'bolt,2025-01-13,21',
      'bolt,2025-01-20,19',
    ]
    const { content } = await runWhole(await smallPlant({ demand: rows.join('\n') }), options)
    expect(content.models.windows).toBe(0)
    expect(content.backtest).toBeNull()
    expect(content.plan.status).toBe('planned')
  })
})

describe('a run of a plant without demand', () => {
  test('with an operation alone tells what to test and change, and judges it by the results', async () => {
    const plant = await qualityPlant()
    const { content, folder } = await runPlant(plant, options)
    expect('plan' in content).toBe(false)
    expect((await readdir(folder)).sort()).toEqual(['report.html', 'report.json'])
    expect(await readFile(join(folder, 'report.json'), 'utf8')).toBe(compactJson(content))
    expect(content.quality[0]!.result!.waiting!.records).toBe(10)
    expect(content.maintenance).toEqual([])

    await writeFile(join(plant, 'data/gluing.csv'), gluingRows(160))
    const { content: later } = await runPlant(plant, options)
    expect(later.quality[0]!.past).not.toBeNull()
    expect(later.provenance.fingerprint).not.toBe(content.provenance.fingerprint)
    const ledger = await openLedger(plant)
    try {
      const kinds = (await ledger.decisions()).map(({ kind }) => kind)
      expect(new Set(kinds)).toEqual(new Set(['quality']))
    } finally {
      await ledger.close()
    }
  })

  test('with a fleet alone plans its services from the day of its newest row on', async () => {
    const plant = await fleetPlant()
    const { content } = await runPlant(plant, options)
    const { result, problem } = content.maintenance[0]!
    expect(problem).toBeNull()
    const labels = result!.periods.map(({ label }) => label)
    expect(labels.slice(0, 2)).toEqual(['2025-03-02', '2025-03-03'])

    const grown = sawEvents.replace('2025-03-02 06:00,end', '2025-03-02 09:00,failure')
    await writeFile(join(plant, 'data/events.csv'), grown)
    const { content: later } = await runPlant(plant, options)
    expect(later.maintenance[0]!.past).toMatchObject({ plans: 1, failures: 1 })
  })
})
