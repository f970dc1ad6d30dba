// Records: a plant, its state and a scenario set as arrays per item and period, ready to be decided over.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import type { ScenarioSet } from '../demand/scenarios.ts'
import type { Plant } from '../model.ts'
import { groupBy, parentsFirst } from '../model/bill-of-materials.ts'
import type { Item } from '../model/items.ts'
import type { Resource } from '../model/resources.ts'
import type { PlanNote } from './notes.ts'

export interface ItemRecord {
  readonly item: Item
  /** Numbers of items, with the units of each in one unit of this one. */
  readonly components: readonly { readonly item: number; readonly quantity: number }[]
  readonly usage: readonly {
    readonly resource: number
    readonly hoursPerUnit: number
    readonly setupHours: number
  }[]
  readonly hasParents: boolean
  /** Shares a resource or materials with others, so that it cannot be decided alone. */
  readonly isLinked: boolean
  /** Before the first period; negative where demand waits. */
  readonly initialStock: number
  /** Units that arrive from earlier orders, shape [steps]. */
  readonly receipts: Float64Array
  /** Demand of customers per scenario and step, shape [scenarioCount, steps]; undefined: none. */
  readonly demand: Float64Array | undefined
  /** Made and bought in whole units: customers and parents take nothing else. See `areWhole`. */
  readonly isWhole: boolean
  /** Forecaster behind the demand, or `dependent`. */
  readonly model: string
}

export interface ResourceRecord {
  readonly resource: Resource
  /** Shape [steps]. */
  readonly hours: Float64Array
  readonly overtimeHours: Float64Array
}

export interface ProductionRecords {
  readonly plant: Plant
  /** Labels, shape [steps]: the planned periods, then those that lots of the last planned ones must cover. */
  readonly steps: readonly string[]
  /** Periods to plan; the first of the steps. */
  readonly periodCount: number
  readonly scenarioCount: number
  readonly items: readonly ItemRecord[]
  readonly resources: readonly ResourceRecord[]
  readonly notes: readonly PlanNote[]
}

/** What replaces the figures of plant.yaml when a plan is made at another moment. */
export interface PlantState {
  /** Per item, in the order of the plant; negative where demand waits. */
  readonly stock: readonly number[]
  /** Per item, units that arrive per step from now. */
  readonly receipts: readonly ArrayLike<number>[]
}

export interface Horizon {
  /** Periods to plan. */
  readonly periods: number
  /** Steps of demand that are needed for that. */
  readonly steps: number
  readonly notes: readonly PlanNote[]
}

/**
 * How far to plan and to forecast. A horizon of less than twice the longest cumulative lead time shows
 * little of what a release now brings, so it is extended by that lead time.
 */
export function horizonOf(plant: Plant): Horizon {
  const asked = plant.file.planning.horizon
  const longest = Math.max(...cumulativeLeadTimes(plant))
  const periods = asked >= 2 * longest ? asked : asked + longest
  const linked = linkedItems(plant)
  const reach = plant.items
    .filter((item) => !linked.has(item.id))
    .reduce((most, item) => Math.max(most, item.leadTimePeriods), 0)
  const notes: PlanNote[] =
    periods > asked ? [{ code: 'longer-horizon', periods, asked, longestLeadTime: longest }] : []
  return { periods, steps: periods + reach + 1, notes }
}

export interface RecordOptions {
  /** The stock and open orders now; default those of the plant's files. */
  readonly state?: PlantState
  /** Default that of `horizonOf`. */
  readonly horizon?: Horizon
}

/**
 * @param scenarios demand of customers over at least the steps of the horizon.
 * @throws MillraceError `bad-input` for demand of an unknown item or scenarios that are too short.
 */
export function buildRecords(
  plant: Plant,
  scenarios: ScenarioSet,
  { state, horizon = horizonOf(plant) }: RecordOptions = {},
): ProductionRecords {
  const stepCount = scenarios.steps.length
  if (stepCount < horizon.steps) {
    throw new MillraceError(
      'bad-input',
      `scenarios: too short, expected ${horizon.steps} steps, got ${stepCount}`,
    )
  }
  const seriesOf = seriesByItem(plant, scenarios)
  const numberOf = new Map(plant.items.map((item, index) => [item.id, index]))
  const resourceNumber = new Map(plant.resources.map((resource, index) => [resource.id, index]))
  const componentsOf = groupBy(plant.billOfMaterials, (use) => use.parent)
  const operationsOf = groupBy(plant.routing, (operation) => operation.item)
  const parents = new Set(plant.billOfMaterials.map((use) => use.component))
  const linked = linkedItems(plant)
  const demands = plant.items.map(({ id }) => {
    const series = seriesOf.get(id)
    const size = scenarios.sampleCount * stepCount
    return series === undefined
      ? undefined
      : scenarios.values.subarray(series * size, (series + 1) * size)
  })
  const isWhole = areWhole(plant, demands)
  const notes: PlanNote[] = [...horizon.notes]
  const receipts = state
    ? state.receipts.map((units) =>
        Float64Array.from({ length: stepCount }, (_, step) => units[step] ?? 0),
      )
    : receiptsOf(plant, scenarios.steps, numberOf, notes)

  const items = plant.items.map((item, index): ItemRecord => {
    const series = seriesOf.get(item.id)
    return {
      item,
      components: (componentsOf.get(item.id) ?? []).map((use) => ({
        item: numberOf.get(use.component)!,
        quantity: use.quantity,
      })),
      usage: (operationsOf.get(item.id) ?? []).map(({ resource, hoursPerUnit, setupHours }) => ({
        resource: resourceNumber.get(resource)!,
        hoursPerUnit,
        setupHours,
      })),
      hasParents: parents.has(item.id),
      isLinked: linked.has(item.id),
      initialStock: state?.stock[index] ?? item.stockOnHand,
      receipts: receipts[index]!,
      demand: demands[index],
      isWhole: isWhole[index]!,
      model: series === undefined ? 'dependent' : scenarios.models[series]!,
    }
  })
  return {
    plant,
    steps: scenarios.steps,
    periodCount: horizon.periods,
    scenarioCount: scenarios.sampleCount,
    items,
    resources: resourcesOf(plant, scenarios.steps, notes),
    notes: [...notes, ...assumptionNotes(plant, new Set(seriesOf.keys()))],
  }
}

/**
 * Whether each item comes in whole units: its customers ask for whole units (as the forecast does where the history
 * does), and so do its parents, which are whole and take whole quantities. An item that nobody asks for is not.
 */
function areWhole(plant: Plant, demands: readonly (Float64Array | undefined)[]): boolean[] {
  const parentsOf = groupBy(plant.billOfMaterials, (use) => use.component)
  const numberOf = new Map(plant.items.map((item, index) => [item.id, index]))
  const whole = plant.items.map(() => false)
  const ids = plant.items.map(({ id }) => id)
  for (const id of parentsFirst(ids, plant.billOfMaterials)) {
    const index = numberOf.get(id)!
    const demand = demands[index]
    const uses = parentsOf.get(id) ?? []
    whole[index] =
      (demand !== undefined || uses.length > 0) &&
      (demand?.every((units) => Number.isInteger(units)) ?? true) &&
      uses.every(
        ({ parent, quantity }) => Number.isInteger(quantity) && whole[numberOf.get(parent)!]!,
      )
  }
  return whole
}

/** The same records with the plant in another state. */
export function withState(
  records: ProductionRecords,
  { stock, receipts }: PlantState,
): ProductionRecords {
  const items = records.items.map((record, index) => {
    const units = new Float64Array(records.steps.length)
    for (let step = 0; step < Math.min(units.length, receipts[index]!.length); step++) {
      units[step] = receipts[index]![step]!
    }
    return { ...record, initialStock: stock[index]!, receipts: units }
  })
  return { ...records, items }
}

/** Items that share materials or a resource with another item, or are made on a resource. */
function linkedItems(plant: Plant): ReadonlySet<string> {
  return new Set([
    ...plant.billOfMaterials.flatMap((use) => [use.parent, use.component]),
    ...plant.routing.map((operation) => operation.item),
  ])
}

/** Per item: lead times along its longest chain of components, its own included. */
export function cumulativeLeadTimes(plant: Plant): number[] {
  const items = new Map(plant.items.map((item) => [item.id, item]))
  const known = new Map<string, number>()
  const componentsOf = groupBy(plant.billOfMaterials, (use) => use.parent)
  const lead = (id: string): number => {
    const cached = known.get(id)
    if (cached !== undefined) return cached
    const longest = Math.max(0, ...(componentsOf.get(id) ?? []).map((use) => lead(use.component)))
    const total = items.get(id)!.leadTimePeriods + longest
    known.set(id, total)
    return total
  }
  return plant.items.map((item) => lead(item.id))
}

function seriesByItem(plant: Plant, scenarios: ScenarioSet): Map<string, number> {
  const known = new Set(plant.items.map((item) => item.id))
  const series = new Map<string, number>()
  for (const [index, id] of scenarios.ids.entries()) {
    if (!known.has(id)) {
      const near = nearestName(id, known)
      throw new MillraceError(
        'bad-input',
        `${plant.file.demand.file}: demand for an unknown item, expected one from ${plant.file.items.file}, got "${id}"`,
        near === undefined ? {} : { hint: `Did you mean "${near}"?` },
      )
    }
    series.set(id, index)
  }
  return series
}

function receiptsOf(
  plant: Plant,
  steps: readonly string[],
  numberOf: ReadonlyMap<string, number>,
  notes: PlanNote[],
): Float64Array[] {
  const receipts = plant.items.map((item) => {
    const units = new Float64Array(steps.length)
    units[0] = item.stockOnOrder
    return units
  })
  let pastDue = 0
  let beyond = 0
  for (const { item, period, quantity } of plant.receipts) {
    const step = stepOf(steps, period, `${plant.file.receipts?.file}: period due`)
    if (step < 0) pastDue++
    if (step >= steps.length) beyond++
    else receipts[numberOf.get(item)!]![Math.max(0, step)]! += quantity
  }
  if (pastDue > 0) notes.push({ code: 'past-due', orders: pastDue })
  if (beyond > 0) notes.push({ code: 'due-later', orders: beyond })
  return receipts
}

function resourcesOf(plant: Plant, steps: readonly string[], notes: PlanNote[]): ResourceRecord[] {
  const records = plant.resources.map((resource) => ({
    resource,
    hours: new Float64Array(steps.length).fill(resource.hours),
    overtimeHours: new Float64Array(steps.length).fill(resource.overtimeHours),
  }))
  let outside = 0
  for (const exception of plant.calendarExceptions) {
    const record = records.find(({ resource }) => resource.id === exception.resource)!
    const step = stepOf(
      steps,
      exception.period,
      `${plant.file.resources?.exceptions?.file}: period`,
    )
    if (step < 0 || step >= steps.length) {
      outside++
      continue
    }
    record.hours[step] = exception.hours
    record.overtimeHours[step] = exception.overtimeHours
  }
  if (outside > 0) notes.push({ code: 'calendar-outside', exceptions: outside })
  return records
}

/**
 * The step that a label names: a step's own label, its number from 1, or a date within it.
 * Before the first: -1; after the last: the number of steps.
 */
export function stepOf(steps: readonly string[], label: string, subject: string): number {
  const exact = steps.indexOf(label)
  if (exact >= 0) return exact
  const time = Date.parse(label)
  const times = steps.map((step) => Date.parse(step))
  if (/^\d{4}-/.test(label) && !Number.isNaN(time) && !Number.isNaN(times[0]!)) {
    const length = times.length > 1 ? times.at(-1)! - times.at(-2)! : 0
    if (time >= times.at(-1)! + length) return steps.length
    return times.findLastIndex((start) => start <= time)
  }
  const number = Number(label)
  if (Number.isInteger(number) && number >= 1) return Math.min(number - 1, steps.length)
  throw new MillraceError(
    'bad-input',
    `${subject}: unknown period, expected a label like ${steps[0]} or a number from 1, got "${label}"`,
  )
}

/** Assumptions about money matter only for items that customers ask for. */
function assumptionNotes(plant: Plant, demanded: ReadonlySet<string>): PlanNote[] {
  const onlyWithDemand = new Set(['price', 'backorder_cost_per_period', 'lost_sale_cost'])
  return plant.assumptions.flatMap(({ figure, value, items }): PlanNote[] => {
    const count = onlyWithDemand.has(figure)
      ? items.filter((id) => demanded.has(id)).length
      : items.length
    return count > 0
      ? [{ code: 'assumed', figure, value, items: count, allItems: plant.items.length }]
      : []
  })
}
