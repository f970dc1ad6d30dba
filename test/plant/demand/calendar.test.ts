import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Calendar,
  type CalendarUnit,
  anchorDay,
  calendarFeatureNames,
  calendarFeatures,
  createCalendar,
  defaultSeasonLength,
  describeCalendar,
  indexAt,
  isWeekend,
  labelsFrom,
  timeAt,
  yearFraction,
} from '../../../src/plant/demand/calendar.ts'

const units: readonly CalendarUnit[] = [
  'position',
  'minute',
  'hour',
  'day',
  'business-day',
  'week',
  'month',
]
const monday = Date.UTC(2024, 0, 1)
const calendarArbitrary = fc
  .tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 0, max: 4 }))
  .map(([unit, every, days]) =>
    createCalendar(unit, every, unit === 'position' ? days : monday + days * 86_400_000),
  )

function monthly(every: number, dayOfMonth: number): Calendar {
  const origin = Date.UTC(2024, 0, dayOfMonth)
  return { unit: 'month', every, origin, dayOfMonth }
}

describe('calendar', () => {
  test('the index of the time of an index is that index, on every kind of grid', () => {
    fc.assert(
      fc.property(calendarArbitrary, fc.integer({ min: -500, max: 500 }), (calendar, index) => {
        expect(indexAt(calendar, timeAt(calendar, index))).toBe(index)
      }),
    )
  })

  test('times ascend with the index', () => {
    fc.assert(
      fc.property(calendarArbitrary, fc.integer({ min: -500, max: 500 }), (calendar, index) => {
        expect(timeAt(calendar, index + 1)).toBeGreaterThan(timeAt(calendar, index))
      }),
    )
  })

  test('a time off the grid has no index', () => {
    expect(indexAt(createCalendar('week', 1, monday), monday + 86_400_000)).toBeNaN()
    expect(indexAt(monthly(1, 1), Date.UTC(2024, 4, 2))).toBeNaN()
    expect(indexAt(createCalendar('position', 2, 1), 4)).toBeNaN()
    expect(indexAt(createCalendar('business-day', 1, monday), Date.UTC(2024, 0, 6))).toBeNaN()
  })

  test('month ends stay month ends, through February of a leap year', () => {
    expect(labelsFrom(monthly(1, 31), 0, 4)).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
    ])
  })

  test('a day of the month is cut to short months and comes back after them', () => {
    expect(labelsFrom(monthly(1, 30), 0, 3)).toEqual(['2024-01-30', '2024-02-29', '2024-03-30'])
  })

  test('quarters and years are steps of months', () => {
    expect(labelsFrom(monthly(3, 1), 0, 3)).toEqual(['2024-01-01', '2024-04-01', '2024-07-01'])
    expect(labelsFrom(monthly(12, 31), 0, 2)).toEqual(['2024-01-31', '2025-01-31'])
  })

  test('business days skip the weekend', () => {
    const calendar = createCalendar('business-day', 1, Date.UTC(2024, 0, 4))
    expect(labelsFrom(calendar, 0, 4)).toEqual([
      '2024-01-04',
      '2024-01-05',
      '2024-01-08',
      '2024-01-09',
    ])
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), (index) => {
        expect(isWeekend(timeAt(calendar, index))).toBe(false)
      }),
    )
  })

  test('times of day are written where there are any', () => {
    const calendar = createCalendar('minute', 15, Date.UTC(2024, 0, 1, 23, 45))
    expect(labelsFrom(calendar, 0, 2)).toEqual(['2024-01-01T23:45:00Z', '2024-01-02'])
  })

  test('positions are written as they are', () => {
    expect(labelsFrom(createCalendar('position', 1, 1), 5, 2)).toEqual(['6', '7'])
  })

  test.each([
    ['month', 1, 12],
    ['month', 3, 4],
    ['month', 12, 1],
    ['week', 1, 52],
    ['day', 1, 7],
    ['business-day', 1, 5],
    ['hour', 1, 24],
    ['minute', 15, 96],
    ['position', 1, 1],
  ] as const)('a season of %s by %i has %i steps', (unit, every, expected) => {
    expect(defaultSeasonLength(createCalendar(unit, every, monday))).toBe(expected)
  })

  test('a calendar describes itself in words', () => {
    expect(describeCalendar(createCalendar('week', 1, monday))).toBe('weekly on Monday')
    expect(describeCalendar(monthly(3, 31))).toBe('quarterly on the last day')
    expect(describeCalendar(createCalendar('minute', 15, monday))).toBe('every 15 minutes')
  })

  test('the last day of every month anchors to 31, other days to the latest', () => {
    expect(anchorDay([Date.UTC(2024, 1, 29), Date.UTC(2024, 3, 30)])).toBe(31)
    expect(anchorDay([Date.UTC(2024, 1, 29), Date.UTC(2024, 3, 29)])).toBe(29)
  })

  test('features lie on unit circles and repeat after a year', () => {
    const calendar = monthly(1, 1)
    const width = calendarFeatureNames(calendar).length
    const features = calendarFeatures(calendar, 0, 13)
    expect(features).toHaveLength(13 * width)
    for (let i = 0; i < features.length; i += 2) {
      expect(Math.hypot(features[i]!, features[i + 1]!)).toBeCloseTo(1, 12)
    }
    for (let i = 0; i < width; i++) {
      expect(features[12 * width + i]).toBeCloseTo(features[i]!, 12)
    }
    expect(yearFraction(calendar, 12)).toBe(0)
  })

  test('a step below one is refused', () => {
    expect(() => createCalendar('day', 0, monday)).toThrow('expected 1 or more, got 0')
  })
})
