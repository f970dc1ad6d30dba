// Plans of small plants whose best answer is known by hand, through the whole path with the real solver.

import { describe, expect, test } from 'vitest'
import type { Plant } from '../../src/plant/model.ts'
import type { ScenarioSet } from '../../src/plant/demand/scenarios.ts'
import { normalQuantile } from '../../src/statistics/normal.ts'
import { planProduction } from '../../src/plant/production/plan-production.ts'
import type { FeasiblePlan } from '../../src/plant/production/plan.ts'
import { solveLotSizing } from '../../src/solvers/lot-sizing/solve.ts'
import { itemOf, plantOf, scenariosOf } from '../plant/production/small-plant.ts'

async function planOf(plant: Plant, scenarios: ScenarioSet): Promise<FeasiblePlan> {
  const plan = await planProduction(plant, scenarios, { solve: solveLotSizing })
  if (plan.status === 'infeasible') throw new Error(JSON.stringify(plan.conflicts))
  return plan
}

const bench = (hours: number, overtimeHours = 0): Partial<Plant> => ({
  resources: [{ id: 'bench', hours, overtimeHours, overtimeCost: 5 }],
  routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
})

describe('known best answers', () => {
  test('newsvendor: h = 2, p = 18, normal demand of 120 and 10', async () => {
    const count = 2000
    const demand = Array.from(
      { length: count },
      (_, s) => 120 + 10 * normalQuantile((s + 0.5) / count),
    )
    const item = itemOf('A', {
      price: 10,
      holdingCost: 2,
      shortage: { kind: 'backorder', costPerPeriod: 18 },
    })
    const plant = plantOf([item], { ...bench(1000), planning: { horizon: 1 } })
    const plan = await planOf(plant, scenariosOf({ A: demand.map((units) => [units, 0]) }))
    const { quantity } = plan.proposals[0]!
    // Between two neighbouring scenarios of 2000 lie 0.03 units at this level.
    expect(quantity).toBeGreaterThan(132.815515655446 - 0.03)
    expect(quantity).toBeLessThan(132.815515655446 + 0.03)
    // Price and unit cost are equal, so what is lost is the newsvendor's cost.
    expect(-plan.outcome.profit.mean).toBeCloseTo(35.09966638649737, 1)
  })

  test('two levels: motors are ordered a period ahead of the pumps that customers want', async () => {
    const pump = itemOf('A', { price: 100, addedCost: 5, unitCost: 25, holdingCost: 2 })
    const motor = itemOf('motor', { leadTimePeriods: 1, stockOnHand: 4, fixedCost: 0 })
    const plant = plantOf([pump, motor], {
      ...bench(100),
      billOfMaterials: [{ parent: 'A', component: 'motor', quantity: 2 }],
      planning: { horizon: 3 },
    })
    const plan = await planOf(plant, scenariosOf({ A: [[2, 3, 4, 0]] }))
    const proposals = plan.proposals.map(({ item, release, quantity }) => [item, release, quantity])
    expect(proposals.sort()).toEqual([
      ['A', 0, 2],
      ['A', 1, 3],
      ['A', 2, 4],
      ['motor', 0, 6],
      ['motor', 1, 8],
    ])
    expect(plan.outcome.fillRate.mean).toBe(1)
    expect(plan.reasons).toEqual([])
  })
})

describe('reasons of constructed cases', () => {
  test('hours: the resource is named, and an hour more would gain', async () => {
    const plan = await planOf(plantOf([itemOf('A')], bench(4)), scenariosOf({ A: [[6, 6, 6, 0]] }))
    const reason = plan.reasons.find(({ about }) => about === 'shortage')
    expect(reason).toMatchObject({ cause: 'capacity', because: 'bench' })
    expect(reason!.evidence.gain).toBeGreaterThan(0)
  })

  test('overtime: it is worth at least its cost', async () => {
    const plan = await planOf(
      plantOf([itemOf('A')], bench(4, 2)),
      scenariosOf({ A: [[6, 6, 6, 0]] }),
    )
    const reason = plan.reasons.find(({ about }) => about === 'overtime')
    expect(reason).toMatchObject({ subject: 'bench', cause: 'cheaper-than-shortage', because: 'A' })
    expect(plan.resources[0]!.usedOvertime).toEqual([2, 2, 2])
  })

  test('lead time: before the first arrival', async () => {
    const plant = plantOf([itemOf('A', { leadTimePeriods: 1 })], bench(100))
    const plan = await planOf(plant, scenariosOf({ A: [[6, 6, 6, 0]] }))
    expect(plan.reasons[0]).toMatchObject({ cause: 'lead-time', from: 0 })
  })

  test('not worth it: a rare peak', async () => {
    const paths = Array.from({ length: 20 }, (_, s) => [2, 2, s === 0 ? 9 : 2, 0])
    const item = itemOf('A', {
      price: 10.1,
      endValueRate: 0.2,
      shortage: { kind: 'lost-sale', cost: 0.1 },
    })
    const plan = await planOf(plantOf([item], bench(100)), scenariosOf({ A: paths }))
    const reason = plan.reasons.find(({ subject }) => subject === 'A')
    expect(reason).toMatchObject({ cause: 'not-worth-it', to: 2 })
    expect(reason!.evidence.gain).toBeLessThan(0)
  })

  test('lot size: a minimum lot that is too much for what is asked for', async () => {
    const item = itemOf('A', {
      minimumLot: 60,
      endValueRate: 0,
      shortage: { kind: 'lost-sale', cost: 0 },
    })
    const plan = await planOf(plantOf([item], bench(100)), scenariosOf({ A: [[2, 2, 2, 0]] }))
    expect(plan.proposals).toEqual([])
    expect(plan.reasons[0]).toMatchObject({ subject: 'A', cause: 'lot-size' })
  })
})
