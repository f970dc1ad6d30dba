// Problems of service scheduling: small ones by chance, for enumeration.

import type { Random } from '../../../src/random.ts'
import type {
  ServiceProblem,
  ServiceSchedule,
} from '../../../src/solvers/service-scheduling/problem.ts'

/** Costs of any shape; parts with a lead time of one period. */
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
    parts: {
      stock: random.integer(3),
      arrivals: Array.from({ length: periodCount }, () => random.integer(2)),
      leadTime: 1,
      orderCost: Array.from({ length: periodCount }, () => 3 * random.uniform()),
      shortage: 40 * random.uniform(),
    },
  }
}

/** Every schedule that keeps to the crews, with up to `mostOrders` parts per order. */
export function* everySchedule(
  { periodCount, machines, crews }: ServiceProblem,
  mostOrders: number,
): Generator<ServiceSchedule> {
  const digits = (code: number, base: number, length: number): number[] =>
    Array.from({ length }, (_, i) => Math.floor(code / base ** i) % base)
  for (let s = 0; s < (periodCount + 1) ** machines.length; s++) {
    const chosen = digits(s, periodCount + 1, machines.length)
    const services = chosen.map((t) => (t < periodCount ? t : null))
    if (crews.capacity.some((crew, t) => services.filter((at) => at === t).length > crew)) continue
    for (let o = 0; o < (mostOrders + 1) ** periodCount; o++) {
      yield { services, orders: digits(o, mostOrders + 1, periodCount) }
    }
  }
}
