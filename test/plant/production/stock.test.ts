import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createStock, stepStock, takeFromStock } from '../../../src/plant/production/stock.ts'

const backorder = { shortage: 'backorder', shelfLifePeriods: null } as const
const lost = { shortage: 'lost-sale', shelfLifePeriods: null } as const

describe('stepStock', () => {
  test('demand that waits is served before new demand', () => {
    const stock = createStock(-4, backorder)
    expect(stepStock(stock, 10, 8, backorder)).toEqual({
      served: 6,
      servedLate: 4,
      lost: 0,
      expired: 0,
    })
    expect(stock).toMatchObject({ onHand: 0, backlog: 2 })
  })

  test('a lost sale does not come back', () => {
    const stock = createStock(3, lost)
    expect(stepStock(stock, 0, 5, lost)).toMatchObject({ served: 3, lost: 2 })
    expect(stepStock(stock, 5, 1, lost)).toMatchObject({ served: 1, servedLate: 0 })
    expect(stock.onHand).toBe(4)
  })

  test('a unit can be used in as many periods as its shelf life, the oldest first', () => {
    const rules = { ...lost, shelfLifePeriods: 2 }
    const stock = createStock(0, rules)
    stepStock(stock, 5, 0, rules)
    expect(stepStock(stock, 5, 3, rules)).toMatchObject({ served: 3, expired: 2 })
    expect(stepStock(stock, 0, 1, rules)).toMatchObject({ served: 1, expired: 4 })
    expect(stock.onHand).toBe(0)
  })

  test('units are conserved in every period', () => {
    const step = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(5))
    const life = fc.option(fc.integer({ min: 1, max: 4 }))
    fc.assert(
      fc.property(
        fc.array(step),
        fc.boolean(),
        life,
        fc.integer({ min: -9, max: 9 }),
        (steps, waits, shelfLifePeriods, initial) => {
          const rules = { shortage: waits ? 'backorder' : 'lost-sale', shelfLifePeriods } as const
          const stock = createStock(initial, rules)
          for (const [receipts, demand, wanted] of steps) {
            const before = stock.onHand
            const backlog = stock.backlog
            const taken = takeFromStock(stock, wanted)
            const { served, servedLate, lost, expired } = stepStock(stock, receipts, demand, rules)
            expect(stock.onHand).toBe(before - taken + receipts - served - servedLate - expired)
            expect(stock.backlog).toBe(backlog - servedLate + (waits ? demand - served : 0))
            expect(served + lost + (waits ? demand - served : 0)).toBe(demand)
            expect(stock.onHand).toBeGreaterThanOrEqual(0)
            const aged = stock.ages.reduce((sum, units) => sum + units, 0)
            expect(aged).toBe(shelfLifePeriods === null ? 0 : stock.onHand)
          }
        },
      ),
    )
  })
})
