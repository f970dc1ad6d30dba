import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLedger } from '../../src/data/storage/ledger.ts'
import { learnFleets, maintainFleets } from '../../src/loop/fleets.ts'
import { readDemandHistory } from '../../src/loop/demand-history.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { sampleInfeasiblePlan } from './report/sample-content.ts'
import { smallPlant } from './small-plant.ts'

const more = `maintenance:
  - fleet: saws
    file: data/saws.csv
    columns: { cycle: hour }
    events: { file: data/saw-events.csv, columns: { cycle: hour } }
    costs: { failure: 900, service: 100 }
    horizon: 6
`

/** Two saws that run since an hour, with a past of lives of about ten hours. */
async function maintain(events: readonly string[], entry = more, ledgerFolder?: string) {
  const rows = Array.from({ length: 40 }, (_, hour) => [
    `a,${hour + 1},${(0.1 * (hour % 10)).toFixed(1)}`,
    `b,${hour + 1},${(0.1 * ((hour + 5) % 10)).toFixed(1)}`,
  ]).flat()
  const folder = await smallPlant({
    more: entry,
    files: {
      'data/saws.csv': ['machine,hour,vibration', ...rows, ''].join('\n'),
      'data/saw-events.csv': ['machine,hour,event', ...events, ''].join('\n'),
    },
  })
  const plant = await loadPlant(folder)
  const { panel } = await readDemandHistory(plant)
  const state = ledgerFolder ?? (await mkdtemp(join(tmpdir(), 'millrace-fleets-')))
  const ledger = await openLedger(state)
  try {
    const learnt = await learnFleets(plant, {
      ledger,
      seed: 1,
      version: '1.0.0',
      budgetSeconds: 2,
      dataFiles: [],
    })
    const outcome = await maintainFleets(plant, learnt, {
      production: { plan: sampleInfeasiblePlan, panel },
    })
    await ledger.record({
      command: 'run',
      version: '1.0.0',
      seed: 1,
      settings: {},
      fingerprint: 'f',
      startedAt: new Date(),
      finishedAt: new Date(),
      dataFiles: [],
      ...outcome,
    })
    return outcome
  } finally {
    await ledger.close()
  }
}

describe('the fleets of a plant', () => {
  test('with few failures are planned from ages alone, and the report says so', async () => {
    const { reports, models, decisions } = await maintain([
      'a,10,failure',
      'b,15,failure',
      'a,21,failure',
    ])
    const { result, problem } = reports[0]!
    expect(problem).toBeNull()
    expect(result!.machines.map(({ machine }) => machine).toSorted()).toEqual(['a', 'b'])
    expect(result!.periods.map(({ label }) => label)).toHaveLength(6)
    expect(result!.notes[0]).toContain('Lives are known from ages alone')
    expect(models.map(({ name }) => name)).toEqual(['lives saws'])
    expect(decisions.map(({ kind }) => kind)).toEqual(['service-plan'])
  })

  test('with events alone are planned by their ages', async () => {
    const alone = more.replace('    file: data/saws.csv\n    columns: { cycle: hour }\n', '')
    const { reports, decisions } = await maintain(
      ['a,10,failure', 'b,15,failure', 'a,21,failure', 'a,30,end', 'b,24,end'],
      alone,
    )
    const { result, problem } = reports[0]!
    expect(problem).toBeNull()
    expect(result!.notes).toEqual([
      'whether this plan costs less than usual ways to maintain cannot be told from the past: 3 lives ended in a failure, expected at least 8',
    ])
    expect(result!.machines.map(({ machine, cycle }) => [machine, cycle]).toSorted()).toEqual([
      ['a', 30],
      ['b', 24],
    ])
    expect(result!.survival).toMatchObject({ lives: 5, failures: 3 })
    expect(decisions.map(({ kind }) => kind)).toEqual(['service-plan'])
  })

  test('are judged by what came of the plan of the run before, once', async () => {
    const alone = more.replace('    file: data/saws.csv\n    columns: { cycle: hour }\n', '')
    const state = await mkdtemp(join(tmpdir(), 'millrace-fleets-'))
    const events = ['a,10,failure', 'b,15,failure', 'a,21,failure', 'a,30,end', 'b,24,end']
    const first = await maintain(events, alone, state)
    expect(first.outcomes).toEqual([])
    expect(first.reports[0]!.past).toBeNull()
    const grown = [...events, 'a,32,failure', 'b,26,end']
    const second = await maintain(grown, alone, state)
    expect(second.outcomes).toMatchObject([{ decision: 1 }])
    expect(second.reports[0]!.past).toMatchObject({ plans: 1, machines: 2, failures: 1 })
    const third = await maintain(grown, alone, state)
    expect(third.outcomes).toEqual([])
    expect(third.reports[0]!.past).toMatchObject({ plans: 1, machines: 2, failures: 1 })
  })

  test('without any failure teach nothing: that is told, and stops nothing else', async () => {
    const { reports, models, decisions } = await maintain(['a,10,service'])
    expect(reports[0]!.result).toBeNull()
    expect(reports[0]!.problem).toContain('failure')
    expect(models).toEqual([])
    expect(decisions).toEqual([])
  })
})
