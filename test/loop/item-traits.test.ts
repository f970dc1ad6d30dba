import { describe, expect, test } from 'vitest'
import { coversOfItems, traitsOfItems } from '../../src/loop/item-traits.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { smallPlant } from './small-plant.ts'

describe('traits and covers of a plant', () => {
  test('are what its files say of the items', async () => {
    const plant = await loadPlant(
      await smallPlant({
        more: 'bill_of_materials: { file: data/parts.csv }',
        files: {
          'data/items.csv':
            'item,price,unit_cost,lead_time,minimum_lot,family,expected_demand,like\n' +
            'gear,,3,1,4,drives,,\nbolt,,1,2,,,,\nnut,5,2,0,,drives,2.5,gear',
          'data/parts.csv': 'parent,component,quantity\ngear,bolt,6',
        },
      }),
    )
    const traits = traitsOfItems(plant)
    expect(traits.get('gear')).toEqual({
      figures: [expect.closeTo(6 * 1.3, 9), 1, 4],
      words: ['make', 'drives'],
      parts: new Map([['bolt', 6]]),
      expected: undefined,
      like: undefined,
    })
    expect(traits.get('nut')).toMatchObject({ figures: [5, 0, 0], expected: 2.5, like: 'gear' })
    expect(Object.fromEntries(coversOfItems(plant))).toEqual({ gear: 4, bolt: 3, nut: 1 })
  })
})
