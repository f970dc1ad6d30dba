// Small problems for the tests, and the textbook model that judges ours: one stock variable per scenario.

import type { Random } from '../../../src/random.ts'
import type { Item, LotSizingProblem, Shortage } from '../../../src/solvers/lot-sizing/problem.ts'
import { createModelBuilder } from '../../../src/solvers/mip/model.ts'
import type { MipModel } from '../../../src/solvers/mip/model.ts'

export const forbidden: Shortage = { kind: 'forbidden' }

/** An item with deterministic demand, no resources, and shortage forbidden. */
export function plainItem(demand: readonly number[], overrides: Partial<Item> = {}): Item {
  return {
    name: 'valve',
    unitCost: 0,
    setupCost: 0,
    holdingCost: 1,
    leadTime: 0,
    components: [],
    usage: [],
    initialStock: 0,
    demand: { scenarios: Float64Array.from(demand), price: 0, shortage: forbidden },
    ...overrides,
  }
}

export function oneItem(item: Item, periods: number, scenarioCount = 1): LotSizingProblem {
  return { periods, items: [item], resources: [], scenarioCount }
}

export interface RandomProblemOptions {
  readonly items: number
  readonly periods: number
  readonly scenarios: number
  readonly shortage: Shortage
}

/** A capacitated problem with setup times, lead times, receipts and overtime; always feasible unless forbidden. */
export function randomProblem(random: Random, options: RandomProblemOptions): LotSizingProblem {
  const { items, periods, scenarios, shortage } = options
  const whole = (least: number, most: number): number => least + random.integer(most - least + 1)
  return {
    periods,
    scenarioCount: scenarios,
    resources: [
      {
        name: 'press',
        hours: Array.from({ length: periods }, () => whole(10, 25) * items),
        overtimeHours: new Array<number>(periods).fill(shortage.kind === 'forbidden' ? 500 : 5),
        overtimeCost: whole(1, 4),
      },
    ],
    items: Array.from({ length: items }, (_, i) => ({
      name: `item ${i}`,
      unitCost: whole(0, 2),
      setupCost: whole(5, 40),
      holdingCost: whole(1, 3),
      leadTime: shortage.kind === 'forbidden' ? 0 : random.integer(2),
      components: [],
      usage: [{ resource: 0, hoursPerUnit: 1, setupHours: whole(0, 4) }],
      initialStock: whole(0, 15),
      receipts: Array.from({ length: periods }, () => (random.uniform() < 0.2 ? whole(1, 8) : 0)),
      demand: {
        scenarios: Float64Array.from({ length: scenarios * periods }, () => whole(0, 20)),
        price: shortage.kind === 'forbidden' ? 0 : whole(5, 10),
        shortage,
      },
    })),
  }
}

/** The extensive form: lots are shared, stock and shortage are one variable per scenario. No item with parents and demand. */
export function extensiveForm(problem: LotSizingProblem): MipModel {
  const { periods, items, resources, scenarioCount } = problem
  const builder = createModelBuilder()
  const capacity: [number, number][][] = resources.flatMap(() =>
    Array.from({ length: periods }, (): [number, number][] => []),
  )
  const allLots = items.map(({ unitCost }) =>
    Array.from({ length: periods }, () => builder.variable({ cost: unitCost })),
  )
  items.forEach((item, i) => {
    const lots = allLots[i]!
    lots.forEach((lot, t) => {
      const setup = builder.variable({ cost: item.setupCost, upper: 1, integer: true })
      builder.constraint(-Infinity, [[lot, 1], [setup, -1e4]], 0) // prettier-ignore
      for (const { resource, hoursPerUnit, setupHours } of item.usage) {
        capacity[resource * periods + t]!.push([lot, hoursPerUnit], [setup, setupHours])
      }
    })
    if (!item.demand) {
      let before: [number, number][] = []
      for (let t = 0; t < periods; t++) {
        const stock = builder.variable({ cost: item.holdingCost })
        const terms: [number, number][] = [...before, [stock, -1]]
        before = [[stock, 1]]
        if (t >= item.leadTime) terms.push([lots[t - item.leadTime]!, 1])
        items.forEach((parent, p) => {
          for (const { item: part, quantity } of parent.components) {
            if (part === i) terms.push([allLots[p]![t]!, -quantity])
          }
        })
        const given = t === 0 ? item.initialStock : 0
        builder.constraint(-given, terms, -given)
      }
      return
    }
    const { scenarios, shortage, price } = item.demand
    for (let s = 0; s < scenarioCount; s++) {
      const weight = problem.weights?.[s] ?? 1 / scenarioCount
      let before: [number, number][] = []
      for (let t = 0; t < periods; t++) {
        const isLast = t === periods - 1
        const worth = isLast ? (item.terminalValue ?? 0) : 0
        const stock = builder.variable({ cost: weight * (item.holdingCost - worth) })
        const terms: [number, number][] = [...before, [stock, -1]]
        before = [[stock, 1]]
        if (shortage.kind === 'backorder') {
          const cost = shortage.costPerUnitAndPeriod + (isLast ? price : 0)
          const open = builder.variable({ cost: weight * cost })
          terms.push([open, 1])
          before.push([open, -1])
        }
        if (shortage.kind === 'lost') {
          terms.push([builder.variable({ cost: weight * (shortage.costPerUnit + price) }), 1])
        }
        if (t >= item.leadTime) terms.push([lots[t - item.leadTime]!, 1])
        const given = (item.receipts?.[t] ?? 0) + (t === 0 ? item.initialStock : 0)
        const needed = scenarios[s * periods + t]! - given
        builder.constraint(needed, terms, needed)
      }
    }
  })
  capacity.forEach((terms, row) => {
    const resource = resources[Math.floor(row / periods)]!
    const upper = resource.overtimeHours?.[row % periods] ?? 0
    const overtime = builder.variable({ cost: resource.overtimeCost ?? 0, upper })
    builder.constraint(-Infinity, [...terms, [overtime, -1]], resource.hours[row % periods]!)
  })
  return builder.build()
}
