import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import {
  bestShortageChance,
  choosePolicy,
  economicLot,
  orderQuantity,
  roundUpToLot,
} from '../../../src/plant/production/replenishment.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

describe('economicLot', () => {
  test('is the closed form: K = 8, h = 0.225, demand 1300', () => {
    const item = itemOf('A', { fixedCost: 8, holdingCost: 0.225 })
    expect(economicLot(item, 1300)).toBeCloseTo(304.0467800264368, 9)
  })

  test('is no more than is used within the shelf life', () => {
    expect(economicLot(itemOf('A', { fixedCost: 1e6, shelfLifePeriods: 2 }), 10)).toBe(20)
  })
})

describe('bestShortageChance', () => {
  test('is the critical ratio for backorders', () => {
    expect(bestShortageChance(itemOf('A'), 5)).toBeCloseTo(0.1, 12)
  })

  test('weighs a lost sale against holding until the next order', () => {
    const item = itemOf('A', { shortage: { kind: 'lost-sale', cost: 5 } })
    expect(bestShortageChance(item, 4)).toBeCloseTo(4 / (4 + 15), 12)
  })
})

describe('roundUpToLot', () => {
  test('is the least allowed quantity', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(50), fc.nat(30), (wanted, minimumLot, lotMultiple) => {
        const quantity = roundUpToLot(itemOf('A', { minimumLot, lotMultiple }), wanted, true)
        const unit = lotMultiple || 1
        expect(quantity).toBeGreaterThanOrEqual(Math.max(wanted, minimumLot))
        expect(quantity % unit).toBe(0)
        expect(quantity - unit).toBeLessThan(Math.max(wanted, minimumLot))
      }),
    )
  })
})

describe('choosePolicy', () => {
  test('reaches the newsvendor closed form: h = 2, p = 18, normal demand of 120 and 10', () => {
    const random = createRandom(5)
    const count = 40_000
    const paths = Array.from({ length: count }, () => [120 + 10 * random.normal()])
    const item = itemOf('A', { holdingCost: 2, shortage: { kind: 'backorder', costPerPeriod: 18 } })
    const record = buildRecords(
      plantOf([item], { planning: { horizon: 1 } }),
      scenariosOf({ A: paths.map(([units]) => [units!, 0]) }),
    ).items[0]!
    const { reorderPoint } = choosePolicy(record, count, 2, 1)
    expect(reorderPoint[0]).toBeCloseTo(132.8155, 0)
  })

  test('covers the demand of the lead time and one period', () => {
    const paths = [[1, 2, 3, 4, 5, 6, 7]]
    const plant = plantOf([itemOf('A', { leadTimePeriods: 2 })])
    const record = buildRecords(plant, scenariosOf({ A: [[...paths[0]!, 8]] })).items[0]!
    const { reorderPoint } = choosePolicy(record, 1, 8, 5)
    expect([...reorderPoint]).toEqual([6, 9, 12, 15, 18])
  })
})

describe('orderQuantity', () => {
  const policy = { reorderPoint: Float64Array.of(20), lot: 15 }

  test('nothing while the position is at the reorder point', () => {
    expect(orderQuantity(itemOf('A'), policy, 0, 20, true)).toBe(0)
  })

  test('at least the lot, and enough to reach the reorder point', () => {
    expect(orderQuantity(itemOf('A'), policy, 0, 19, true)).toBe(15)
    expect(orderQuantity(itemOf('A'), policy, 0, -10, true)).toBe(30)
    expect(orderQuantity(itemOf('A', { minimumLot: 50 }), policy, 0, 19, true)).toBe(50)
  })
})
