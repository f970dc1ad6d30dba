// The mixed-integer model of service scheduling.
//
//   minimise  sum_m,t cost[m,t] x[m,t] + overload sum_t o[t] + sum_t visits[t] v[t]
//             + sum_t orderCost[t] q[t] + shortage sum_t s[t]
//   one option per machine             sum_t x[m,t] = 1           (t = periodCount: no service)
//   planned services fit the crews     sum_m x[m,t] <= capacity[t]
//   and so do expected repairs         sum_m x[m,t] + sum_m,u>t repairs[m,t] x[m,u] <= capacity[t] + o[t]
//   what is firm is fixed              x[m,t], q[t]
//   a visit serves all                 x[m,t] <= v[t] <= 1
//   parts, up to each period           sum_m used(m, u, t) x[m,u] <= stock + arrivals + q + s[t]
//
// Failures take crews and parts as expectations: that they come in whole numbers, and together in some
// scenarios, is what the rows neglect. The alternative, a copy of the rows per scenario, grows with them.

import { createModelBuilder, type MipModel } from '../mip/model.ts'
import { partsUsed } from './evaluate.ts'
import { firmOrder, isOpen, type ServiceProblem, type ServiceSchedule } from './problem.ts'

export interface Formulation {
  readonly model: MipModel
  /** The point of a schedule in the model's variables, to start from. */
  pointOf(schedule: ServiceSchedule): Float64Array
  /** The schedule of a solution. */
  scheduleOf(values: ArrayLike<number>): ServiceSchedule
}

export function formulate(problem: ServiceProblem): Formulation {
  const { periodCount, machines, crews, visits: visitCosts, parts } = problem
  const builder = createModelBuilder()
  const options = machines.map(({ cost }, m) =>
    Array.from(cost, (amount, t) =>
      builder.variable({
        cost: amount,
        upper: isOpen(problem, m, t) && crews.capacity[t] !== 0 ? 1 : 0,
        integer: true,
      }),
    ),
  )
  const overloads = crews.capacity.map(() => builder.variable({ cost: crews.overload }))
  // Whole by themselves, as services are.
  const visits = (visitCosts ?? []).map((cost) => builder.variable({ cost, upper: 1 }))
  const orders = (parts?.orderCost ?? []).map((cost, t) =>
    // An order that arrives after the horizon serves nothing that is planned here.
    builder.variable({
      cost,
      lower: firmOrder(problem, t) ?? 0,
      upper: firmOrder(problem, t) ?? (t + parts!.leadTime < periodCount ? machines.length : 0),
      integer: true,
    }),
  )
  for (const row of options) {
    builder.constraint(
      1,
      row.map((variable) => [variable, 1] as const),
      1,
    )
  }
  for (const [t, capacity] of crews.capacity.entries()) {
    const planned = options.map((row) => [row[t]!, 1] as const)
    const repairs = options.flatMap((row, m) =>
      row.slice(t + 1).map((variable) => [variable, machines[m]!.repairs[t]!] as const),
    )
    builder.constraint(-Infinity, planned, capacity)
    builder.constraint(-Infinity, [...planned, ...repairs, [overloads[t]!, -1]], capacity)
  }
  for (const [t, visit] of visits.entries()) {
    for (const row of options) {
      builder.constraint(
        -Infinity,
        [
          [row[t]!, 1],
          [visit, -1],
        ],
        0,
      )
    }
  }
  if (parts) {
    let supply = parts.stock
    for (const [t, arrivals] of parts.arrivals.entries()) {
      supply += arrivals
      const short = builder.variable({ cost: parts.shortage })
      const used = options.flatMap((row, m) =>
        row.map((variable, planned) => [variable, partsUsed(machines[m]!, planned, t)] as const),
      )
      const arrived = orders
        .slice(0, Math.max(0, t - parts.leadTime + 1))
        .map((variable) => [variable, -1] as const)
      builder.constraint(-Infinity, [...used, ...arrived, [short, -1]], supply)
    }
  }
  return {
    model: builder.build(),
    pointOf({ services, orders: ordered }) {
      const point = new Float64Array(builder.variableCount)
      for (const [m, row] of options.entries()) point[row[services[m] ?? periodCount]!] = 1
      for (const [t, visit] of visits.entries()) if (services.includes(t)) point[visit] = 1
      for (const [t, variable] of orders.entries()) point[variable] = ordered[t] ?? 0
      return point
    },
    scheduleOf(values) {
      return {
        services: options.map((row) => {
          const chosen = row.findIndex((variable) => values[variable]! > 0.5)
          return chosen < periodCount ? chosen : null
        }),
        orders: Array.from({ length: periodCount }, (_, t) =>
          Math.round(orders[t] === undefined ? 0 : values[orders[t]]!),
        ),
      }
    },
  }
}
