import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Calendar,
  createCalendar,
  describeCalendar,
  timeAt,
} from '../../../src/plant/demand/calendar.ts'
import { inferCalendar } from '../../../src/plant/demand/frequency.ts'

const monday = Date.UTC(2024, 0, 1)

function timesOn(calendar: Calendar, indices: readonly number[]): Float64Array {
  return Float64Array.from(indices, (index) => timeAt(calendar, index))
}

function range(count: number, step = 1, from = 0): number[] {
  return Array.from({ length: count }, (_, i) => from + i * step)
}

describe('frequency', () => {
  const calendars: Calendar[] = [
    createCalendar('day', 1, monday),
    createCalendar('business-day', 1, monday),
    createCalendar('week', 1, monday + 2 * 86_400_000),
    createCalendar('week', 2, monday),
    createCalendar('month', 1, monday),
    createCalendar('month', 3, monday),
    createCalendar('month', 12, monday),
    createCalendar('month', 1, Date.UTC(2024, 0, 31)),
    createCalendar('hour', 1, monday),
    createCalendar('hour', 4, monday),
    createCalendar('minute', 15, monday),
    createCalendar('position', 1, 7),
  ]

  test.each(calendars.map((calendar) => [describeCalendar(calendar), calendar] as const))(
    'finds %s, with gaps in some series',
    (_, calendar) => {
      const kind = calendar.unit === 'position' ? 'position' : 'time'
      const whole = timesOn(calendar, range(40))
      expect(inferCalendar([{ id: 'a', times: whole }], kind)).toEqual(calendar)
      fc.assert(
        fc.property(fc.subarray(range(40), { minLength: 1 }), (kept) => {
          const histories = [
            { id: 'a', times: whole },
            { id: 'b', times: timesOn(calendar, kept.length > 3 ? range(20) : kept) },
          ]
          expect(inferCalendar(histories, kind)).toEqual(calendar)
        }),
        { numRuns: 20 },
      )
    },
  )

  test('two frequencies are refused with an example of each', () => {
    const daily = createCalendar('day', 1, monday)
    const histories = [
      { id: 'pump', times: timesOn(daily, range(30)) },
      { id: 'valve', times: timesOn(daily, range(10, 7)) },
    ]
    expect(() => inferCalendar(histories, 'time')).toThrow(
      /mixed frequencies.*pump every 1 days from 2024-01-01 and valve every 7 days from 2024-01-01/,
    )
  })

  test('a series that changes its frequency is refused', () => {
    const daily = createCalendar('day', 1, monday)
    const times = timesOn(daily, [...range(12), ...range(12, 7, 14)])
    expect(() => inferCalendar([{ id: 'pump', times }], 'time')).toThrow('mixed frequencies')
  })

  test('a date off the grid is named', () => {
    const daily = createCalendar('day', 1, monday)
    const times = timesOn(daily, [...range(10, 7), 72, ...range(10, 7, 77)])
    expect(() => inferCalendar([{ id: 'pump', times }], 'time')).toThrow(
      /irregular, expected every 7 days in series pump, got 2024-03-/,
    )
  })

  test('weekly series on different weekdays are refused with both', () => {
    const daily = createCalendar('day', 1, monday)
    const histories = [
      { id: 'pump', times: timesOn(daily, range(10, 7)) },
      { id: 'valve', times: timesOn(daily, range(10, 7, 1)) },
    ]
    expect(() => inferCalendar(histories, 'time')).toThrow(/shifted.*pump.*2024-01-02 in valve/)
  })

  test('days with sales only, scattered, are a daily history with gaps', () => {
    const daily = createCalendar('day', 1, monday)
    const times = timesOn(daily, [0, 2, 3, 7, 12, 13, 19, 22, 30])
    expect(inferCalendar([{ id: 'pump', times }], 'time').unit).toBe('day')
  })

  test('one date alone tells nothing', () => {
    const times = Float64Array.of(monday)
    expect(() => inferCalendar([{ id: 'a', times }], 'time')).toThrow(
      'dates: too few, expected two or more, got only 2024-01-01',
    )
  })

  test('seconds are refused', () => {
    const times = Float64Array.of(monday, monday + 30_000)
    expect(() => inferCalendar([{ id: 'a', times }], 'time')).toThrow('finer than minutes')
  })
})
