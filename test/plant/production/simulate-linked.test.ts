import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkedRule, outlookOf } from '../../../src/plant/production/linked-policy.ts'
import { operateRule } from '../../../src/plant/production/operate-rule.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { simulateLinked } from '../../../src/plant/production/simulate-linked.ts'
import { chainPlant, chainScenarios } from './chain-plant.ts'

const plant = chainPlant()
const startValue = 6 * 30 + 6 * 0.9 * 24 + 20 * 20

describe('simulateLinked', () => {
  test('books what operating the same policy books, scenario by scenario', async () => {
    const perishable = {
      ...plant,
      items: plant.items.map((item) =>
        item.id === 'pump'
          ? { ...item, shelfLifePeriods: 2, shortage: { kind: 'lost-sale', cost: 3 } as const }
          : item,
      ),
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -1, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0, 0.5, 1),
        fc.constantFrom(plant, perishable),
        async (safety, cover, urgency, one) => {
          const records = buildRecords(one, chainScenarios(6))
          const outlook = outlookOf(records)
          const policy = {
            safety: Float64Array.from(safety),
            cover: Float64Array.from(cover),
            urgency,
          }
          const { profit } = await operateRule(records, linkedRule('own', outlook, policy))
          const quick = simulateLinked(records, outlook, policy)
          for (const [s, value] of quick.entries()) {
            expect(value - startValue).toBeCloseTo(profit[s]!, 6)
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('first releases that were decided elsewhere are carried out', async () => {
    const records = buildRecords(plant, chainScenarios(6))
    const outlook = outlookOf(records)
    const policy = { safety: new Float64Array(3), cover: new Float64Array(3), urgency: 0 }
    const first = Float64Array.of(3, 4, 10)
    const { profit } = await operateRule(records, linkedRule('own', outlook, policy, first))
    const quick = simulateLinked(records, outlook, policy, first)
    for (const [s, value] of quick.entries()) expect(value - startValue).toBeCloseTo(profit[s]!, 6)
    expect(quick).not.toEqual(simulateLinked(records, outlook, policy))
  })
})
