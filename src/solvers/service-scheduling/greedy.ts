// A schedule at once: machines in the order of what a service saves them, each into the period that is
// cheapest among those with a crew left. It starts the search, and stands in where time runs out at once.

import { firmOrder, isOpen, type ServiceProblem, type ServiceSchedule } from './problem.ts'

export function greedySchedule(problem: ServiceProblem): ServiceSchedule {
  const { periodCount, machines, crews, firm } = problem
  const left = [...crews.capacity]
  const services = machines.map((_, m): number | null => firm?.services[m] ?? null)
  for (const period of services) if (period !== null) left[period]!--
  const savings = machines.map(({ cost }) => cost[periodCount]! - Math.min(...cost))
  const order = savings.map((_, m) => m).sort((a, b) => savings[b]! - savings[a]!)
  for (const m of order) {
    if (services[m] !== null) continue
    const { cost } = machines[m]!
    let best = periodCount
    for (let t = 0; t < periodCount; t++) {
      if (isOpen(problem, m, t) && left[t]! > 0 && cost[t]! < cost[best]!) best = t
    }
    if (best === periodCount) continue
    services[m] = best
    left[best]!--
  }
  const orders = Array.from({ length: periodCount }, (_, t) => firmOrder(problem, t) ?? 0)
  return { services, orders }
}
