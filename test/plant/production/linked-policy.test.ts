import { describe, expect, test } from 'vitest'
import {
  fillUp,
  linkedRule,
  outlookOf,
  type LinkedPolicy,
} from '../../../src/plant/production/linked-policy.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { chainPlant } from './chain-plant.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const [pump, casing, casting] = [0, 1, 2] as const
const steady = scenariosOf({ pump: [Array.from({ length: 9 }, () => 4)] })
const plain: LinkedPolicy = {
  safety: new Float64Array(3),
  cover: new Float64Array(3),
  urgency: 1,
}

describe('outlookOf', () => {
  test('a component is asked for when the lots of its parents start', () => {
    const plant = plantOf([itemOf('A', { leadTimePeriods: 1 }), itemOf('part')], {
      billOfMaterials: [{ parent: 'A', component: 'part', quantity: 2 }],
      planning: { horizon: 3 },
    })
    const records = buildRecords(plant, scenariosOf({ A: [[1, 2, 3, 4, 5]] }))
    const { expected, rate, order } = outlookOf(records)
    expect(order).toEqual([1, 0])
    expect([...expected[0]!]).toEqual([3, 5, 7])
    expect([...expected[1]!]).toEqual([4, 6, 8])
    expect(rate[0]).toBe(3)
  })

  test('the deviation is that of the sum over lead time and one period', () => {
    const plant = chainPlant()
    const paths = [
      [2, 2, 2, 2, 2, 2, 2, 2, 2],
      [6, 6, 6, 6, 6, 6, 6, 6, 6],
    ]
    const { deviation } = outlookOf(buildRecords(plant, scenariosOf({ pump: paths })))
    expect(deviation[pump]![0]).toBeCloseTo(2, 12)
    expect(deviation[casting]![0]).toBeCloseTo(3 * 2, 12)
  })
})

describe('fillUp', () => {
  const records = buildRecords(chainPlant(), steady)
  const outlook = outlookOf(records)
  const release = (policy: LinkedPolicy, onHand: number[], hours = 8): number[] => {
    const lots = new Float64Array(3)
    const floor = {
      onHand: onHand.slice(),
      position: onHand.slice(),
      regularHours: [hours],
      hours: [hours + 3],
    }
    fillUp(records, outlook, policy, 0, floor, lots)
    return [...lots]
  }

  test('what is below its level is filled up, and parts first', () => {
    // The pump needs 4 - 1; the casing its own 4, then the pump takes 3 of 4.
    expect(release(plain, [1, 0, 20])).toEqual([3, 4, 0])
  })

  test('a release is at least the lot, within the lot rules of the item', () => {
    const cover = Float64Array.of(0, 2, 0)
    expect(release({ ...plain, cover }, [4, 3, 11])).toEqual([0, 8, 10])
  })

  test('no more than the components that there are', () => {
    expect(release(plain, [0, 0, 2])[casing]).toBe(2)
  })

  test('overtime is for what is urgent', () => {
    // Casings take 0.5 h each and 1 h of setup: 8 fill 5 h.
    const cover = Float64Array.of(0, 2, 0)
    const safety = Float64Array.of(0, 0, 0)
    expect(release({ safety, cover, urgency: 1 }, [9, 0, 20], 3)[casing]).toBe(8)
    const spread = buildRecords(
      chainPlant(),
      scenariosOf({
        pump: [
          [0, 0, 0, 0, 0, 0, 0, 0, 0],
          [8, 8, 8, 8, 8, 8, 8, 8, 8],
        ],
      }),
    )
    const lots = new Float64Array(3)
    const floor = {
      onHand: [20, 5, 20],
      position: [20, 5, 20],
      regularHours: [3],
      hours: [6],
    }
    const buffered = { safety: Float64Array.of(0, 2, 0), cover, urgency: 0 }
    fillUp(spread, outlookOf(spread), buffered, 0, floor, lots)
    expect(lots[casing]).toBe(4)
  })
})

describe('linkedRule', () => {
  test('releases nothing inside the fence', () => {
    const records = buildRecords(chainPlant({ frozen_periods: 1 }), steady, {
      state: { stock: [0, 0, 20], receipts: [[], [], []] },
    })
    const rule = linkedRule('own', outlookOf(records), plain)
    expect(rule.decide(records, 0).lots.every((lot) => lot === 0)).toBe(true)
    expect(rule.decide(records, 1).lots.some((lot) => lot > 0)).toBe(true)
  })

  test('says the overtime that its releases take', () => {
    const records = buildRecords(chainPlant(), steady, {
      state: { stock: [0, 0, 60], receipts: [[], [], []] },
    })
    const cover = Float64Array.of(0, 4, 0)
    const { lots, overtime } = linkedRule('own', outlookOf(records), { ...plain, cover }).decide(
      records,
    )
    const width = records.periodCount
    expect([lots[0], lots[width]]).toEqual([4, 16])
    expect(overtime[0]).toBe(4 * 0.5 + 1 + 16 * 0.5 - 8)
  })
})
