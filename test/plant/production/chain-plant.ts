// A plant of a pump, the casing that goes into it and the casting that goes into that, for tests of linked items.

import type { Plant } from '../../../src/plant/model.ts'
import type { PlantFile } from '../../../src/plant/model/schema.ts'
import type { ScenarioSet } from '../../../src/plant/demand/scenarios.ts'
import { createRandom } from '../../../src/random.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

export function chainPlant(planning: Partial<PlantFile['planning']> = {}): Plant {
  return plantOf(
    [
      itemOf('pump', { price: 60, unitCost: 30, addedCost: 6, stockOnHand: 6, holdingCost: 0.6 }),
      itemOf('casing', {
        unitCost: 24,
        addedCost: 4,
        stockOnHand: 6,
        holdingCost: 0.4,
        fixedCost: 5,
        endValueRate: 0.9,
      }),
      itemOf('casting', {
        unitCost: 20,
        addedCost: 20,
        stockOnHand: 20,
        holdingCost: 0.3,
        leadTimePeriods: 2,
        fixedCost: 30,
        lotMultiple: 5,
        minimumLot: 10,
      }),
    ],
    {
      billOfMaterials: [
        { parent: 'pump', component: 'casing', quantity: 1 },
        { parent: 'casing', component: 'casting', quantity: 1 },
      ],
      resources: [{ id: 'bench', hours: 8, overtimeHours: 3, overtimeCost: 4 }],
      routing: [
        { item: 'pump', resource: 'bench', hoursPerUnit: 0.5, setupHours: 0 },
        { item: 'casing', resource: 'bench', hoursPerUnit: 0.5, setupHours: 1 },
      ],
      planning: { horizon: 8, ...planning },
    },
  )
}

/** Some 5 pumps a period, give or take 5. */
export function chainScenarios(count: number, seed = 1): ScenarioSet {
  const random = createRandom(seed)
  return scenariosOf({
    pump: Array.from({ length: count }, () =>
      Array.from({ length: 9 }, () => Math.floor(11 * random.uniform())),
    ),
  })
}
