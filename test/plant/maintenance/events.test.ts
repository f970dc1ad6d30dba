import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../src/data/table/table.ts'
import { eventsOf } from '../../../src/plant/maintenance/events.ts'

function eventTable(...rows: readonly (readonly [string, number, string, string?])[]): Table {
  const texts = (values: readonly string[]) => {
    const levels = [...new Set(values)]
    const codes = Int32Array.from(values, (value) => levels.indexOf(value))
    return { kind: 'text' as const, levels, codes }
  }
  return createTable([
    ['machine', texts(rows.map(([machine]) => machine))],
    ['cycle', { kind: 'number', values: Float64Array.from(rows, ([, cycle]) => cycle) }],
    ['event', texts(rows.map(([, , event]) => event))],
    ['cause', texts(rows.map(([, , , cause = '']) => cause))],
  ])
}

const eventsOfFleet = (...given: Parameters<typeof eventsOf>) =>
  [...eventsOf(...given).machines.values()].map(({ machine, events }) => [
    machine,
    events.map(({ cycle, event }) => [cycle, event]),
  ])

describe('events', () => {
  test('are those of each machine, in order', () => {
    const table = eventTable(['a', 9, ' Failure'], ['b', 4, 'end'], ['A ', 2, 'end'])
    expect(eventsOfFleet(table)).toEqual([
      [
        'a',
        [
          [2, 'end'],
          [9, 'failure'],
        ],
      ],
      ['b', [[4, 'end']]],
    ])
    expect(eventsOf(table).findings).toMatchObject([{ kind: 'spelling', count: 1 }])
  })

  test('of another kind are refused, with all words of the column', () => {
    const table = eventTable(['a', 9, 'CM'], ['b', 4, 'PM'])
    expect(() => eventsOf(table)).toThrow(
      'row 1, column event: unknown event, expected failure, service or end, got "CM"',
    )
    expect(() => eventsOf(table)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('this column has CM, PM') }),
    )
  })

  test('have the words that are said for them; other rows are left out and counted', () => {
    const table = eventTable(['a', 9, 'Störung'], ['a', 4, 'Wartung'], ['b', 5, 'Inspektion'])
    const words = { failures: ['störung'], services: ['Wartung'] }
    expect(eventsOfFleet(table, {}, words)).toEqual([
      [
        'a',
        [
          [4, 'service'],
          [9, 'failure'],
        ],
      ],
    ])
    expect(eventsOf(table, {}, words).findings).toMatchObject([{ kind: 'other-event', count: 1 }])
  })

  test('a word that is nearly one of the column is refused, one of other exports is not', () => {
    const table = eventTable(['a', 1, 'Wartung'])
    expect(() => eventsOf(table, {}, { services: ['Wartnug'] })).toThrow(
      'no row says Wartnug, expected a word for a service that there is, got Wartung',
    )
    const words = { services: ['Wartung', '保养'], failures: ['CM'] }
    expect(eventsOf(table, {}, words).findings).toEqual([])
  })

  test('of one machine at one moment are one, the failure with its cause first', () => {
    const table = eventTable(
      ['a', 7, 'service', 'oil'],
      ['a', 7, 'failure'],
      ['a', 7, 'failure', 'bearing'],
      ['a', 7, 'end'],
    )
    const { machines, findings } = eventsOf(table, { cause: 'cause' })
    expect(machines.get('a')!.events).toEqual([
      { cycle: 7, event: 'failure', cause: 'bearing' },
      { cycle: 7, event: 'end', cause: '' },
    ])
    expect(findings).toMatchObject([{ kind: 'same-moment', count: 2, action: 'joined' }])
  })

  test('are counted like the sensors', () => {
    expect(() => eventsOf(eventTable(['a', 1, 'end']), {}, {}, 'time')).toThrow(
      'expected times, got numbers',
    )
  })
})
