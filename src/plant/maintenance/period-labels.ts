// What the periods to plan are called where no history of demand names them.

import { createCalendar, labelsFrom, type CalendarUnit } from '../demand/calendar.ts'
import { instantOf } from './cycle-text.ts'
import type { FleetHistories } from './histories.ts'

const calendars = {
  hour: ['hour', 1],
  day: ['day', 1],
  week: ['week', 1],
  month: ['month', 1],
  quarter: ['month', 3],
  year: ['month', 12],
} as const satisfies Record<string, readonly [CalendarUnit, number]>

const millisecondsPerHour = 3_600_000

/**
 * The day (of hours: the hour) on which each period begins, from the newest row of the fleet on; where cycles
 * are counts, or nothing says how long a period is, `period 1`, `period 2`, ...
 */
export function periodLabels(
  { histories, cycleKind }: FleetHistories,
  count: number,
  frequency?: keyof typeof calendars,
): string[] {
  const newest = histories.reduce((latest, { endCycle }) => Math.max(latest, endCycle), -Infinity)
  if (cycleKind !== 'time' || frequency === undefined || !Number.isFinite(newest)) {
    return Array.from({ length: count }, (_, t) => `period ${t + 1}`)
  }
  const [unit, every] = calendars[frequency]
  const step = (frequency === 'hour' ? 1 : 24) * millisecondsPerHour
  const origin = Math.floor(instantOf(newest) / step) * step
  return labelsFrom(createCalendar(unit, every, origin), 0, count)
}
