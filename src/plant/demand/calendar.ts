// A calendar: the regular grid on which series lie, as a pair of maps between index and time.
// Times are milliseconds since 1970-01-01 UTC, or whole numbers where the grid is `position`.

import { formatValue } from '../../data/table/cell.ts'
import { MillraceError } from '../../errors.ts'

export type CalendarUnit =
  'position' | 'minute' | 'hour' | 'day' | 'business-day' | 'week' | 'month'

export interface Calendar {
  readonly unit: CalendarUnit
  /** Units per step: 3 months is quarterly, 15 minutes is four an hour. */
  readonly every: number
  /** The time of index 0. */
  readonly origin: number
  /** Months only: the day on which a step lies, cut to the month's length; 31 is the month's end. */
  readonly dayOfMonth: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

const fixedSteps: Readonly<Partial<Record<CalendarUnit, number>>> = {
  position: 1,
  minute,
  hour,
  day,
  week,
}

/** The time at an index (any integer, negative too). */
export function timeAt(calendar: Calendar, index: number): number {
  const { unit, every, origin } = calendar
  if (unit === 'month') {
    const timeOfDay = modulo(origin, day)
    return timeOfMonth(monthOf(origin) + index * every, calendar.dayOfMonth) + timeOfDay
  }
  if (unit === 'business-day') {
    return businessDayTime(businessDayNumber(origin) + index * every) + modulo(origin, day)
  }
  return origin + index * every * fixedSteps[unit]!
}

/** The index at a time, or NaN where the time does not lie on the grid. */
export function indexAt(calendar: Calendar, time: number): number {
  const index = Math.round(nearestIndex(calendar, time))
  return timeAt(calendar, index) === time ? index : Number.NaN
}

function nearestIndex({ unit, every, origin }: Calendar, time: number): number {
  if (unit === 'month') return (monthOf(time) - monthOf(origin)) / every
  if (unit === 'business-day') return (businessDayNumber(time) - businessDayNumber(origin)) / every
  return (time - origin) / (every * fixedSteps[unit]!)
}

/** The label of an index: `2024-03-01`, `2024-03-01T14:00:00Z`, or the position as text. */
export function labelAt(calendar: Calendar, index: number): string {
  const time = timeAt(calendar, index)
  return calendar.unit === 'position' ? String(time) : formatTime(time)
}

/** Labels of `count` steps from an index on. */
export function labelsFrom(calendar: Calendar, index: number, count: number): string[] {
  return Array.from({ length: count }, (_, step) => labelAt(calendar, index + step))
}

/** `weekly on Monday`, `every 15 minutes`, `monthly on the last day`. */
export function describeCalendar({ unit, every, origin, dayOfMonth }: Calendar): string {
  if (unit === 'position') return every === 1 ? 'integer positions' : `every ${every} positions`
  if (unit === 'week' && every === 1) return `weekly on ${weekdays[new Date(origin).getUTCDay()]}`
  if (unit === 'month') {
    const names: Readonly<Record<number, string>> = { 1: 'monthly', 3: 'quarterly', 12: 'yearly' }
    const dayName = dayOfMonth === 31 ? 'the last day' : `day ${dayOfMonth}`
    return `${names[every] ?? `every ${every} months`} on ${dayName}`
  }
  const names: Readonly<Record<string, string>> = {
    minute: 'every minute',
    hour: 'hourly',
    day: 'daily',
    'business-day': 'daily from Monday to Friday',
  }
  return every === 1 ? names[unit]! : `every ${every} ${unit}s`
}

/** The usual number of steps in a season: 12 months, 52 weeks, 7 days, 24 hours; 1 where there is none. */
export function defaultSeasonLength({ unit, every }: Calendar): number {
  const stepsPerSeason: Readonly<Record<CalendarUnit, number>> = {
    position: 1,
    minute: 1440,
    hour: 24,
    day: 7,
    'business-day': 5,
    week: 52,
    month: 12,
  }
  return Math.max(1, Math.round(stepsPerSeason[unit] / every))
}

/** The position of an index in its year, 0 to 1; NaN for a calendar of positions. */
export function yearFraction(calendar: Calendar, index: number): number {
  if (calendar.unit === 'position') return Number.NaN
  const time = timeAt(calendar, index)
  const year = new Date(time).getUTCFullYear()
  const start = Date.UTC(year, 0, 1)
  return (time - start) / (Date.UTC(year + 1, 0, 1) - start)
}

/** Names of what `calendarFeatures` gives, in order. */
export function calendarFeatureNames(calendar: Calendar): readonly string[] {
  if (calendar.unit === 'position') return []
  const names = ['year sin 1', 'year cos 1', 'year sin 2', 'year cos 2']
  if (calendar.unit === 'week' || calendar.unit === 'month') return names
  const daily = [...names, 'week sin', 'week cos']
  const isWithinDay = calendar.unit === 'minute' || calendar.unit === 'hour'
  return isWithinDay ? [...daily, 'day sin', 'day cos'] : daily
}

/**
 * Fourier features of the position in year, week and day, of `count` steps from an index on.
 * @returns shape [count, features], row-major; the features are those of `calendarFeatureNames`.
 */
export function calendarFeatures(calendar: Calendar, index: number, count: number): Float64Array {
  const width = calendarFeatureNames(calendar).length
  const features = new Float64Array(count * width)
  if (width === 0) return features
  for (let step = 0; step < count; step++) {
    const time = timeAt(calendar, index + step)
    const inYear = 2 * Math.PI * yearFraction(calendar, index + step)
    const angles = [inYear, 2 * inYear]
    // 1970-01-01 was a Thursday.
    if (width > 4) angles.push((2 * Math.PI * modulo(time + 3 * day, week)) / week)
    if (width > 6) angles.push((2 * Math.PI * modulo(time, day)) / day)
    for (const [i, angle] of angles.entries()) {
      features[step * width + 2 * i] = Math.sin(angle)
      features[step * width + 2 * i + 1] = Math.cos(angle)
    }
  }
  return features
}

/** ISO date, with the time of day where it is not midnight: as tables are written. */
export function formatTime(time: number): string {
  return formatValue('time', time)
}

/** @throws MillraceError `bad-input` for a count that is no positive integer. */
export function createCalendar(unit: CalendarUnit, every: number, origin: number): Calendar {
  if (!Number.isInteger(every) || every < 1) {
    throw new MillraceError('bad-input', `calendar: bad step, expected 1 or more, got ${every}`)
  }
  const dayOfMonth = unit === 'month' ? anchorDay([origin]) : 1
  return { unit, every, origin, dayOfMonth }
}

/** The day of the month that fits all the times: 31 where all lie at the ends of months. */
export function anchorDay(times: Iterable<number>): number {
  let latest = 1
  let areMonthEnds = true
  for (const time of times) {
    const date = new Date(time)
    latest = Math.max(latest, date.getUTCDate())
    areMonthEnds &&= new Date(time + day).getUTCMonth() !== date.getUTCMonth()
  }
  return areMonthEnds ? 31 : latest
}

/** Months since year 0. */
export function monthOf(time: number): number {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** Midnight of a day of a month since year 0, the day cut to the month's length. */
function timeOfMonth(month: number, dayOfMonth: number): number {
  const length = new Date(Date.UTC(0, 0)).setUTCFullYear(0, month + 1, 0)
  const lastDay = new Date(length).getUTCDate()
  return new Date(0).setUTCFullYear(0, month, Math.min(dayOfMonth, lastDay))
}

/** Weekdays since Monday 1969-12-29; a weekend counts as the Friday before it. */
function businessDayNumber(time: number): number {
  const days = Math.floor(time / day) + 3
  return Math.floor(days / 7) * 5 + Math.min(modulo(days, 7), 4)
}

function businessDayTime(number: number): number {
  return (Math.floor(number / 5) * 7 + modulo(number, 5) - 3) * day
}

export function isWeekend(time: number): boolean {
  return modulo(Math.floor(time / day) + 3, 7) > 4
}

export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
