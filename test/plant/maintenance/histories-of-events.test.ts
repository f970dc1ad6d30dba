import { expect, test } from 'vitest'
import { createTable, type Column, type Table } from '../../../src/data/table/table.ts'
import { historiesOfEvents } from '../../../src/plant/maintenance/histories-of-events.ts'
import { runningHistories } from '../../../src/plant/maintenance/histories.ts'
import { lifetimesOf } from '../../../src/plant/maintenance/survival/lifetimes.ts'

const day = 24 * 3_600_000

function texts(values: readonly string[]): Column {
  const levels = [...new Set(values)]
  return { kind: 'text', levels, codes: Int32Array.from(values, (x) => levels.indexOf(x)) }
}

function eventTable(
  kind: 'number' | 'time',
  ...rows: readonly (readonly [string, number, string])[]
): Table {
  return createTable([
    ['machine', texts(rows.map(([machine]) => machine))],
    ['cycle', { kind, values: Float64Array.from(rows, ([, cycle]) => cycle) }],
    ['event', texts(rows.map(([, , event]) => event))],
  ])
}

test('ages at failures, services and ends are the lives of a fleet', () => {
  const table = eventTable(
    'number',
    ['a', 120, 'failure'],
    ['a', 200, 'service'],
    ['a', 230, 'end'],
    ['b', 90, 'failure'],
  )
  const fleet = historiesOfEvents(table)
  expect(lifetimesOf(fleet.histories)).toEqual([
    { entryAge: 0, age: 120, failed: true },
    { entryAge: 0, age: 80, failed: false },
    { entryAge: 0, age: 30, failed: false },
    { entryAge: 0, age: 90, failed: true },
  ])
  expect(runningHistories(fleet)).toMatchObject([{ machine: 'a', startCycle: 200, endCycle: 230 }])
})

test('a machine runs on after a service, and after a failure once it was seen again', () => {
  const table = eventTable(
    'number',
    ['a', 50, 'service'],
    ['b', 60, 'failure'],
    ['b', 60, 'end'],
    ['c', 70, 'failure'],
  )
  expect(runningHistories(historiesOfEvents(table))).toMatchObject([
    { machine: 'a', startCycle: 50, endCycle: 50 },
    { machine: 'b', startCycle: 60, endCycle: 60 },
  ])
})

test('an end before another event ends nothing', () => {
  const table = eventTable('number', ['a', 40, 'end'], ['a', 100, 'failure'])
  expect(lifetimesOf(historiesOfEvents(table).histories)).toEqual([
    { entryAge: 0, age: 100, failed: true },
  ])
})

test('of times only lives whose start was seen are known, in hours', () => {
  const table = eventTable(
    'time',
    ['a', 10 * day, 'service'],
    ['a', 12 * day, 'failure'],
    ['b', 11 * day, 'end'],
  )
  expect(lifetimesOf(historiesOfEvents(table).histories)).toEqual([
    { entryAge: 0, age: 48, failed: true },
  ])
})

test('of times every machine runs until the newest one, mended after its last failure', () => {
  const table = eventTable(
    'time',
    ['a', 0, 'end'],
    ['a', 10 * day, 'failure'],
    ['b', 2 * day, 'service'],
    ['c', 4 * day, 'service'],
    ['c', 30 * day, 'failure'],
    ['d', 5 * day, 'service'],
    ['d', 20 * day, 'end'],
  )
  const fleet = historiesOfEvents(table)
  expect(fleet.cycleKind).toBe('time')
  expect(runningHistories(fleet)).toMatchObject([
    { machine: 'a', startCycle: 240, endCycle: 720 },
    { machine: 'b', startCycle: 48, endCycle: 720 },
    { machine: 'd', startCycle: 120, endCycle: 480 },
  ])
  // Seen new at its first end, which is when its first life began.
  expect(lifetimesOf(fleet.histories)[0]).toEqual({ entryAge: 0, age: 240, failed: true })
})

test('what failures came from is counted', () => {
  const table = createTable([
    ...eventTable('number', ['a', 5, 'CM'], ['a', 9, 'PM'], ['b', 4, 'CM']).columns,
    ['why', texts(['seal', 'oil', 'seal'])],
  ])
  const words = { failures: ['CM'], services: ['PM'] }
  expect(historiesOfEvents(table, { cause: 'why' }, words).causes).toEqual([
    { cause: 'seal', failures: 2, machines: 2, share: 1, cumulativeShare: 1 },
  ])
})

test('a failure at no age is refused where cycles count running', () => {
  expect(() => historiesOfEvents(eventTable('number', ['a', 0, 'failure']))).toThrow(
    'machine a: failure at cycle 0, expected how long it had run by then, above 0',
  )
  expect(() => historiesOfEvents(eventTable('number', ['a', -3, 'end']))).toThrow('end at cycle -3')
})
