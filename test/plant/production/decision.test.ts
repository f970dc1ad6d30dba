import { describe, expect, test } from 'vitest'
import { emptyDecision, hoursOf, violationsOf } from '../../../src/plant/production/decision.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

const plant = plantOf(
  [itemOf('pump', { minimumLot: 4, lotMultiple: 2 }), itemOf('motor', { stockOnHand: 5 })],
  {
    billOfMaterials: [{ parent: 'pump', component: 'motor', quantity: 1 }],
    resources: [{ id: 'bench', hours: 8, overtimeHours: 2, overtimeCost: 30 }],
    calendarExceptions: [{ resource: 'bench', period: '3', hours: 0, overtimeHours: 0 }],
    routing: [{ item: 'pump', resource: 'bench', hoursPerUnit: 1.5, setupHours: 1 }],
    planning: { frozen_periods: 1 },
  },
)
const records = buildRecords(plant, scenariosOf({ pump: [[3, 3, 3, 3]] }))

function violations(lots: readonly number[], overtime: readonly number[] = []): string[] {
  const decision = emptyDecision(records)
  decision.lots.set(lots)
  decision.overtime.set(overtime)
  return violationsOf(records, decision)
}

describe('violationsOf', () => {
  test('a decision within all rules breaks none', () => {
    expect(violations([0, 4, 0])).toEqual([])
    expect(violations([])).toEqual([])
  })

  test('each rule that is broken is named', () => {
    expect(violations([4, 0, 0])).toEqual(['pump in 1: released inside the frozen fence'])
    expect(violations([0, 2, 0])).toEqual(['pump in 2: below the minimum lot'])
    expect(violations([0, 4.5, 0])).toEqual(['pump in 2: no multiple of 2'])
    expect(violations([0, 4, 0], [0, 2.5, 0])).toEqual(['bench in 2: more overtime than allowed'])
    expect(violations([0, 6, 0])).toEqual([
      'pump in 2: a component is missing',
      'bench in 2: more hours than there are',
    ])
    expect(violations([0, 0, 4])).toEqual(['bench in 3: more hours than there are'])
  })
})

describe('hoursOf', () => {
  test('counts a setup once per lot', () => {
    const decision = emptyDecision(records)
    decision.lots.set([4, 0, 6])
    expect([...hoursOf(records, decision.lots)]).toEqual([7, 0, 10])
  })
})
