import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import {
  pastQuality,
  qualityExpectation,
  type QualityExpectation,
  qualityOutcome,
} from '../../../src/plant/quality/past-quality.ts'
import type { QualityModel } from '../../../src/plant/quality/quality-model.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'

const specification = {
  operation: 'press',
  columns: { time: 'minute' },
  outcome: 'result',
  failing: ['scrap'],
  settings: { force: { lowest: 0, highest: 10 } },
  ignore: [],
  costs: { scrap: 40, inspection: 2, escape: 300 },
  inspection_capacity: 1,
}

/** Each row: minute, force, result ('' while it waits). */
function table(rows: readonly (readonly [number, number, string])[]): Table {
  const levels = ['good', 'scrap']
  const number = (values: number[]) => ({
    kind: 'number' as const,
    values: Float64Array.from(values),
  })
  return createTable([
    ['minute', number(rows.map(([minute]) => minute))],
    ['force', number(rows.map(([, force]) => force))],
    [
      'result',
      { kind: 'text', levels, codes: Int32Array.from(rows, ([, , r]) => levels.indexOf(r)) },
    ],
  ])
}

const past = Array.from({ length: 30 }, (_, i): [number, number, string] => [
  i,
  5 + (i % 7) / 10,
  i % 3 === 0 ? 'scrap' : 'good',
])
const open = (results: readonly string[]): [number, number, string][] =>
  results.map((result, i) => [30 + i, 6 + i / 10, result])

/** Fails the more the greater the force. */
const model = {
  state: { specification },
  predict: (records: Table) => {
    const force = records.columns.get('force') as { values: Float64Array }
    return Promise.resolve({ failureProbability: force.values.map((value) => value - 5.9) })
  },
} as unknown as QualityModel

const interval = (estimate: number) => ({ estimate, lower: estimate, upper: estimate })
const advice = {
  changes: [
    {
      column: 'force',
      from: 5.3,
      to: 3,
      lowest: 0,
      highest: 10,
      failureBefore: 0.8,
      failureAfter: 0.3,
      nearly: { lowest: 2, highest: 3 },
    },
  ],
  costNow: interval(13),
  costAfter: interval(4),
  gain: interval(9),
  records: 30,
  familiarShare: 1,
  reason: '',
}

async function expectation(): Promise<QualityExpectation> {
  const records = readQualityRecords(table([...past, ...open(['', '', ''])]), specification)
  const kept = await qualityExpectation(model, records, advice)
  return JSON.parse(JSON.stringify(kept)) as QualityExpectation
}

describe('a decision', () => {
  test('remembers what it said of each waiting record', async () => {
    const { waiting, records, until } = await expectation()
    expect([records, until]).toEqual([33, 32])
    expect(waiting.map(({ isInspected }) => isInspected)).toEqual([false, false, true])
    expect(new Set(waiting.map(({ key }) => key)).size).toBe(3)
  })

  test('is judged by the verdicts that its records have by now, wherever they stand', async () => {
    const now = table([...open(['good', '', 'scrap']), ...past])
    const outcome = qualityOutcome(await expectation(), now, specification)!
    expect(outcome.judged.map(({ failed, isInspected }) => [failed, isInspected])).toEqual([
      [0, false],
      [1, true],
    ])
    // One not inspected with risk 0.1, one inspected with risk 0.3 that failed.
    expect(outcome.cost!.expected).toBeCloseTo(0.1 * 300 + 2 + 0.3 * 40)
    expect(outcome.cost!.realised).toBe(42)
    expect(outcome.settings).toBeNull()
  })

  test('says whether later records were made as advised, and what their scrap cost', async () => {
    const later: [number, number, string][] = [
      [40, 3, 'good'],
      [41, 3.2, 'scrap'],
      [42, 5.4, 'scrap'],
      [43, 3, ''],
    ]
    const now = table([...past, ...open(['', '', '']), ...later])
    const { settings } = qualityOutcome(await expectation(), now, specification)!
    expect(settings!.followed).toEqual({ records: 3, judged: 2, expectedCost: 8, realisedCost: 40 })
    expect(settings!.others).toEqual({ records: 1, judged: 1, expectedCost: 13, realisedCost: 40 })
  })

  test('is not judged by a file that says nothing new, or has lost its columns', async () => {
    const same = table([...past, ...open(['', '', ''])])
    expect(qualityOutcome(await expectation(), same, specification)).toBeNull()
    const { columns, ...rest } = same
    const less = { ...rest, columns: new Map([...columns].filter(([name]) => name !== 'force')) }
    expect(qualityOutcome(await expectation(), less, specification)).toBeNull()
  })

  test('records that are alike are matched one by one', async () => {
    const twins = open(['', '']).map((): [number, number, string] => [30, 6, ''])
    const records = readQualityRecords(table([...past, ...twins]), specification)
    const kept = await qualityExpectation(model, records, null)
    const judged = twins.map(([minute, force]): [number, number, string] => [minute, force, 'good'])
    const outcome = qualityOutcome(kept, table([...past, ...judged]), specification)!
    expect(outcome.judged).toHaveLength(2)
  })
})

test('outcomes of several decisions are put together', async () => {
  const now = table([...open(['good', 'good', 'scrap']), ...past])
  const outcome = qualityOutcome(await expectation(), now, specification)!
  const all = pastQuality([outcome, outcome])!
  expect(all).toMatchObject({ decisions: 2, judged: 6, failures: 2, settings: null })
  expect(all.expectedFailures).toBeCloseTo(1.2)
  expect(all.likelyFailures[0]).toBe(0)
  expect(all.likelyFailures[1]).toBeGreaterThanOrEqual(2)
  expect(all.cost!.realised).toBe(2 * outcome.cost!.realised)
  expect(pastQuality([])).toBeNull()
})
