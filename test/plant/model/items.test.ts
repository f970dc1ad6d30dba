import { describe, expect, test } from 'vitest'
import { parseItems, type ItemTable } from '../../../src/plant/model/items.ts'
import type { MaterialUse } from '../../../src/plant/model/bill-of-materials.ts'
import { plantSchema } from '../../../src/plant/model/schema.ts'
import { sourceOf } from './source-of.ts'

const { defaults } = plantSchema.required({ items: true }).parse({
  name: 'A',
  demand: { file: 'd' },
  items: { file: 'i' },
}).items

function parse(
  text: string,
  columns: Record<string, string> = {},
  billOfMaterials: readonly MaterialUse[] = [],
): ItemTable {
  const madeItems = new Set(billOfMaterials.map(({ parent }) => parent))
  return parseItems(sourceOf('items.csv', text, columns), defaults, {
    periodsPerYear: 52,
    billOfMaterials,
    madeItems,
  })
}

describe('parseItems', () => {
  test("a manufacturer's export is read through its own column names", () => {
    const { items, assumptions } = parse(
      'sku,cost_price_eur,fixed_cost_per_order_eur,holding_cost_eur_per_unit_year,lead_time_weeks,min_order_quantity\n7,2,5,0.52,16,10',
      {
        item: 'sku',
        unit_cost: 'cost_price_eur',
        fixed_cost: 'fixed_cost_per_order_eur',
        holding_cost_per_year: 'holding_cost_eur_per_unit_year',
        lead_time: 'lead_time_weeks',
        minimum_lot: 'min_order_quantity',
      },
    )
    expect(items).toEqual([
      {
        id: '7',
        description: '',
        supply: 'buy',
        price: 2.6,
        addedCost: 2,
        unitCost: 2,
        holdingCost: 0.01,
        serviceLevel: 0.95,
        shortage: { kind: 'backorder', costPerPeriod: expect.closeTo(0.19, 12) },
        stockOnHand: 0,
        stockOnOrder: 0,
        leadTimePeriods: 16,
        minimumLot: 10,
        lotMultiple: 0,
        fixedCost: 5,
        shelfLifePeriods: null,
        endValueRate: 1,
        family: '',
        expectedDemand: undefined,
        like: undefined,
      },
    ])
    expect(assumptions).toContainEqual({
      figure: 'price',
      value: 1.3,
      items: ['7'],
    })
  })

  test('the assumed backorder cost makes the service level the critical ratio', () => {
    const { items } = parse('item,unit_cost,holding_cost_per_period,service_level\nA,10,0.3,0.9')
    const { shortage, holdingCost } = items[0]!
    const cost = shortage.kind === 'backorder' ? shortage.costPerPeriod : NaN
    expect(cost / (cost + holdingCost)).toBeCloseTo(0.9, 12)
  })

  test('an item whose figures are all given needs no assumption about money', () => {
    const { assumptions } = parse(
      'item,price,unit_cost,holding_cost_per_period,lost_sale_cost,stock_on_hand,lead_time,minimum_lot,lot_multiple,fixed_cost\nA,3,2,0.1,1,5,1,0,1,9',
    )
    expect(assumptions).toEqual([])
  })

  test('an item that nothing can make is refused', () => {
    expect(() => parse('item,supply,unit_cost\nA,make,1')).toThrow(
      'items.csv row 2, column supply: nothing can make item "A"',
    )
    const use = { parent: 'A', component: 'B', quantity: 1 }
    expect(parse('item,unit_cost\nA,1\nB,1', {}, [use]).items[0]!.supply).toBe('make')
  })

  test('the unit cost is rolled up over the levels, or split where it is given', () => {
    const uses = [
      { parent: 'pump', component: 'motor', quantity: 2 },
      { parent: 'motor', component: 'coil', quantity: 3 },
    ]
    const costs = (text: string): unknown =>
      parse(text, {}, uses).items.map(({ addedCost, unitCost }) => [addedCost, unitCost])
    expect(costs('item,making_cost\npump,1\nmotor,2\ncoil,4')).toEqual([
      [1, 29],
      [2, 14],
      [4, 4],
    ])
    expect(costs('item,unit_cost\npump,30\nmotor,\ncoil,4')).toEqual([
      [6, 30],
      [0, 12],
      [4, 4],
    ])
  })

  test('an item without cost and price, a negative cost and a duplicate are refused', () => {
    expect(() => parse('item,lead_time\nA,1')).toThrow('neither unit_cost nor price')
    expect(() => parse('item,unit_cost\nA,-1')).toThrow('of at least 0, got -1')
    expect(() => parse('item,unit_cost\nA,1\nA,2')).toThrow('row 3, column item: duplicate item')
    expect(() => parse('item,unit_cost,like\nA,1,A')).toThrow('column like: the item itself')
    expect(() => parse('item,unit_cost,like\nA,1,C\nB,1,')).toThrow('column like: unknown item')
    expect(() => parse('item,unit_cost,expected_demand\nA,1,0')).toThrow('above 0, got 0')
    expect(() => parse('item,unit_cost')).toThrow('items.csv: empty')
  })

  test('two ways of stating the holding cost in one row are refused', () => {
    expect(() =>
      parse('item,unit_cost,holding_cost_per_year,holding_rate_per_year\nA,1,0.2,0.2'),
    ).toThrow('holding cost given twice')
  })

  test('a whole lead time is asked for', () => {
    expect(() => parse('item,unit_cost,lead_time\nA,1,1.5')).toThrow('a whole number')
  })
})
