import { describe, expect, test } from 'vitest'
import {
  buildRecords,
  horizonOf,
  stepOf,
  withState,
} from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const flat = (units: number, steps: number): number[] => new Array<number>(steps).fill(units)

describe('horizonOf', () => {
  test('the horizon is what was asked for where lead times are short', () => {
    expect(horizonOf(plantOf([itemOf('A')]))).toEqual({ periods: 3, steps: 4, notes: [] })
  })

  test('it is extended by the longest lead time through the bill of materials, and this is said', () => {
    const plant = plantOf(
      [itemOf('pump', { leadTimePeriods: 1 }), itemOf('casting', { leadTimePeriods: 4 })],
      { billOfMaterials: [{ parent: 'pump', component: 'casting', quantity: 1 }] },
    )
    expect(horizonOf(plant)).toMatchObject({ periods: 8, steps: 9 })
    expect(horizonOf(plant).notes[0]).toMatchObject({ code: 'longer-horizon', longestLeadTime: 5 })
  })

  test('an item that is decided alone needs demand over one lead time more', () => {
    expect(horizonOf(plantOf([itemOf('A', { leadTimePeriods: 2 })]))).toMatchObject({
      periods: 5,
      steps: 8,
    })
  })
})

describe('buildRecords', () => {
  test('demand, links and open orders arrive at their items', () => {
    const plant = plantOf(
      [itemOf('pump'), itemOf('motor', { stockOnOrder: 3, stockOnHand: 7 }), itemOf('oil')],
      {
        billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
        receipts: [
          { item: 'motor', period: '2', quantity: 5 },
          { item: 'motor', period: '99', quantity: 1 },
        ],
      },
    )
    const scenarios = scenariosOf({ pump: [flat(1, 4), flat(2, 4)], oil: [flat(3, 4), flat(4, 4)] })
    const records = buildRecords(plant, scenarios)
    expect(records.items.map(({ isLinked }) => isLinked)).toEqual([true, true, false])
    expect(records.items[0]!.components).toEqual([{ item: 1, quantity: 2 }])
    expect([...records.items[1]!.receipts]).toEqual([3, 5, 0, 0])
    expect(records.items[1]).toMatchObject({
      model: 'dependent',
      initialStock: 7,
      hasParents: true,
    })
    expect([...records.items[2]!.demand!]).toEqual([3, 3, 3, 3, 4, 4, 4, 4])
    expect(records.notes).toEqual([{ code: 'due-later', orders: 1 }])
  })

  test('demand for an unknown item is refused with the nearest name', () => {
    const scenarios = scenariosOf({ pmup: [flat(1, 4)] })
    expect(() => buildRecords(plantOf([itemOf('pump')]), scenarios)).toThrow(
      'demand for an unknown item, expected one from items.csv, got "pmup"',
    )
  })

  test('scenarios that are too short are refused', () => {
    expect(() => buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [[1, 2]] }))).toThrow(
      'expected 4 steps, got 2',
    )
  })

  test('an assumption about prices is said only for items that customers ask for', () => {
    const plant = plantOf([itemOf('A'), itemOf('B')], {
      assumptions: [{ figure: 'price', value: 1.3, items: ['A', 'B'] }],
    })
    const { notes } = buildRecords(plant, scenariosOf({ A: [flat(1, 4)] }))
    expect(notes).toEqual([{ code: 'assumed', figure: 'price', value: 1.3, items: 1, allItems: 2 }])
  })
})

describe('ItemRecord', () => {
  test('tells counts from amounts', () => {
    const records = buildRecords(
      plantOf([itemOf('A'), itemOf('B'), itemOf('C')]),
      scenariosOf({ A: [[1, 2, 3, 4]], B: [[1, 2.5, 3, 4]] }),
    )
    expect(records.items.map(({ isWhole }) => isWhole)).toEqual([true, false, false])
  })

  test('a component is whole where whole parents take whole quantities of it', () => {
    const plant = plantOf(
      [itemOf('bar'), itemOf('shaft'), itemOf('oil'), itemOf('pump'), itemOf('paint')],
      {
        billOfMaterials: [
          { parent: 'pump', component: 'shaft', quantity: 2 },
          { parent: 'shaft', component: 'bar', quantity: 0.4 },
          { parent: 'paint', component: 'oil', quantity: 1 },
        ],
      },
    )
    const records = buildRecords(plant, scenariosOf({ pump: [[1, 2, 3, 4]], paint: [[0.5, 1, 1, 1]] })) // prettier-ignore
    const whole = records.items.filter(({ isWhole }) => isWhole).map(({ item }) => item.id)
    expect(whole).toEqual(['shaft', 'pump'])
  })
})

describe('withState', () => {
  test('changes stock and what is on its way, and nothing else', () => {
    const records = buildRecords(plantOf([itemOf('A')]), scenariosOf({ A: [[1, 2, 3, 4]] }))
    const changed = withState(records, { stock: [-3], receipts: [[5]] })
    expect(changed.items[0]).toMatchObject({ initialStock: -3, isWhole: true })
    expect([...changed.items[0]!.receipts]).toEqual([5, 0, 0, 0])
    expect(changed.items[0]!.demand).toBe(records.items[0]!.demand)
  })
})

describe('stepOf', () => {
  const weeks = ['2026-11-23', '2026-11-30', '2026-12-07']

  test('a label, a number and a date within a step are understood', () => {
    expect(stepOf(weeks, '2026-11-30', 'x')).toBe(1)
    expect(stepOf(weeks, '3', 'x')).toBe(2)
    expect(stepOf(weeks, '2026-12-02', 'x')).toBe(1)
    expect(stepOf(weeks, '2026-12-13', 'x')).toBe(2)
  })

  test('what lies before or after says so', () => {
    expect(stepOf(weeks, '2026-11-01', 'x')).toBe(-1)
    expect(stepOf(weeks, '2026-12-14', 'x')).toBe(3)
    expect(stepOf(weeks, '12', 'x')).toBe(3)
  })

  test('any other word is refused', () => {
    expect(() => stepOf(weeks, 'soon', 'receipts.csv: period due')).toThrow(
      'receipts.csv: period due: unknown period, expected a label like 2026-11-23',
    )
  })
})
