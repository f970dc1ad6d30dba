import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLedger, type Ledger, type TrainedModel } from '../../src/data/storage/ledger.ts'
import { MillraceError } from '../../src/errors.ts'
import { learntOnce, problemOf, type AreaOptions } from '../../src/loop/area-memory.ts'
import { keptFormat } from '../../src/loop/kept-format.ts'

function optionsFor(ledger: Ledger, change: Partial<AreaOptions> = {}): AreaOptions {
  const dataFiles = [
    { path: 'data/quality.csv', fingerprint: 'a' },
    { path: 'data/demand.csv', fingerprint: 'b' },
  ]
  return { ledger, seed: 1, version: '1.0.0', budgetSeconds: 10, dataFiles, ...change }
}

async function record(ledger: Ledger, models: readonly TrainedModel[]): Promise<void> {
  await ledger.record({
    command: 'run',
    version: '1.0.0',
    seed: 1,
    settings: {},
    fingerprint: 'f',
    startedAt: new Date(0),
    finishedAt: new Date(1),
    dataFiles: [],
    models,
    decisions: [],
    outcomes: [],
  })
}

describe('what was learnt', () => {
  test('is learnt once, and again when a file of it, the settings, the seed or the shape change', async () => {
    const ledger = await openLedger(await mkdtemp(join(tmpdir(), 'millrace-area-')))
    let count = 0
    const learn = async (change: Partial<AreaOptions> = {}, settings: unknown = { torque: 1 }) =>
      learntOnce('gluing', settings, ['data/quality.csv'], optionsFor(ledger, change), async () => {
        count++
        return { failing: count }
      })
    try {
      const first = await learn()
      await record(ledger, [first.model!])
      const again = await learn()
      expect(again).toEqual({ value: { failing: 1 }, model: undefined })
      const others = [
        { path: 'data/quality.csv', fingerprint: 'a' },
        { path: 'data/demand.csv', fingerprint: 'changed' },
      ]
      expect((await learn({ dataFiles: others })).model).toBeUndefined()
      const changed = [{ path: 'data/quality.csv', fingerprint: 'changed' }]
      expect((await learn({ dataFiles: changed })).value).toEqual({ failing: 2 })
      expect((await learn({ seed: 2 })).value).toEqual({ failing: 3 })
      expect((await learn({}, { torque: 2 })).value).toEqual({ failing: 4 })
      expect((await learn({ format: keptFormat + 1 })).value).toEqual({ failing: 5 })
    } finally {
      await ledger.close()
    }
  })
})

describe('a problem', () => {
  test('of the records is told with its hint', () => {
    const error = new MillraceError('bad-input', 'data/quality.csv: one class', {
      hint: 'Add rows',
    })
    expect(problemOf(error)).toBe('data/quality.csv: one class. Add rows')
  })

  test('of any other kind is thrown', () => {
    expect(() => problemOf(new MillraceError('cancelled', 'stopped'))).toThrow('stopped')
    expect(() => problemOf(new RangeError('ours'))).toThrow('ours')
  })
})
