// Which calendar a set of histories lies on, found from their times.

import { MillraceError } from '../../errors.ts'
import {
  anchorDay,
  type Calendar,
  createCalendar,
  formatTime,
  indexAt,
  isWeekend,
  modulo,
  monthOf,
} from './calendar.ts'

/** The times of one series, ascending without repetition. */
export interface SeriesTimes {
  readonly id: string
  readonly times: Float64Array
}

const minute = 60_000
const day = 24 * 60 * minute
/** Distinct dates without any weekend from which a daily history counts as one of business days. */
const businessDayEvidence = 10
/** Share of a history's steps that must agree before they count as its frequency. */
const regularShare = 0.75

/**
 * The coarsest regular calendar on which all times lie; gaps are allowed.
 * @param kind whether times are milliseconds or integer positions
 * @param subject the file and column, for messages
 * @throws MillraceError `bad-input` for fewer than two distinct times, irregular or mixed frequencies.
 */
export function inferCalendar(
  histories: readonly SeriesTimes[],
  kind: 'time' | 'position',
  subject = 'dates',
): Calendar {
  const times = distinctTimes(histories)
  if (times.length < 2) {
    const found = times.length === 1 ? `only ${nameTime(times[0]!, kind)}` : 'none'
    throw new MillraceError('bad-input', `${subject}: too few, expected two or more, got ${found}`)
  }
  const calendar =
    kind === 'position' ? positionCalendar(times, subject) : timeCalendar(times, subject)
  refuseMixed(histories, calendar, kind, subject)
  return calendar
}

function positionCalendar(times: Float64Array, subject: string): Calendar {
  const odd = times.find((time) => !Number.isInteger(time))
  if (odd !== undefined) {
    throw new MillraceError(
      'bad-input',
      `${subject}: not whole, expected whole numbers or dates, got ${odd}`,
    )
  }
  return createCalendar('position', commonStep(times, 1), times[0]!)
}

function timeCalendar(times: Float64Array, subject: string): Calendar {
  const origin = times[0]!
  const timeOfDay = modulo(origin, day)
  if (times.some((time) => modulo(time, day) !== timeOfDay)) {
    const minutes = commonStep(times, minute)
    if (!Number.isInteger(minutes)) {
      throw new MillraceError(
        'unsupported',
        `${subject}: finer than minutes, expected steps of whole minutes, got ${formatTime(times[1]!)}`,
      )
    }
    return minutes % 60 === 0
      ? createCalendar('hour', minutes / 60, origin)
      : createCalendar('minute', minutes, origin)
  }
  const monthly = monthCalendar(times)
  if (monthly) return monthly
  const days = commonStep(times, day)
  if (days % 7 === 0) return createCalendar('week', days / 7, origin)
  return createCalendar(days === 1 && isWorkweek(times) ? 'business-day' : 'day', days, origin)
}

/** Many dates, on most weekdays, and none on a weekend. */
function isWorkweek(times: Float64Array): boolean {
  const weekdays = new Set(times.map((time) => new Date(time).getUTCDay()))
  return times.length >= businessDayEvidence && weekdays.size >= 4 && !times.some(isWeekend)
}

/** Monthly, quarterly, half-yearly or yearly on one day of the month, or undefined. */
function monthCalendar(times: Float64Array): Calendar | undefined {
  const months = times.map(monthOf)
  if (new Set(months).size < months.length) return undefined
  const step = commonStep(months, 1)
  const every = [12, 6, 3, 1].find((candidate) => step % candidate === 0)!
  const calendar: Calendar = {
    unit: 'month',
    every,
    origin: times[0]!,
    dayOfMonth: anchorDay(times),
  }
  return times.every((time) => !Number.isNaN(indexAt(calendar, time))) ? calendar : undefined
}

/** A piece of a series most of whose steps have one length, in steps of the calendar. */
interface RegularRun {
  readonly id: string
  readonly step: number
  readonly from: number
}

function refuseMixed(
  histories: readonly SeriesTimes[],
  calendar: Calendar,
  kind: 'time' | 'position',
  subject: string,
): void {
  let regular: RegularRun | undefined
  for (const { id, times } of histories) {
    const steps = stepsOf(times, calendar)
    const half = Math.floor(steps.length / 2)
    for (const [part, offset] of [
      [steps.subarray(0, half), 0],
      [steps.subarray(half), half],
    ] as const) {
      const step = regularStep(part)
      if (step === undefined) continue
      const from = times[offset]!
      if (regular !== undefined && regular.step !== step) {
        const describe = (one: RegularRun): string =>
          `${one.id} every ${one.step} ${unitName(calendar)} from ${nameTime(one.from, kind)}`
        throw new MillraceError(
          'bad-input',
          `${subject}: mixed frequencies, expected one for all series, got ${describe(regular)} and ${describe({ id, step, from })}`,
          { hint: 'bring all series to one frequency, or forecast them from separate files' },
        )
      }
      regular ??= { id, step, from }
      const odd = part.findIndex((other) => other % step !== 0)
      if (step > 1 && odd >= 0) {
        throw new MillraceError(
          'bad-input',
          `${subject}: irregular, expected every ${step} ${unitName(calendar)} in series ${id}, got ${nameTime(times[offset + odd]!, kind)} followed by ${nameTime(times[offset + odd + 1]!, kind)}`,
        )
      }
    }
  }
  if (regular && regular.step > 1) refuseShifted(histories, calendar, regular, kind, subject)
}

/** All series have the same coarse step but begin at different phases of it. */
function refuseShifted(
  histories: readonly SeriesTimes[],
  calendar: Calendar,
  regular: RegularRun,
  kind: 'time' | 'position',
  subject: string,
): void {
  const first = indexAt(calendar, regular.from)
  const other = histories.find(
    ({ times }) => modulo(indexAt(calendar, times[0]!) - first, regular.step) !== 0,
  )
  if (!other) return
  throw new MillraceError(
    'bad-input',
    `${subject}: series shifted against each other, expected steps of ${regular.step} ${unitName(calendar)} on one grid, got ${nameTime(regular.from, kind)} in ${regular.id} and ${nameTime(other.times[0]!, kind)} in ${other.id}`,
    { hint: 'date all series on the same days' },
  )
}

/** The step that most of a long enough run has, or undefined. */
function regularStep(steps: Float64Array): number | undefined {
  if (steps.length < 3) return undefined
  const counts = new Map<number, number>()
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1)
  const [step, count] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))
  return count >= regularShare * steps.length ? step : undefined
}

function stepsOf(times: Float64Array, calendar: Calendar): Float64Array {
  const indices = times.map((time) => indexAt(calendar, time))
  return indices.subarray(1).map((index, i) => index - indices[i]!)
}

function distinctTimes(histories: readonly SeriesTimes[]): Float64Array {
  const seen = new Set<number>()
  for (const { times } of histories) for (const time of times) seen.add(time)
  return Float64Array.from(seen).sort()
}

/** Greatest common divisor of all differences, in units. */
function commonStep(ascending: Float64Array, unit: number): number {
  let divisor = 0
  for (let i = 1; i < ascending.length; i++) {
    let a = ascending[i]! - ascending[i - 1]!
    while (a !== 0) [divisor, a] = [a, divisor % a]
  }
  return divisor / unit
}

function nameTime(time: number, kind: 'time' | 'position'): string {
  return kind === 'position' ? String(time) : formatTime(time)
}

function unitName({ unit, every }: Calendar): string {
  const name = unit === 'position' ? 'positions' : `${unit.replace('-', ' ')}s`
  return every === 1 ? name : `times ${every} ${name}`
}
