import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { readHistories } from '../../../src/plant/maintenance/read-histories.ts'

function numbers(...values: number[]) {
  return { kind: 'number', values: Float64Array.from(values) } as const
}

function texts(...values: string[]) {
  const levels = [...new Set(values)]
  return { kind: 'text', levels, codes: Int32Array.from(values, (x) => levels.indexOf(x)) } as const
}

const sensors = createTable([
  ['machine', texts('a', 'a', 'a', 'b', 'b')],
  ['cycle', numbers(1, 3, 2, 1, 2)],
  ['speed', numbers(5, 5, 6, 5, 5)],
  ['heat', numbers(10, 30, 20, 40, 50)],
  ['noise', numbers(1, 3, NaN, 4, 5)],
])

function eventTable(...rows: [string, number, string][]): Table {
  return createTable([
    ['machine', texts(...rows.map(([machine]) => machine))],
    ['cycle', numbers(...rows.map(([, cycle]) => cycle))],
    ['event', texts(...rows.map(([, , event]) => event))],
  ])
}

describe('histories', () => {
  test('are ordered rows of every machine; what is no condition is a channel', () => {
    const { channels, histories, findings } = readHistories(sensors, { conditions: ['speed'] })
    expect(channels).toEqual(['heat', 'noise'])
    expect(histories).toEqual([
      {
        machine: 'a',
        cycles: Float64Array.of(1, 2, 3),
        startCycle: 0,
        channels: Float64Array.of(10, 1, 20, NaN, 30, 3),
        conditions: Float64Array.of(5, 6, 5),
        end: 'end',
        endCycle: 3,
      },
      {
        machine: 'b',
        cycles: Float64Array.of(1, 2),
        startCycle: 0,
        channels: Float64Array.of(40, 4, 50, 5),
        conditions: Float64Array.of(5, 5),
        end: 'end',
        endCycle: 2,
      },
    ])
    expect(findings).toEqual([
      {
        kind: 'unsorted',
        subject: 'table',
        column: 'cycle',
        count: 1,
        examples: ['row 3'],
        action: 'sorted',
      },
    ])
  })

  test('end with the events of a machine, after which it is as new', () => {
    const table = eventTable(['a', 1, 'service'], ['a', 3, 'Failure'])
    const { histories } = readHistories(sensors, { events: { table } })
    const lives = histories.map(({ machine, startCycle, cycles, end, endCycle }) => ({
      machine,
      startCycle,
      cycles: [...cycles],
      end,
      endCycle,
    }))
    expect(lives).toEqual([
      { machine: 'a', startCycle: 0, cycles: [1], end: 'service', endCycle: 1 },
      { machine: 'a', startCycle: 1, cycles: [2, 3], end: 'failure', endCycle: 3 },
      { machine: 'b', startCycle: 0, cycles: [1, 2], end: 'end', endCycle: 2 },
    ])
  })

  test('all end in a failure where machines ran to it', () => {
    const { histories } = readHistories(sensors, { isRunToFailure: true })
    expect(histories.map(({ end }) => end)).toEqual(['failure', 'failure'])
  })

  test('keep the last of several rows of one cycle', () => {
    const twice = createTable([
      ['machine', texts('a', 'a')],
      ['cycle', numbers(1, 1)],
      ['heat', numbers(10, 20)],
    ])
    const { histories, findings } = readHistories(twice)
    expect([...histories[0]!.channels]).toEqual([20])
    expect(findings).toMatchObject([{ kind: 'duplicate-key', count: 1, action: 'last-kept' }])
  })

  test('count times in hours, from one step before the first row', () => {
    const hour = 3_600_000
    const timed = createTable([
      ['machine', texts('a', 'a')],
      ['cycle', { kind: 'time', values: Float64Array.of(10 * hour, 12 * hour) }],
      ['heat', numbers(1, 2)],
    ])
    const [history] = readHistories(timed).histories
    expect(history).toMatchObject({ cycles: Float64Array.of(10, 12), startCycle: 8 })
  })

  test('leave out events of an unknown machine, and say so', () => {
    const table = eventTable(['z', 1, 'failure'], ['a', 3, 'failure'])
    expect(readHistories(sensors, { events: { table } }).findings).toContainEqual({
      kind: 'unknown-machine',
      subject: 'events',
      column: 'machine',
      count: 1,
      examples: ['z'],
      action: 'dropped',
    })
  })
})

describe('a channel that is not there', () => {
  test('is an error with the nearest name', () => {
    expect(() => readHistories(sensors, { channels: ['heta'] })).toThrow(
      'table: channel heta is missing, expected a column of that name, got machine, cycle, speed',
    )
  })

  test('is missing throughout where that was said', () => {
    const channels = ['oil', 'heat']
    const { histories } = readHistories(sensors, { channels, mayLackChannels: true })
    expect([...histories[1]!.channels]).toEqual([NaN, 40, NaN, 50])
  })

  test('a condition may not be missing', () => {
    expect(() => readHistories(sensors, { conditions: ['load'], mayLackChannels: true })).toThrow(
      'condition load is missing',
    )
  })

  test('a table without any is refused', () => {
    const bare = createTable([
      ['machine', texts('a')],
      ['cycle', numbers(1)],
    ])
    expect(() => readHistories(bare)).toThrow('table: no sensor, expected at least one column')
  })
})

test('machines of two tables are joined however their names are spelt', () => {
  const table = eventTable(['A ', 3, 'failure'])
  const { histories, findings } = readHistories(sensors, { events: { table } })
  expect(histories.map(({ machine, end }) => [machine, end])).toEqual([
    ['a', 'failure'],
    ['b', 'end'],
  ])
  expect(findings.some(({ kind }) => kind === 'unknown-machine')).toBe(false)
})

test('an event that tells the day alone comes after what was read on its day', () => {
  const hour = 3_600_000
  const timed = createTable([
    ['machine', texts('a', 'a', 'a', 'a')],
    ['cycle', { kind: 'time', values: Float64Array.of(1, 20, 30, 50).map((x) => x * hour) }],
    ['heat', numbers(1, 2, 3, 4)],
  ])
  const at = (hours: number): Table =>
    createTable([
      ['machine', texts('a')],
      ['cycle', { kind: 'time', values: Float64Array.of(hours * hour) }],
      ['event', texts('failure')],
    ])
  const lives = (hours: number): number[] =>
    readHistories(timed, { events: { table: at(hours) } }).histories.map(
      ({ cycles }) => cycles.length,
    )
  expect(lives(24)).toEqual([3, 1])
  expect(lives(25)).toEqual([2, 2])
})

test('events of other machines alone are refused', () => {
  const table = eventTable(['x', 3, 'failure'], ['y', 3, 'failure'])
  expect(() => readHistories(sensors, { events: { table } })).toThrow(
    'no machine of the sensors, expected a, b, got x, y',
  )
})

test('a table without a channel of the model is refused', () => {
  expect(() => readHistories(sensors, { channels: ['flow'], mayLackChannels: true })).toThrow(
    'no channel of the model, expected one of flow, got machine',
  )
})

test('a column of text is no sensor and told; one of numbers with a broken cell is refused', () => {
  const withText = (...values: string[]): Table =>
    createTable([...sensors.columns, ['oil', texts(...values)]])
  const { channels, findings } = readHistories(withText('ok', 'ok', 'low', 'ok', 'ok'))
  expect(channels).not.toContain('oil')
  expect(findings.find(({ kind }) => kind === 'text-column')).toMatchObject({ column: 'oil' })
  expect(() => readHistories(withText('1.5', '2', 'No Data', '2.5', '3'))).toThrow(
    'row 3, column oil: not a number, expected one as in other rows, got "No Data"',
  )
})
