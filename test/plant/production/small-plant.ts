// Plants of a few items for tests: only what a test is about is written down.

import { createCalendar } from '../../../src/plant/demand/calendar.ts'
import type { ScenarioSet } from '../../../src/plant/demand/scenarios.ts'
import type { Panel } from '../../../src/plant/demand/series.ts'
import type { Plant } from '../../../src/plant/model.ts'
import type { Item } from '../../../src/plant/model/items.ts'
import { plantSchema, type PlantFile } from '../../../src/plant/model/schema.ts'

export function itemOf(id: string, figures: Partial<Item> = {}): Item {
  return {
    id,
    description: '',
    supply: 'buy',
    price: 20,
    addedCost: 10,
    unitCost: 10,
    holdingCost: 1,
    shortage: { kind: 'backorder', costPerPeriod: 9 },
    serviceLevel: 0.95,
    family: '',
    stockOnHand: 0,
    stockOnOrder: 0,
    leadTimePeriods: 0,
    minimumLot: 0,
    lotMultiple: 0,
    fixedCost: 0,
    shelfLifePeriods: null,
    endValueRate: 1,
    ...figures,
  }
}

export function plantOf(
  items: readonly Item[],
  parts: Partial<Omit<Plant, 'items' | 'file'>> & {
    readonly planning?: Partial<PlantFile['planning']>
  } = {},
): Plant {
  const { planning, ...rest } = parts
  const file = plantSchema.required({ demand: true, items: true }).parse({
    name: 'Small',
    demand: { file: 'demand.csv' },
    items: { file: 'items.csv' },
    planning: { horizon: 3, ...planning },
  })
  return {
    folder: '/nowhere',
    file,
    items,
    receipts: [],
    billOfMaterials: [],
    resources: [],
    calendarExceptions: [],
    routing: [],
    assumptions: [],
    ...rest,
  }
}

/** Per item its paths, one per scenario, all of the same length. */
export function scenariosOf(
  paths: Readonly<Record<string, readonly (readonly number[])[]>>,
): ScenarioSet {
  const ids = Object.keys(paths)
  const first = paths[ids[0]!]!
  return {
    ids,
    steps: first[0]!.map((_, step) => `${step + 1}`),
    sampleCount: first.length,
    values: Float64Array.from(ids.flatMap((id) => paths[id]!.flat())),
    models: ids.map(() => 'test'),
    seed: 1,
  }
}

/** A panel on positions from 0. */
export function panelOf(
  histories: Readonly<Record<string, readonly number[]>>,
  seasonLength = 1,
): Panel {
  return {
    calendar: createCalendar('position', 1, 0),
    seasonLength,
    knownNames: [],
    attributeNames: [],
    series: Object.entries(histories).map(([id, values]) => ({
      id,
      start: 0,
      values: Float64Array.from(values),
      known: [],
      attributes: [],
    })),
  }
}
