// A plant: the folder that a user owns, `plant.yaml` and the tables it names, parsed and checked once.

import type { Assumption, Item } from './model/items.ts'
import type { MaterialUse } from './model/bill-of-materials.ts'
import type { CalendarException, Operation, Resource } from './model/resources.ts'
import type { PlantFile } from './model/schema.ts'

/** An open order that arrives later. */
export interface Receipt {
  readonly item: string
  /** Label of the period in which it is due, or its number in the plan counted from 1. */
  readonly period: string
  readonly quantity: number
}

export type Frequency = PlantFile['frequency']

export interface Plant {
  /** Absolute path. Files that plant.yaml names are relative to it. */
  readonly folder: string
  /** plant.yaml itself: name, language, currency, demand and covariate sources, planning, ... */
  readonly file: PlantFile
  readonly items: readonly Item[]
  readonly receipts: readonly Receipt[]
  readonly billOfMaterials: readonly MaterialUse[]
  readonly resources: readonly Resource[]
  readonly calendarExceptions: readonly CalendarException[]
  readonly routing: readonly Operation[]
  /** Figures that were not given, with what was taken instead. */
  readonly assumptions: readonly Assumption[]
}

export const periodsPerYear = {
  hour: 8766,
  day: 365.25,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
} as const satisfies Record<Frequency, number>

/** Periods after which demand repeats, where plant.yaml does not say. */
export const defaultSeason = {
  hour: 24,
  day: 7,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
} as const satisfies Record<Frequency, number>
