import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { simulatePlant } from '../../../src/plant/production/plant-simulation.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [
    itemOf('pump', { leadTimePeriods: 1, addedCost: 3, unitCost: 23, fixedCost: 7 }),
    itemOf('motor', { leadTimePeriods: 2 }),
  ],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    resources: [{ id: 'bench', hours: 4, overtimeHours: 9, overtimeCost: 5 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 2, setupHours: 1 }],
  },
)
const records = buildRecords(plant, scenariosOf({ pump: [new Array<number>(9).fill(1)] }))

describe('simulatePlant', () => {
  test('a period by hand: lots take components, arrive later, and everything is booked', () => {
    const simulation = simulatePlant(plant, { stock: [4, 7], receipts: [[1], [2, 3]] })
    const decision = emptyDecision(records)
    decision.lots[0] = 4
    decision.lots[records.periodCount] = 6
    const { period, items } = simulation.step(records, decision, [6, 0])
    expect(items[0]).toMatchObject({ released: 4, received: 1, served: 5, stock: 0, backlog: 1 })
    expect(items[1]).toMatchObject({ released: 6, received: 2, used: 8, stock: 1 })
    expect(period).toMatchObject({
      revenue: 20 * 5,
      purchaseAndMaking: 3 * 4 + 10 * 6,
      fixed: 7,
      overtime: (1 + 2 * 4 - 4) * 5,
      holding: 1,
      shortage: 9,
      orders: 2,
      demanded: 6,
      served: 5,
      stockValue: 23 * 4 + 10 * (1 + 3 + 6),
    })
    expect(simulation.state()).toEqual({ stock: [-1, 1], receipts: [[4], [3, 6]] })
  })

  test('a lot shrinks to the components that are there', () => {
    const simulation = simulatePlant(plant, { stock: [0, 5], receipts: [[], []] })
    const decision = emptyDecision(records)
    decision.lots[0] = 4
    const { items } = simulation.step(records, decision, [0, 0])
    expect(items[0]!.released).toBe(2.5)
    expect(items[1]!.stock).toBe(0)
  })

  test('stock is conserved in every period, whatever is decided and asked for', () => {
    const period = fc.tuple(fc.nat(9), fc.nat(20), fc.nat(9), fc.nat(9))
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 12 }), (periods) => {
        const simulation = simulatePlant(plant, { stock: [3, -2], receipts: [[2], [4, 1]] })
        const net = [3, -2]
        for (const [pumps, motors, pumpDemand, motorDemand] of periods) {
          const decision = emptyDecision(records)
          decision.lots[0] = pumps
          decision.lots[records.periodCount] = motors
          const { items } = simulation.step(records, decision, [pumpDemand, motorDemand])
          for (const [index, book] of items.entries()) {
            net[index]! += book.received - book.demand - book.used
            expect(book.stock - book.backlog).toBeCloseTo(net[index]!, 9)
            expect(book.stock).toBeGreaterThanOrEqual(0)
          }
          expect(items[1]!.used).toBeCloseTo(2 * items[0]!.released, 9)
        }
      }),
    )
  })
})
