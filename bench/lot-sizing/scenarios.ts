// A synthetic plant for the scenario solver: items with setups on two machines, seasonal normal demand.

import { createRandom } from '../../src/random.ts'
import type { LotSizingProblem } from '../../src/solvers/lot-sizing/problem.ts'

export interface ScenarioProblemOptions {
  readonly shortage: 'backorder' | 'lost'
  /** Hours that mean demand and a setup in each third period need, over the regular hours. */
  readonly load: number
}

export function scenarioProblem(
  itemCount: number,
  periods: number,
  scenarioCount: number,
  { shortage, load }: ScenarioProblemOptions,
): LotSizingProblem {
  const random = createRandom('lot-sizing bench')
  const machines = [0, 1]
  const needed = machines.map(() => 0)
  const items = Array.from({ length: itemCount }, (_, i) => {
    const mean = 20 + 80 * random.uniform()
    const setupHours = 2 + 6 * random.uniform()
    const machine = i % machines.length
    needed[machine]! += mean * 0.1 + setupHours / 3
    const scenarios = new Float64Array(scenarioCount * periods)
    for (let k = 0; k < scenarios.length; k++) {
      const season = 1 + 0.3 * Math.sin((k % periods) / 5 + i)
      scenarios[k] = Math.max(0, Math.round(mean * (season + 0.3 * random.normal())))
    }
    return {
      name: `item ${i + 1}`,
      unitCost: 0,
      setupCost: 100 + 200 * random.uniform(),
      holdingCost: 1,
      leadTime: i % 3,
      components: [],
      usage: [{ resource: machine, hoursPerUnit: 0.1, setupHours }],
      initialStock: Math.round(3 * mean),
      demand: {
        scenarios,
        price: 0,
        shortage:
          shortage === 'backorder'
            ? { kind: 'backorder' as const, costPerUnitAndPeriod: 10 }
            : { kind: 'lost' as const, costPerUnit: 25 },
      },
    }
  })
  return {
    periods,
    scenarioCount,
    items,
    resources: machines.map((machine) => ({
      name: `machine ${machine + 1}`,
      hours: new Array<number>(periods).fill(needed[machine]! / load),
      overtimeHours: new Array<number>(periods).fill(needed[machine]! * 0.1),
      overtimeCost: 40,
    })),
  }
}
