// Problems of service scheduling: small ones by chance, for enumeration.

import { scheduleCost } from '../../../src/solvers/service-scheduling/evaluate.ts'
import type { Random } from '../../../src/random.ts'
import type {
  ServiceProblem,
  ServiceSchedule,
} from '../../../src/solvers/service-scheduling/problem.ts'

/** Costs of any shape; parts with a lead time of one period; visits that cost something. */
export function randomProblem(random: Random, machines = 3, periodCount = 3): ServiceProblem {
  const vector = (length: number, scale: number): Float64Array =>
    Float64Array.from({ length }, () => scale * random.uniform())
  return {
    periodCount,
    machines: Array.from({ length: machines }, () => ({
      cost: vector(periodCount + 1, 100),
      repairs: vector(periodCount, 0.3),
    })),
    crews: {
      capacity: Array.from({ length: periodCount }, () => random.integer(3)),
      overload: 20 * random.uniform(),
    },
    visits: [...vector(periodCount, 20)],
    parts: {
      stock: random.integer(3),
      arrivals: Array.from({ length: periodCount }, () => random.integer(2)),
      leadTime: 1,
      orderCost: Array.from({ length: periodCount }, () => 3 * random.uniform()),
      shortage: 40 * random.uniform(),
    },
  }
}

/** Every schedule that keeps to the crews and to what is firm, with up to `mostOrders` parts per order. */
export function* everySchedule(
  problem: ServiceProblem,
  mostOrders: number,
): Generator<ServiceSchedule> {
  const { periodCount, machines, crews } = problem
  const digits = (code: number, base: number, length: number): number[] =>
    Array.from({ length }, (_, i) => Math.floor(code / base ** i) % base)
  for (let s = 0; s < (periodCount + 1) ** machines.length; s++) {
    const chosen = digits(s, periodCount + 1, machines.length)
    const services = chosen.map((t) => (t < periodCount ? t : null))
    if (crews.capacity.some((crew, t) => services.filter((at) => at === t).length > crew)) continue
    if (!keeps(problem, services, problem.firm?.services)) continue
    for (let o = 0; o < (mostOrders + 1) ** periodCount; o++) {
      const orders = digits(o, mostOrders + 1, periodCount)
      const leadTime = problem.parts?.leadTime ?? Infinity
      const held = orders.slice(0, Math.max(0, (problem.firm?.periodCount ?? 0) - leadTime))
      if (held.every((count, t) => count === problem.firm?.orders[t])) yield { services, orders }
    }
  }
}

function keeps(
  { firm, periodCount }: ServiceProblem,
  services: ServiceSchedule['services'],
  held: ServiceSchedule['services'] | undefined,
): boolean {
  if (!firm || !held) return true
  return services.every((at, m) =>
    held[m] === null ? (at ?? periodCount) >= firm.periodCount : at === held[m],
  )
}

/** The same with the schedule of its first periods, found for them alone, held to. */
export function withFirm(problem: ServiceProblem, periodCount: number): ServiceProblem {
  const { machines, crews, visits, parts } = problem
  const first = {
    periodCount,
    machines: machines.map(({ cost, repairs }) => ({
      cost: cost.slice(0, periodCount + 1),
      repairs: repairs.slice(0, periodCount),
    })),
    crews: { ...crews, capacity: crews.capacity.slice(0, periodCount) },
    ...(visits && { visits: visits.slice(0, periodCount) }),
    ...(parts && {
      parts: {
        ...parts,
        arrivals: parts.arrivals.slice(0, periodCount),
        orderCost: parts.orderCost.slice(0, periodCount),
      },
    }),
  }
  const all = [...everySchedule(first, 3)]
  const cost = (schedule: ServiceSchedule): number => scheduleCost(first, schedule)
  const best = all.reduce((a, b) => (cost(b) < cost(a) ? b : a))
  return { ...problem, firm: { ...best, periodCount } }
}
