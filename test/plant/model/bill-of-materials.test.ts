import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parentsFirst, parseBillOfMaterials } from '../../../src/plant/model/bill-of-materials.ts'
import { sourceOf } from './source-of.ts'

const ids = new Set(['pump', 'motor', 'coil', 'seal'])
const parse = (text: string): unknown => parseBillOfMaterials(sourceOf('bom.csv', text), ids)

describe('parseBillOfMaterials', () => {
  test('reads several levels', () => {
    expect(parse('parent,component,quantity\npump,motor,1\nmotor,coil,2.5')).toEqual([
      { parent: 'pump', component: 'motor', quantity: 1 },
      { parent: 'motor', component: 'coil', quantity: 2.5 },
    ])
  })

  test('a cycle is named item by item', () => {
    expect(() =>
      parse('parent,component,quantity\npump,motor,1\nmotor,coil,1\ncoil,motor,1'),
    ).toThrow('motor > coil > motor')
    expect(() => parse('parent,component,quantity\npump,pump,1')).toThrow('pump > pump')
  })

  test('an unknown item is named with the nearest one', () => {
    expect(() => parse('parent,component,quantity\npump,moter,1')).toThrow(
      'bom.csv row 2, column component: unknown item',
    )
  })

  test('a pair given twice and a quantity of zero are refused', () => {
    expect(() => parse('parent,component,quantity\npump,motor,1\npump,motor,2')).toThrow(
      'also in row 2',
    )
    expect(() => parse('parent,component,quantity\npump,motor,0')).toThrow('a number above 0')
  })
})

describe('parentsFirst', () => {
  test('every component stands after all its parents', () => {
    const edge = fc
      .tuple(fc.nat(9), fc.nat(9))
      .filter(([a, b]) => a !== b)
      .map(([a, b]) => ({
        parent: `i${Math.min(a, b)}`,
        component: `i${Math.max(a, b)}`,
        quantity: 1,
      }))
    const names = Array.from({ length: 10 }, (_, i) => `i${i}`)
    fc.assert(
      fc.property(fc.array(edge), fc.shuffledSubarray(names, { minLength: 10 }), (uses, items) => {
        const order = parentsFirst(items, uses)
        expect([...order].sort()).toEqual([...names].sort())
        for (const { parent, component } of uses) {
          expect(order.indexOf(parent)).toBeLessThan(order.indexOf(component))
        }
      }),
    )
  })
})
