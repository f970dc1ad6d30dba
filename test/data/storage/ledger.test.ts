import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Ledger, openLedger, type RunRecord } from '../../../src/data/storage/ledger.ts'
import { createRandom } from '../../../src/random.ts'

let plant: string
beforeEach(async () => {
  plant = await mkdtemp(join(tmpdir(), 'millrace-ledger-'))
})
afterEach(() => rm(plant, { recursive: true, force: true }))

const run: RunRecord = {
  command: 'run',
  version: '0.1.0',
  seed: 7,
  settings: { horizon: 13 },
  fingerprint: 'data and settings',
  startedAt: new Date('2026-01-05T08:00:00.250Z'),
  finishedAt: new Date('2026-01-05T08:02:00.500Z'),
  dataFiles: [{ path: 'data/demand.csv', fingerprint: 'abc' }],
  models: [
    {
      name: 'vae (weekly)',
      fingerprint: 'f00d',
      files: new Map([['sampler.onnx', Buffer.from('weights')]]),
      seed: 7,
      metrics: { wql: 0.8 },
    },
  ],
  scenarios: {
    ids: ['a', 'b'],
    steps: ['2026-01-12', '2026-01-19', '2026-01-26'],
    sampleCount: 5,
    values: createRandom(1).fillNormal(new Float64Array(30)),
    models: ['vae', 'ets'],
    seed: 7,
  },
  decisions: [
    { kind: 'production', content: { orders: [1, 2] }, expected: { profit: [1, 2, 3] } },
    { kind: 'services', content: { orders: [] }, expected: { cost: 4 } },
  ],
  outcomes: [],
}

async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger(plant)
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

test('a run is recorded with all that belongs to it, and read back by the next process', async () => {
  const id = await withLedger((ledger) => ledger.record(run))
  await withLedger(async (ledger) => {
    expect(await ledger.runs()).toEqual([
      {
        run: id,
        command: 'run',
        fingerprint: run.fingerprint,
        seed: 7,
        finishedAt: run.finishedAt,
      },
    ])
    expect(await ledger.scenarios(id)).toEqual(run.scenarios)
    expect(await ledger.decisions()).toEqual([
      { decision: 2, run: id, ...run.decisions[1], outcomes: [] },
      { decision: 1, run: id, ...run.decisions[0], outcomes: [] },
    ])
    expect(await ledger.decisions('services')).toMatchObject([{ decision: 2 }])
    expect(await ledger.findModel('vae (weekly)', 'f00d')).toEqual(run.models[0])
  })
})

test('a model is found by its name and fingerprint alone, the newest first', async () => {
  await withLedger(async (ledger) => {
    expect(await ledger.findModel('vae (weekly)', 'f00d')).toBeUndefined()
    await ledger.record(run)
    const newer = { ...run.models[0]!, metrics: { wql: 0.7 } }
    await ledger.record({ ...run, models: [newer] })
    expect(await ledger.findModel('vae (weekly)', 'f00d')).toEqual(newer)
    expect(await ledger.findModel('vae (weekly)', 'other')).toBeUndefined()
  })
})

test('a model whose files were deleted is not found, one that was changed is refused', async () => {
  await withLedger(async (ledger) => {
    const id = await ledger.record(run)
    const folder = join(plant, '.millrace', 'models', `${id}-vae-weekly-`)
    await writeFile(join(folder, 'sampler.onnx'), 'other')
    await expect(ledger.findModel('vae (weekly)', 'f00d')).rejects.toThrow('cut short')
    await rm(folder, { recursive: true })
    expect(await ledger.findModel('vae (weekly)', 'f00d')).toBeUndefined()
  })
})

test('a run that cannot be recorded whole leaves nothing of itself', async () => {
  await withLedger(async (ledger) => {
    const broken = { ...run, decisions: [{ ...run.decisions[0]!, content: { cost: NaN } }] }
    await expect(ledger.record(broken)).rejects.toThrow('expected a finite number')
    const stopped = ledger.record(run, { signal: AbortSignal.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect(await ledger.runs()).toEqual([])
  })
  expect(await readdir(plant)).toEqual([])
})

test('outcomes of earlier decisions are recorded with the run that saw them', async () => {
  await withLedger(async (ledger) => {
    await ledger.record(run)
    const later = (profit: number, day: string): RunRecord => ({
      ...run,
      models: [],
      decisions: [],
      finishedAt: new Date(day),
      outcomes: [{ decision: 1, content: { profit } }],
    })
    await ledger.record(later(2, '2026-02-01'))
    await ledger.record(later(3, '2026-02-08'))
    expect(await ledger.decisions()).toMatchObject([
      { decision: 2, outcomes: [] },
      { decision: 1, outcomes: [{ profit: 2 }, { profit: 3 }] },
    ])
  })
})

test('an outcome of no decision is refused, and its run with it', async () => {
  await withLedger(async (ledger) => {
    const unknown = { ...run, outcomes: [{ decision: 3, content: {} }] }
    await expect(ledger.record(unknown)).rejects.toMatchObject({ code: 'not-found' })
    expect(await ledger.runs()).toEqual([])
  })
})
