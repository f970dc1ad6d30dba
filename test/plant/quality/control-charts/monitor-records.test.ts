import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../../src/data/table/table.ts'
import {
  type MonitoringRequest,
  monitorRecords,
} from '../../../../src/plant/quality/control-charts/monitor-records.ts'
import { createRandom } from '../../../../src/random.ts'

/** Two measures with one cause and a third one; the last record breaks their pattern. */
function records(rows: number): Table {
  const random = createRandom(3)
  const cause = random.fillNormal(new Float64Array(rows))
  const noisy = cause.map((value) => value + 0.2 * random.normal())
  noisy[rows - 1] = cause[rows - 1]! + 5
  const codes = Int32Array.from(cause, (_, row) => (row % 10 === 0 ? 1 : 0))
  return createTable([
    ['minute', { kind: 'number', values: cause.map((_, row) => rows - row) }],
    ['load', { kind: 'number', values: cause }],
    ['current', { kind: 'number', values: noisy }],
    ['humidity', { kind: 'number', values: random.fillNormal(new Float64Array(rows)) }],
    ['result', { kind: 'text', codes, levels: ['good', 'scrap'] }],
  ])
}

const request: MonitoringRequest = {
  columns: {},
  settings: {},
  ignore: ['minute'],
  outcome: 'result',
  failing: ['scrap'],
  monitoring: { baseline: 450, false_alarm_rate: 0.05 },
}
const options = { seed: 1 }

describe('many measures at once', () => {
  test('a record off the pattern signals, with the columns behind it', async () => {
    const result = await monitorRecords(records(500), request, options)
    expect(result.columns).toEqual(['load', 'current', 'humidity'])
    expect(result.monitors.map(({ monitor }) => monitor)).toEqual(['t2', 'spe', 'surprise'])
    // Records that fail teach nothing: 405 of 450 are in control, and a quarter of them, every fourth stretch, sets the limits.
    expect([result.learntFrom, result.limitsFrom]).toEqual([305, 100])
    const last = result.signals.filter(({ point }) => point === 499)
    expect(last.map(({ panel }) => panel)).toContain(1)
    const spe = last.find(({ panel }) => panel === 1)!
    expect(spe.isBaseline).toBe(false)
    expect(
      spe.causes
        .slice(0, 2)
        .map(({ column }) => column)
        .sort(),
    ).toEqual(['current', 'load'])
    expect(spe.sentence).toMatch(/^SPE [\d.]+ above [\d.]+, most of it from /)
    for (const { monitored, beyond } of result.monitors) {
      expect(monitored).toBe(50)
      expect(beyond).toBeLessThan(12)
    }
  })

  test('records made together do not make limits narrow: those of whole stretches are held out', async () => {
    const random = createRandom(9)
    const [size, rows] = [8, 2400]
    // Trays of eight that have their settings in common.
    const columns = ['force', 'heat', 'speed'].map((name) => {
      const trays = random.fillNormal(new Float64Array(rows / size))
      const values = Float64Array.from(
        { length: rows },
        (_, row) => trays[Math.floor(row / size)]! + 0.1 * random.normal(),
      )
      return [name, { kind: 'number', values }] as const
    })
    const { outcome: _, failing: __, ...others } = request
    const monitoring = { baseline: 1600, false_alarm_rate: 0.02 }
    const result = await monitorRecords(
      createTable(columns),
      { ...others, ignore: [], monitoring },
      options,
    )
    for (const { beyond, monitored } of result.monitors) {
      expect(beyond / monitored).toBeLessThan(0.06)
    }
    expect(result.coverage).toEqual([])
  })

  test('under conditions a rise that the load explains is usual, and one that it does not is found', async () => {
    const random = createRandom(4)
    const rows = 1200
    const load = Float64Array.from({ length: rows }, () => random.uniform())
    // The heat bends back with the load; three records from 1,000 on are hot for their load and not for others.
    const heat = load.map(
      (x, i) => 8 * (x - 0.5) ** 2 + 0.05 * random.normal() + (odd(i) ? 0.9 : 0),
    )
    const noise = load.map((x) => x + 0.1 * random.normal())
    load.forEach((_, i) => odd(i) && (load[i] = 0.5))
    function odd(i: number): boolean {
      return i === 1010 || i === 1020 || i === 1030
    }
    const mode = { codes: Int32Array.from(load, (_, i) => i % 3), levels: ['a', 'b', 'c'] }
    load[1100] = 7
    const table = createTable([
      ['load', { kind: 'number', values: load }],
      ['heat', { kind: 'number', values: heat }],
      ['noise', { kind: 'number', values: noise }],
      ['mode', { kind: 'text', ...mode }],
    ])
    const { outcome: _, failing: __, ...others } = request
    const watched = async (conditions?: string[]) => {
      const monitoring = {
        baseline: 1000,
        false_alarm_rate: 0.01,
        ...(conditions && { conditions }),
      }
      const result = await monitorRecords(table, { ...others, ignore: [], monitoring }, options)
      const found = new Set(result.signals.map(({ point }) => point))
      return { result, found: [1010, 1020, 1030].filter((point) => found.has(point)) }
    }
    const under = await watched(['load', 'mode'])
    expect(under.result.columns).toEqual(['heat', 'noise'])
    expect(under.result.conditions).toEqual(['load', 'mode'])
    expect(under.result.unseen).toBe(1)
    expect(under.result.panels.every(({ values }) => values[1100] === null)).toBe(true)
    expect(under.found).toEqual([1010, 1020, 1030])
    const t2 = under.result.monitors[0]!
    expect(t2.beyond / t2.monitored).toBeLessThan(0.06)
  })

  test('columns that T2 and SPE cannot watch are said, with the word among the numbers', async () => {
    const table = records(60)
    const fixed = { kind: 'number', values: new Float64Array(60).fill(5).fill(9, 50) } as const
    const texts = Array.from({ length: 60 }, (_, i) => (i === 7 ? 'worn' : String(i % 11)))
    const levels = [...new Set(texts)]
    const wear = {
      kind: 'text',
      codes: Int32Array.from(texts, (t) => levels.indexOf(t)),
      levels,
    } as const
    const result = await monitorRecords(
      createTable([...table.columns, ['fixed', fixed], ['wear', wear]]),
      { ...request, monitoring: { baseline: 40, false_alarm_rate: 0.05 } },
      options,
    )
    expect(result.notByComponents).toEqual([
      { column: 'fixed', reason: 'no change within the baseline' },
      { column: 'wear', reason: expect.stringMatching(/^"worn" in .*row \d+ is no number$/) },
    ])
  })

  test('records go by time, and few of them have limits by theory and no generative model', async () => {
    const { baseline: _, ...monitoring } = request.monitoring
    const result = await monitorRecords(
      records(40),
      { ...request, ignore: [], columns: { time: 'minute' }, monitoring },
      options,
    )
    expect(result.labels.slice(0, 2)).toEqual(['1', '2'])
    expect([result.baseline, result.limitsFrom]).toEqual([40, 0])
    expect(result.monitors.map(({ monitor }) => monitor)).toEqual(['t2', 'spe'])
  })

  test('what cannot be watched is said', async () => {
    const watched = (changes: Partial<MonitoringRequest>) =>
      monitorRecords(records(40), { ...request, ...changes }, options)
    await expect(watched({ failing: ['good', 'scrap'] })).rejects.toThrow('no record in control')
    const columns = { ...request.monitoring, columns: ['lood'] }
    await expect(watched({ monitoring: columns })).rejects.toThrow('column lood is missing')
    const under = { ...request.monitoring, conditions: ['lood'] }
    await expect(watched({ monitoring: under })).rejects.toThrow('column lood is missing')
    const one = { ...request.monitoring, columns: ['load'] }
    await expect(watched({ monitoring: one })).rejects.toThrow('expected at least 3 records and 2')
  })
})
