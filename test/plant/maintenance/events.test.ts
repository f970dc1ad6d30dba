import { describe, expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { eventsOf } from '../../../src/plant/maintenance/events.ts'

const table = createTable([
  ['machine', { kind: 'text', levels: ['a', 'b'], codes: Int32Array.of(0, 1, 0) }],
  ['cycle', { kind: 'number', values: Float64Array.of(9, 4, 2) }],
  ['event', { kind: 'text', levels: [' Failure', 'end'], codes: Int32Array.of(0, 1, 1) }],
  ['odd', { kind: 'text', levels: ['broke'], codes: Int32Array.of(0, 0, 0) }],
])

describe('events', () => {
  test('are those of each machine, in order', () => {
    expect(eventsOf(table)).toEqual(
      new Map([
        [
          'a',
          [
            { cycle: 2, event: 'end' },
            { cycle: 9, event: 'failure' },
          ],
        ],
        ['b', [{ cycle: 4, event: 'end' }]],
      ]),
    )
  })

  test('of another kind are refused', () => {
    expect(() => eventsOf(table, { event: 'odd' })).toThrow(
      'row 1, column odd: unknown event, expected failure, service or end, got "broke"',
    )
  })

  test('are counted like the sensors', () => {
    expect(() => eventsOf(table, {}, 'time')).toThrow('expected times, got numbers')
  })
})
