import { describe, expect, test } from 'vitest'
import { describePlan, planCommand } from '../../../src/cli/commands/plan.ts'
import { planProduction } from '../../../src/plant/production/plan-production.ts'
import { itemOf, plantOf, scenariosOf } from '../../plant/production/small-plant.ts'
import { runCommand } from './demand-commands.ts'

const solve = () =>
  Promise.resolve({
    status: 'infeasible',
    conflicts: [{ group: 'capacity', name: 'bench', period: 0, amount: 3 }],
  } as const)

describe('millrace plan', () => {
  test('a folder that is not there is named', async () => {
    await expect(runCommand(planCommand, 'nowhere')).rejects.toThrow('nowhere')
  })
})

describe('describePlan', () => {
  test('says what to release now, what it is worth, and why something is short', async () => {
    const plant = plantOf([itemOf('A', { leadTimePeriods: 1 })])
    const plan = await planProduction(plant, scenariosOf({ A: [[3, 3, 3, 3, 3]] }), { solve })
    const text = describePlan(plan).join('\n')
    expect(text).toContain('Small: 3 periods from 1, 1 futures')
    expect(text).toMatch(/to release in 1: 1 of \d+ proposals\n {2}buy 6 of A, due 2, worth/)
    expect(text).toContain('because nothing released now arrives before then.')
  })

  test('an infeasible plant is told what would have to give', async () => {
    const plant = plantOf([itemOf('A')], {
      resources: [{ id: 'bench', hours: 1, overtimeHours: 0, overtimeCost: 0 }],
      routing: [{ item: 'A', resource: 'bench', hoursPerUnit: 1, setupHours: 0 }],
    })
    const plan = await planProduction(plant, scenariosOf({ A: [[3, 3, 3, 3]] }), { solve })
    expect(describePlan(plan)).toEqual([
      'Small: no plan keeps all rules. These would have to give:',
      '  bench: the hours in 1 would have to give by 3 hours.',
    ])
  })
})
