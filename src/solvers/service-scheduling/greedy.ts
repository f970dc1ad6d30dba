// A schedule at once: machines in the order of what a service saves them, each into the period that is
// cheapest among those with a crew left. It starts the search, and stands in where time runs out at once.

import type { ServiceProblem, ServiceSchedule } from './problem.ts'

export function greedySchedule({ periodCount, machines, crews }: ServiceProblem): ServiceSchedule {
  const left = [...crews.capacity]
  const services = machines.map((): number | null => null)
  const savings = machines.map(({ cost }) => cost[periodCount]! - Math.min(...cost))
  const order = savings.map((_, m) => m).sort((a, b) => savings[b]! - savings[a]!)
  for (const m of order) {
    const { cost } = machines[m]!
    let best = periodCount
    for (let t = 0; t < periodCount; t++) {
      if (left[t]! > 0 && cost[t]! < cost[best]!) best = t
    }
    if (best === periodCount) continue
    services[m] = best
    left[best]!--
  }
  return { services, orders: new Array<number>(periodCount).fill(0) }
}
