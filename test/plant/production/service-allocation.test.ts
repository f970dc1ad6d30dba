import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { buildRecords, type ProductionRecords } from '../../../src/plant/production/records.ts'
import { choosePolicy } from '../../../src/plant/production/replenishment.ts'
import {
  allocatedChance,
  allocateService,
  expectedShort,
  weightOf,
} from '../../../src/plant/production/service-allocation.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const random = createRandom(3)
const paths = (level: number): number[][] =>
  Array.from({ length: 400 }, () =>
    Array.from({ length: 6 }, () => (random.uniform() < 0.4 ? level * (1 + random.integer(9)) : 0)),
  )
const records = buildRecords(
  plantOf([
    itemOf('cheap', { unitCost: 1, holdingCost: 0.02, leadTimePeriods: 1 }),
    itemOf('dear', { unitCost: 50, holdingCost: 1, leadTimePeriods: 1 }),
  ]),
  scenariosOf({ cheap: paths(1), dear: paths(1) }),
)

function outcome(
  { items, scenarioCount, steps }: ProductionRecords,
  chances: readonly (number | undefined)[],
): { fill: number; holding: number } {
  let [short, demand, holding] = [0, 0, 0]
  for (const [index, record] of items.entries()) {
    const policy = choosePolicy(record, scenarioCount, steps.length, 1, chances[index])
    short += expectedShort(record, policy, scenarioCount, steps.length)
    demand += record.demand!.reduce((sum, units) => sum + units, 0) / record.demand!.length
    holding += record.item.holdingCost * policy.reorderPoint[0]!
  }
  return { fill: 1 - short / demand, holding }
}

describe('allocateService', () => {
  test('reaches the target with less holding cost than the same level for all', () => {
    const chances = allocateService(records, { fill_rate: 0.9, of: 'units' })
    const allocated = outcome(records, chances)
    expect(allocated.fill).toBeGreaterThanOrEqual(0.899)
    expect(chances[0]!).toBeLessThan(chances[1]!)
    const equal = Array.from({ length: 60 }, (_, i) => (i + 1) / 100)
      .map((chance) => outcome(records, [chance, chance]))
      .filter(({ fill }) => fill >= allocated.fill)
    expect(allocated.holding).toBeLessThan(Math.min(...equal.map(({ holding }) => holding)))
  })

  test('a higher target needs a lower chance of running short for every item', () => {
    const low = allocateService(records, { fill_rate: 0.8, of: 'balanced' })
    const high = allocateService(records, { fill_rate: 0.95, of: 'balanced' })
    for (const [index, chance] of high.entries()) expect(chance).toBeLessThan(low[index]!)
  })
})

describe('allocatedChance', () => {
  test('weighed by value, items that differ in cost alone are served alike', () => {
    const rate = 4
    const [cheap, dear] = records.items.map(({ item }) => allocatedChance(item, rate, 'value', 3))
    expect(cheap).toBeCloseTo(dear!, 12)
  })

  test('balanced is the geometric mean of the other weights', () => {
    const { item } = records.items[1]!
    const weights = (['units', 'value', 'items'] as const).map((of) => weightOf(of, item, 4))
    expect(weightOf('balanced', item, 4)).toBeCloseTo(
      Math.cbrt(weights[0]! * weights[1]! * weights[2]!),
      12,
    )
  })
})

describe('expectedShort', () => {
  test('of a certain demand is what the position lacks', () => {
    const certain = buildRecords(
      plantOf([itemOf('A', { leadTimePeriods: 1 })]),
      scenariosOf({ A: [[5, 5, 5, 5, 5]] }),
    )
    const short = (level: number): number =>
      expectedShort(certain.items[0]!, { reorderPoint: Float64Array.of(level), lot: 0 }, 1, 5)
    expect([short(10), short(8), short(5), short(0)]).toEqual([0, 2, 5, 5])
  })
})
