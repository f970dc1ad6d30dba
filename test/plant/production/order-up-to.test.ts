import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { violationsOf } from '../../../src/plant/production/decision.ts'
import { orderUpTo, restingState } from '../../../src/plant/production/order-up-to.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const flat = (units: number, steps = 8): Float64Array => new Float64Array(steps).fill(units)

describe('orderUpTo', () => {
  test('fills up to the demand of lead time and one period, and a safety stock of its root', () => {
    const records = buildRecords(
      plantOf([itemOf('A', { leadTimePeriods: 3 })]),
      scenariosOf({ A: [[...flat(5, 10)]] }),
    )
    const { policies } = orderUpTo(records, [{ mean: flat(5, 10), deviation: 2 }], [1.5])
    expect(policies[0]!.reorderPoint[0]).toBeCloseTo(4 * 5 + 1.5 * 2 * 2, 12)
    expect(policies[0]!.lot).toBe(0)
  })

  test('demand of parents is exploded through the bill of materials', () => {
    const plant = plantOf([itemOf('pump'), itemOf('motor')], {
      billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    })
    const records = buildRecords(plant, scenariosOf({ pump: [[...flat(5)]] }))
    const { lots } = orderUpTo(records, [{ mean: flat(5), deviation: 0 }, undefined], [0, 0])
    expect([...lots]).toEqual([5, 5, 5, 10, 10, 10])
  })

  test('every decision can be carried out, whatever hours, lots and stocks there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 2 }),
        (hours, minimumLot, lotMultiple, setupHours, stockOnHand, leadTimePeriods) => {
          const plant = plantOf(
            [
              itemOf('pump', { minimumLot, lotMultiple }),
              itemOf('valve', { stockOnHand: 3 }),
              itemOf('motor', { stockOnHand, leadTimePeriods }),
            ],
            {
              billOfMaterials: [
                { parent: 'pump', component: 'motor', quantity: 2 },
                { parent: 'valve', component: 'motor', quantity: 1 },
              ],
              resources: [{ id: 'bench', hours, overtimeHours: 5, overtimeCost: 30 }],
              routing: [
                { item: 'pump', resource: 'bench', hoursPerUnit: 1.5, setupHours },
                { item: 'valve', resource: 'bench', hoursPerUnit: 1, setupHours: 1 },
              ],
              planning: { horizon: 6 },
            },
          )
          const records = buildRecords(
            plant,
            scenariosOf({ pump: [[...flat(7)]], valve: [[...flat(4)]] }),
          )
          const forecasts = [
            { mean: flat(7), deviation: 3 },
            { mean: flat(4), deviation: 2 },
            undefined,
          ]
          expect(violationsOf(records, orderUpTo(records, forecasts, [1, 1, 1]))).toEqual([])
        },
      ),
    )
  })
})

describe('restingState', () => {
  test('holds the safety stock and one period, with a period of demand due in each period of the lead time', () => {
    const records = buildRecords(
      plantOf([itemOf('A', { leadTimePeriods: 3 })]),
      scenariosOf({ A: [[...flat(2.5, 10)]] }),
    )
    const { stock, receipts } = restingState(
      records,
      [{ mean: flat(2.5, 10), deviation: 2 }],
      [1.5],
    )
    expect(stock).toEqual([Math.ceil(6 + 2.5)])
    expect(receipts).toEqual([[3, 2, 3]])
  })
})
