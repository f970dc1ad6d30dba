// Services and production share hours: production says in which periods a machine is missed least, and the
// services that are planned take their hours from the resource before the plan is made.

import type { Plant } from '../plant/model.ts'
import type { Plan } from '../plant/production/plan.ts'
import { stepOf } from '../plant/production/records.ts'
import type { FleetReport } from './report/content.ts'

/** `[count]`: hours in use of a resource per period, 1 on average; 1 beyond the plan and where it is not known. */
export function loadsOf(
  plan: Plan | undefined,
  resource: string | undefined,
  count: number,
): number[] {
  const used =
    plan?.status === 'planned'
      ? plan.resources.find((one) => one.resource === resource)?.usedHours
      : undefined
  const mean = used ? used.reduce((sum, hours) => sum + hours, 0) / used.length : 0
  return Array.from({ length: count }, (_, t) => (mean > 0 ? (used![t] ?? mean) / mean : 1))
}

/**
 * The plant with the hours of planned services taken from its resources, as other hours in those periods.
 * @param periods labels of the periods of the production plan.
 */
export function withServiceHours(
  plant: Plant,
  reports: readonly FleetReport[],
  periods: readonly string[],
): Plant {
  const taken = new Map<string, Map<number, number>>()
  for (const { fleet: name, result } of reports) {
    const fleet = plant.file.maintenance.find((one) => one.fleet === name)
    if (!result || fleet?.resource === undefined) continue
    const hours = taken.get(fleet.resource) ?? new Map<number, number>()
    result.periods.slice(0, periods.length).forEach(({ services }, t) => {
      if (services > 0) hours.set(t, (hours.get(t) ?? 0) + services * fleet.hours.service)
    })
    taken.set(fleet.resource, hours)
  }
  const changed = [...taken].flatMap(([resource, hours]) =>
    [...hours].map(([t, lost]) => {
      const now = hoursOf(plant, resource, periods, t)
      const left = Math.max(0, now.hours - lost)
      return { ...now, resource, period: periods[t]!, hours: left }
    }),
  )
  // Of several exceptions in one period the last one holds.
  return { ...plant, calendarExceptions: [...plant.calendarExceptions, ...changed] }
}

/** As the plant's own calendar has them. */
function hoursOf(
  { resources, calendarExceptions }: Plant,
  resource: string,
  periods: readonly string[],
  t: number,
): { readonly hours: number; readonly overtimeHours: number } {
  const exception = calendarExceptions.findLast(
    (one) => one.resource === resource && stepOf(periods, one.period, 'exceptions') === t,
  )
  // Safe: the resource of a fleet was checked when the plant was loaded.
  const { hours, overtimeHours } = exception ?? resources.find(({ id }) => id === resource)!
  return { hours, overtimeHours }
}
