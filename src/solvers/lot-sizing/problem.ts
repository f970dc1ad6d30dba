// Multi-item, multi-level, capacitated lot sizing under demand scenarios: the question and the answer.
// Periods, items and resources are numbered from 0; matrices are row-major.

import { MillraceError } from '../../errors.ts'

/** What a lot of an item needs from a resource. */
export interface Usage {
  readonly resource: number
  readonly hoursPerUnit: number
  /** Hours lost once in each period with a lot. */
  readonly setupHours: number
}

export interface Component {
  readonly item: number
  /** Units of the component that one unit of the parent consumes when its lot starts. */
  readonly quantity: number
}

/**
 * What happens to demand that stock cannot serve.
 * `forbidden`: no scenario may run short (the deterministic textbook problem);
 * `backorder`: it waits, at a cost per unit and period; what is still open after the last period is revenue forgone;
 * `lost`: it goes elsewhere, at a cost of goodwill per unit on top of the price forgone.
 */
export type Shortage =
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'backorder'; readonly costPerUnitAndPeriod: number }
  | { readonly kind: 'lost'; readonly costPerUnit: number }

/** Independent demand of an item. */
export interface Demand {
  /** Demand per scenario and period, shape [scenarioCount, periods]; scenario s is the same future for all items. */
  readonly scenarios: Float64Array
  readonly price: number
  readonly shortage: Shortage
  /**
   * Required probability, 0 to 1, that cumulative supply covers cumulative demand at the end of a period,
   * in each period that a lot started after the frozen fence can reach. A hard constraint.
   */
  readonly serviceLevel?: number
}

export interface Item {
  readonly name: string
  /** Per unit made or bought, without the components, which are items themselves. */
  readonly unitCost: number
  /** Per lot: setup of a made item, fixed order cost of a bought one. */
  readonly setupCost: number
  /** Per unit in stock at the end of a period. */
  readonly holdingCost: number
  /** What a unit left in stock after the last period is worth. Default 0. */
  readonly terminalValue?: number
  /** Periods between the start of a lot and its availability; 0 serves demand of the same period. */
  readonly leadTime: number
  readonly components: readonly Component[]
  readonly usage: readonly Usage[]
  /** A lot is 0 or at least this. Default 0. */
  readonly minimumLot?: number
  /** A lot is a whole multiple of this; 0 or absent: any quantity. */
  readonly lotMultiple?: number
  readonly maximumLot?: number
  /**
   * Lots are whole units (or whole multiples, where there is a multiple): the plan is searched with real quantities
   * and rounded at its end. Not for items that may not run short, which rounding could break. Default false.
   */
  readonly isWhole?: boolean
  /** Stock before period 0; negative: orders already waiting. */
  readonly initialStock: number
  /** Units that arrive per period from lots started before period 0. Default none. */
  readonly receipts?: readonly number[]
  /** Lots of the first periods that are no longer open to change (the frozen fence). Default none. */
  readonly frozen?: readonly number[]
  /** How many of them nobody could change; the others were only decided elsewhere. Matters for causes alone. Default all. */
  readonly fence?: number
  /** Periods that a unit can be kept; see docs/solvers.md for what the plan guarantees. */
  readonly shelfLife?: number
  /** Absent: only parents need the item. */
  readonly demand?: Demand
}

export interface Resource {
  readonly name: string
  /** Regular hours, shape [periods]. */
  readonly hours: readonly number[]
  /** Most hours of overtime, shape [periods]. Default none. */
  readonly overtimeHours?: readonly number[]
  /** Per hour of overtime. Default 0. */
  readonly overtimeCost?: number
}

export interface LotSizingProblem {
  readonly periods: number
  readonly items: readonly Item[]
  readonly resources: readonly Resource[]
  readonly scenarioCount: number
  /** Probability of each scenario, summing to 1. Default equal. */
  readonly weights?: Float64Array
}

/** The decisions from which the hours of a plan follow. */
export interface PlannedLots {
  /** Units of the lot started, shape [items, periods]. */
  readonly lots: Float64Array
  /**
   * Units of its own stock that an item which also has parents sets aside for independent demand, shape
   * [items, periods], counted when they become available. Other items: all of their supply.
   */
  readonly allocations: Float64Array
}

/** What to do: the only decisions; stock and shortage follow from them and the scenario. */
export interface LotSizingPlan extends PlannedLots {
  /** Hours of overtime, shape [resources, periods]. */
  readonly overtime: Float64Array
}

/** Expected money of a plan, exact over the scenarios. `total` is what is minimised; profit = revenue at full service - total. */
export interface CostBreakdown {
  readonly total: number
  readonly unit: number
  readonly setup: number
  readonly holding: number
  readonly overtime: number
  /** Backorder cost or goodwill. */
  readonly shortage: number
  /** Price of demand never served. */
  readonly forgoneRevenue: number
  /** Value of the stock after the last period (subtracted). */
  readonly terminalValue: number
}

/** Why an item is short (or a resource runs overtime) where the plan expects it. */
export type Cause =
  /** No lot that may still be changed arrives by then. `firstPeriod`: the earliest that one can. */
  | { readonly kind: 'lead-time'; readonly firstPeriod: number }
  /** The lots in reach are in the frozen fence. */
  | { readonly kind: 'frozen'; readonly firstPeriod: number }
  /** One more hour of the resource in that period would be worth `valuePerHour`. */
  | {
      readonly kind: 'capacity'
      readonly resource: number
      readonly period: number
      readonly valuePerHour: number
    }
  /** A component is what is missing when the lot would start; `root`: why, of it or of a component of its own. */
  | {
      readonly kind: 'component'
      readonly item: number
      readonly period: number
      readonly root: { readonly item: number; readonly cause: RootCause }
    }
  /** A minimum, multiple or maximum lot stands in the way. */
  | { readonly kind: 'lot-size'; readonly limit: 'minimum' | 'multiple' | 'maximum' }
  /** One more unit would cost more than the shortage that it saves, in expectation. */
  | { readonly kind: 'not-worth-it'; readonly unitCost: number; readonly unitValue: number }
  /** One more unit would save more than it costs and nothing known stands in the way: the search ended before. */
  | { readonly kind: 'not-found'; readonly unitCost: number; readonly unitValue: number }

/** Where the search for the cause of a missing component ends. */
export type RootCause = Extract<Cause, { kind: 'lead-time' | 'frozen' | 'capacity' }>

export interface ShortageCause {
  readonly item: number
  readonly period: number
  /** Expected units open (backorder) or newly lost at the end of the period. */
  readonly units: number
  readonly cause: Cause
}

export interface OvertimeCause {
  readonly resource: number
  readonly period: number
  readonly hours: number
  /** What the last hour of overtime is worth, at least its cost. */
  readonly valuePerHour: number
  /** The items that use the resource then, most hours first. */
  readonly items: readonly { readonly item: number; readonly hours: number }[]
}

export type ConstraintGroup =
  'capacity' | 'material' | 'demand' | 'service' | 'lot-size' | 'shelf-life'

/** One constraint that has to give way for a plan to exist, in a relaxation with the least total violation. */
export interface Conflict {
  readonly group: ConstraintGroup
  /** Name of the resource or item. */
  readonly name: string
  readonly period: number
  /** Missing hours of a resource, or units of an item. */
  readonly amount: number
}

export type LotSizingOutcome =
  | {
      readonly status: 'solved'
      readonly plan: LotSizingPlan
      /** Expected cost (or the risk measure of the cost) of the plan, exact over the scenarios. */
      readonly objective: number
      /** No plan costs less. */
      readonly bound: number
      /** (objective - bound) / |objective|. */
      readonly gap: number
      readonly costs: CostBreakdown
      readonly shortages: readonly ShortageCause[]
      readonly overtime: readonly OvertimeCause[]
      /** Whether the clock ended the search before its effort was spent: another run may find another plan. */
      readonly isCut: boolean
    }
  | { readonly status: 'infeasible'; readonly conflicts: readonly Conflict[] }
  /** Effort or time ran out before the first plan. */
  | { readonly status: 'unsolved'; readonly bound: number; readonly isCut: boolean }

/**
 * `tail`: fraction, above 0, of the worst scenarios by profit; `weight`: 0 to 1. The measure is
 * (1 - weight) * expectation + weight * mean of the worst tail.
 */
export interface RiskAppetite {
  readonly tail: number
  readonly weight: number
}

/** Throws `bad-input` for a problem that does not hold together; infeasibility is not one of these. */
export function checkProblem(problem: LotSizingProblem): void {
  const { periods, items, resources, scenarioCount, weights } = problem
  expectWholeAtLeast('lot sizing: periods', periods, 1)
  expectWholeAtLeast('lot sizing: scenarioCount', scenarioCount, 1)
  if (weights) {
    expectLength('lot sizing: weights', weights, scenarioCount)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    if (weights.some((weight) => !(weight >= 0)) || Math.abs(total - 1) > 1e-6) {
      throw mistake('lot sizing: weights', 'numbers from 0 that sum to 1', `a sum of ${total}`)
    }
  }
  for (const { name, hours, overtimeHours, overtimeCost = 0 } of resources) {
    expectLength(`resource ${name}: hours`, hours, periods)
    expectNumbers(`resource ${name}: hours`, hours)
    if (overtimeHours) {
      expectLength(`resource ${name}: overtimeHours`, overtimeHours, periods)
      expectNumbers(`resource ${name}: overtimeHours`, overtimeHours)
    }
    expectNumbers(`resource ${name}: overtimeCost`, [overtimeCost])
  }
  for (const item of items) checkItem(item, problem)
  levels(items)
}

/**
 * Items in an order in which each stands before its components.
 * Throws `bad-input` with the names on the cycle when the bill of materials has one.
 */
export function levels(items: readonly Item[]): number[] {
  const order: number[] = []
  const state = new Uint8Array(items.length)
  const path: number[] = []
  const visit = (index: number): void => {
    if (state[index] === 2) return
    if (state[index] === 1) {
      const cycle = [...path.slice(path.indexOf(index)), index].map((i) => items[i]!.name)
      throw mistake('bill of materials', 'no cycle', cycle.join(' > '))
    }
    state[index] = 1
    path.push(index)
    for (const component of items[index]!.components) visit(component.item)
    path.pop()
    state[index] = 2
    order.push(index)
  }
  items.forEach((_, index) => visit(index))
  return order.reverse()
}

function checkItem(
  item: Item,
  { periods, items, resources, scenarioCount }: LotSizingProblem,
): void {
  const subject = `item ${item.name}`
  expectNumbers(`${subject}: setupCost`, [item.setupCost])
  expectNumbers(`${subject}: holdingCost`, [item.holdingCost])
  expectNumbers(`${subject}: lot sizes`, [item.minimumLot ?? 0, item.lotMultiple ?? 0])
  expectWholeAtLeast(`${subject}: leadTime`, item.leadTime, 0)
  if (!Number.isFinite(item.unitCost))
    throw mistake(`${subject}: unitCost`, 'a number', item.unitCost)
  if (!Number.isFinite(item.initialStock)) {
    throw mistake(`${subject}: initialStock`, 'a number', item.initialStock)
  }
  if (item.shelfLife !== undefined) expectWholeAtLeast(`${subject}: shelfLife`, item.shelfLife, 1)
  if (item.receipts) {
    expectLength(`${subject}: receipts`, item.receipts, periods)
    expectNumbers(`${subject}: receipts`, item.receipts)
  }
  if (item.frozen) {
    expectNumbers(`${subject}: frozen`, item.frozen)
    if (item.frozen.length > periods) {
      throw mistake(`${subject}: frozen`, `at most ${periods} periods`, item.frozen.length)
    }
  }
  for (const component of item.components) {
    if (!items[component.item]) {
      throw mistake(`${subject}: component`, 'the number of an item', component.item)
    }
    if (!(component.quantity > 0 && Number.isFinite(component.quantity))) {
      throw mistake(`${subject}: component quantity`, 'a number above 0', component.quantity)
    }
  }
  for (const { resource, hoursPerUnit, setupHours } of item.usage) {
    if (!resources[resource])
      throw mistake(`${subject}: usage`, 'the number of a resource', resource)
    expectNumbers(`${subject}: usage`, [hoursPerUnit, setupHours])
  }
  const isStrict =
    item.demand?.shortage.kind === 'forbidden' || item.demand?.serviceLevel !== undefined
  if (item.isWhole && isStrict) {
    throw mistake(`${subject}: isWhole`, 'an item that may run short', 'one that may not')
  }
  if (item.demand) {
    expectLength(`${subject}: demand scenarios`, item.demand.scenarios, scenarioCount * periods)
    expectNumbers(`${subject}: demand scenarios`, item.demand.scenarios)
    expectNumbers(`${subject}: price`, [item.demand.price])
  }
}

function expectWholeAtLeast(subject: string, value: number, least: number): void {
  if (!(Number.isInteger(value) && value >= least)) {
    throw mistake(subject, `a whole number from ${least}`, value)
  }
}

function expectLength(subject: string, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) throw mistake(subject, `${length} values`, values.length)
}

function expectNumbers(subject: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!(value >= 0 && Number.isFinite(value))) throw mistake(subject, 'numbers from 0', value)
  }
}

function mistake(subject: string, expected: string, got: string | number): MillraceError {
  return new MillraceError(
    'bad-input',
    `${subject}: out of place, expected ${expected}, got ${got}`,
  )
}
