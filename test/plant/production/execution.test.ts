import { describe, expect, test } from 'vitest'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { componentsFirst, executeLots } from '../../../src/plant/production/execution.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [itemOf('pump', { leadTimePeriods: 1 }), itemOf('motor', { stockOnHand: 10 })],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 2 }],
    receipts: [{ item: 'motor', period: '2', quantity: 4 }],
  },
)
const records = buildRecords(plant, scenariosOf({ pump: [[3, 3, 3, 3]] }))

describe('executeLots', () => {
  test('a lot takes its components when it starts and arrives after its lead time', () => {
    const decision = emptyDecision(records)
    decision.lots.set([4, 3, 0])
    const execution = executeLots(records, decision)
    expect([...execution.lots.subarray(0, 3)]).toEqual([4, 3, 0])
    expect([...execution.supply.subarray(0, 3)]).toEqual([0, 4, 3])
    expect([...execution.dependentDemand.subarray(3)]).toEqual([8, 6, 0])
    expect([...execution.pool.subarray(3)]).toEqual([2, 0, 0])
  })

  test('a lot shrinks to what its components allow', () => {
    const decision = emptyDecision(records)
    decision.lots.set([6, 1, 1])
    expect([...executeLots(records, decision).lots.subarray(0, 3)]).toEqual([5, 1, 1])
    decision.lots.set([6, 3, 0])
    expect([...executeLots(records, decision).lots.subarray(0, 3)]).toEqual([5, 2, 0])
  })

  test('a component made in the same period can be used in it', () => {
    const decision = emptyDecision(records)
    decision.lots.set([0, 0, 9, 0, 0, 4])
    expect([...executeLots(records, decision).lots.subarray(0, 3)]).toEqual([0, 0, 9])
  })

  test('items stand after their components', () => {
    expect(componentsFirst(records)).toEqual([1, 0])
  })
})
