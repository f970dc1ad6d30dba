import { describe, expect, test } from 'vitest'
import type { LotSizingOutcome } from '../../../src/solvers/lot-sizing/problem.ts'
import type { SolveLotSizing } from '../../../src/plant/production/choice.ts'
import { planProduction } from '../../../src/plant/production/plan-production.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const answering =
  (outcome: LotSizingOutcome): SolveLotSizing =>
  () =>
    Promise.resolve(outcome)
const unsolved = answering({ status: 'unsolved', bound: 0, isCut: false })

const linked = plantOf([itemOf('A', { stockOnHand: 2 })], {
  resources: [{ id: 'bench', hours: 4, overtimeHours: 0, overtimeCost: 5 }],
  routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
})
const scenarios = scenariosOf({ A: [[3, 3, 3, 0]] })

describe('planProduction', () => {
  test('items that share nothing need no solver', async () => {
    const plan = await planProduction(plantOf([itemOf('A')]), scenarios, { solve: unsolved })
    expect(plan).toMatchObject({ status: 'planned', method: 'per-item', gap: null, notes: [] })
  })

  test('a plant with one item and three periods gets a plan that serves it', async () => {
    const plan = await planProduction(plantOf([itemOf('A')]), scenarios, { solve: unsolved })
    expect(plan).toMatchObject({
      periods: ['1', '2', '3'],
      proposals: [
        { release: 0, quantity: 3 },
        { release: 1, quantity: 3 },
        { release: 2, quantity: 3 },
      ],
      outcome: { fillRate: { mean: 1 }, profit: { mean: 9 * 20 - 9 * 10 } },
      reasons: [],
    })
  })

  test('the lots of the solver become proposals on their resource', async () => {
    const plan = await planProduction(linked, scenarios, {
      solve: answering({
        status: 'solved',
        plan: {
          lots: Float64Array.of(4, 3, 0),
          allocations: new Float64Array(3),
          overtime: new Float64Array(3),
        },
        objective: 0,
        bound: 0,
        gap: 0.004,
        costs: {
          total: 0,
          unit: 0,
          setup: 0,
          holding: 0,
          overtime: 0,
          shortage: 0,
          forgoneRevenue: 0,
          terminalValue: 0,
        },
        shortages: [],
        overtime: [],
        isCut: false,
      }),
    })
    expect(plan).toMatchObject({
      status: 'planned',
      method: 'lot-sizing',
      gap: 0.004,
      resources: [{ resource: 'bench', usedHours: [4, 3, 0] }],
    })
  })

  test('infeasible is an answer that names the conflict and by how much', async () => {
    const plan = await planProduction(linked, scenarios, {
      solve: answering({
        status: 'infeasible',
        conflicts: [{ group: 'capacity', name: 'bench', period: 1, amount: 2.5 }],
      }),
    })
    expect(plan).toMatchObject({
      status: 'infeasible',
      conflicts: [
        {
          constraint: 'capacity',
          subject: 'bench',
          excess: 2.5,
          unit: 'hours',
          sentence: 'bench: the hours in 2 would have to give by 2.5 hours.',
        },
      ],
    })
  })

  test('a search that found nothing says so', async () => {
    const plan = await planProduction(linked, scenarios, { solve: unsolved })
    expect(plan.notes.join()).toContain('was found with an effort of 60')
  })

  test('usual rules are evaluated beside the plan', async () => {
    const nothing = {
      name: 'nothing',
      decide: () => ({
        lots: new Float64Array(3),
        allocations: new Float64Array(3),
        overtime: new Float64Array(0),
        policies: [{ reorderPoint: new Float64Array(3).fill(-Infinity), lot: 0 }],
      }),
    }
    const plan = await planProduction(plantOf([itemOf('A')]), scenarios, {
      solve: unsolved,
      rules: [nothing],
    })
    expect(plan).toMatchObject({
      baselines: [{ name: 'nothing', outcome: { fillRate: { mean: 0 } } }],
    })
  })

  test('the risk appetite reaches the solver', async () => {
    const seen: unknown[] = []
    const cautious = plantOf(linked.items, {
      resources: linked.resources,
      routing: linked.routing,
      planning: { risk: { measure: 'cvar', alpha: 0.8, weight: 0.25 } },
    })
    await planProduction(cautious, scenarios, {
      solve: (_, { risk, effort }) => {
        seen.push(risk, effort)
        return unsolved(_, { seed: 1, effort: 1 })
      },
    })
    const [appetite, seconds] = seen
    expect(appetite).toEqual({ tail: expect.closeTo(0.2, 12), weight: 0.25 })
    expect(seconds).toBeLessThan(60)
  })
})
