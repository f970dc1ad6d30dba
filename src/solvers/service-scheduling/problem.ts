// When to service each of many machines, under crews and spare parts: what is given and what is chosen.
// Scenarios have been summed into expected costs per machine and period before, so that nothing here
// grows with their number.

import { MillraceError } from '../../errors.ts'

export interface ServiceProblem {
  readonly periodCount: number
  readonly machines: readonly MachineCosts[]
  readonly crews: {
    /** Services that can be done per period: planned ones never exceed it. */
    readonly capacity: readonly number[]
    /** Cost of each repair or service, expected, beyond the capacity of a period: it waits for the next. */
    readonly overload: number
  }
  /**
   * `[periodCount]`: cost of a visit, once for each period in which any machine is serviced; 0 where a crew comes
   * anyway. Absent where visits cost nothing.
   */
  readonly visits?: readonly number[]
  /** Absent where parts are never short. One part per service or repair. */
  readonly parts?: Parts
  /** What is held to already; absent where everything is open. */
  readonly firm?: FirmSchedule
}

/**
 * The first periods as they were decided before: machines with a period keep it, all others may only be
 * serviced later, and orders of parts that arrive within these periods stand.
 */
export interface FirmSchedule extends ServiceSchedule {
  /** Periods that are closed. */
  readonly periodCount: number
}

export interface MachineCosts {
  /**
   * `[periodCount + 1]`: expected cost if it is serviced at the start of each period, unless it fails
   * before; the last entry, if it is not serviced within the horizon.
   */
  readonly cost: Float64Array
  /** `[periodCount]`: expected repairs that fall into each period if it is not serviced by then. */
  readonly repairs: Float64Array
}

export interface Parts {
  /** Ready for use at the start; below 0 where repairs wait for parts already. */
  readonly stock: number
  /** `[periodCount]`: arrivals that are on order already; of use in their own period. */
  readonly arrivals: readonly number[]
  /** Periods from an order to its arrival. */
  readonly leadTime: number
  /** `[periodCount]`: cost of ordering one part in each period, such as the interest on its price. */
  readonly orderCost: readonly number[]
  /** Cost of each part, expected, that is short at a period's end. */
  readonly shortage: number
}

export interface ServiceSchedule {
  /** Per machine the period of its service; null for none within the horizon. */
  readonly services: readonly (number | null)[]
  /** `[periodCount]`: parts to order. */
  readonly orders: readonly number[]
}

/** Whether machine `m` may be serviced in a period, by what is firm; `periodCount` stands for no service. */
export function isOpen({ firm }: ServiceProblem, m: number, period: number): boolean {
  if (!firm) return true
  const held = firm.services[m] ?? null
  return held === null ? period >= firm.periodCount : period === held
}

/** How many parts an order of a period is for, where that is firm. */
export function firmOrder({ firm, parts }: ServiceProblem, period: number): number | undefined {
  if (!firm || !parts || period + parts.leadTime >= firm.periodCount) return undefined
  return firm.orders[period] ?? 0
}

export interface SolvedSchedule extends ServiceSchedule {
  readonly cost: number
  /** No schedule costs less. */
  readonly bound: number
  /** (cost - bound) / |cost|. */
  readonly gap: number
}

/** @throws MillraceError `bad-input` for a problem that does not hold together. */
export function checkProblem(problem: ServiceProblem): void {
  const { periodCount, machines, crews, visits, parts, firm } = problem
  requireThat(
    Number.isInteger(periodCount) && periodCount >= 1,
    'periods',
    'at least one',
    periodCount,
  )
  const requireLength = (subject: string, length: number, expected: number): void =>
    requireThat(length === expected, subject, `${expected} entries`, length)
  requireLength('crews', crews.capacity.length, periodCount)
  for (const crew of crews.capacity) {
    requireThat(Number.isInteger(crew) && crew >= 0, 'crews', 'whole numbers from 0', crew)
  }
  requireThat(crews.overload >= 0, 'cost of overload', 'at least 0', crews.overload)
  if (visits) requireLength('costs of visits', visits.length, periodCount)
  for (const cost of visits ?? []) {
    requireThat(cost >= 0, 'costs of visits', 'at least 0', cost)
  }
  for (const [m, { cost, repairs }] of machines.entries()) {
    requireLength(`costs of machine ${m}`, cost.length, periodCount + 1)
    requireLength(`repairs of machine ${m}`, repairs.length, periodCount)
    for (const value of [...cost, ...repairs]) {
      requireThat(Number.isFinite(value), `costs of machine ${m}`, 'finite numbers', value)
    }
  }
  if (firm) {
    requireLength('firm services', firm.services.length, machines.length)
    for (const period of firm.services) {
      const isWithin = period === null || (period >= 0 && period < firm.periodCount)
      requireThat(isWithin, 'firm services', 'periods that are closed', period ?? NaN)
    }
  }
  if (!parts) return
  requireLength('arrivals of parts', parts.arrivals.length, periodCount)
  requireLength('cost of orders', parts.orderCost.length, periodCount)
  requireThat(
    Number.isInteger(parts.leadTime) && parts.leadTime >= 0,
    'lead time of parts',
    'a whole number from 0',
    parts.leadTime,
  )
  requireThat(parts.shortage >= 0, 'cost of a part short', 'at least 0', parts.shortage)
}

function requireThat(holds: boolean, subject: string, expected: string, got: number): void {
  if (holds) return
  throw new MillraceError('bad-input', `${subject}: not usable, expected ${expected}, got ${got}`)
}
