// The lot-sizing problem as a mixed-integer model.
//
// Facility-location form (Krarup & Bilde 1977) over slices of cumulative supply: w[k][a] is the part of slice k that
// becomes available in period a, paid at the cost that the slice has from a on; w[k][a] <= y ties it to the setup
// of the lot. For one scenario the slices are the demands of the periods, which is the textbook form.

import { createModelBuilder } from '../mip/model.ts'
import type { MipModel, ModelBuilder } from '../mip/model.ts'
import { hasParents } from './evaluate.ts'
import { lotLimits } from './lot-limits.ts'
import type {
  ConstraintGroup,
  Item,
  LotSizingPlan,
  LotSizingProblem,
  PlannedLots,
} from './problem.ts'
import { costAt } from './scenario-cost.ts'
import type { ConvexCost } from './scenario-cost.ts'
import type { Slices } from './slices.ts'

/** One named row, for the explanation of an infeasible problem and for prices. */
export interface NamedRow {
  readonly row: number
  readonly group: ConstraintGroup
  /** Number of the resource (capacity) or item (others). */
  readonly subject: number
  readonly period: number
  /** Hours or units that one unit of the row stands for. */
  readonly scale: number
}

export interface Formulation {
  readonly model: MipModel
  /** Variable of each lot's size, shape [items, periods]. */
  readonly lots: Int32Array
  /** Variable of each setup, -1 where a lot needs none, shape [items, periods]. */
  readonly setups: Int32Array
  /** Variable of what is set aside, -1 for items without both parents and demand, shape [items, periods]. */
  readonly allocations: Int32Array
  readonly rows: readonly NamedRow[]
  /** The optimum of the model exceeds the true optimum by at most this. */
  readonly error: number
}

export interface CostModel {
  /** Per item with demand: cost per period, and its slices. */
  readonly costs: readonly (readonly ConvexCost[])[]
  readonly slices: readonly (Slices | undefined)[]
}

/** What the model may decide about a lot: leave it out, have it (its setup is paid), or choose. */
export const lotChoice = { off: 0, on: 1, open: 2 } as const

export interface FormulationOptions {
  /** One of `lotChoice` per lot, shape [items, periods]. Default all open. */
  readonly choices?: Uint8Array
  /** The largest lot follows from the need alone, not from the hours, so that hours can give way. Default false. */
  readonly isElastic?: boolean
}

export function formulate(
  problem: LotSizingProblem,
  { costs, slices }: CostModel,
  { choices = allOpen(problem), isElastic = false }: FormulationOptions = {},
): Formulation {
  const { periods, items, resources } = problem
  const builder = createModelBuilder()
  const rows: NamedRow[] = []
  const name: Name = (row, group, subject, period, scale = 1) => {
    rows.push({ row, group, subject, period, scale })
  }
  const lots = new Int32Array(items.length * periods).fill(-1)
  const setups = lots.slice()
  const allocations = lots.slice()
  const parents = hasParents(problem)
  const most = lotLimits(isElastic ? { ...problem, resources: [] } : problem, costs)
  let error = 0

  items.forEach((_, i) => addLots(builder, problem, i, { most, lots, setups, choices }, name))
  items.forEach((item, i) => {
    const cells = slices[i]
    const isComponent = parents[i]!
    if (isComponent && item.demand) {
      for (let t = 0; t < periods; t++) allocations[i * periods + t] = builder.variable()
    }
    if (isComponent || !item.demand) addReserve(builder, problem, i, lots, allocations, name)
    if (item.demand && cells) {
      error += cells.error
      addDemand(
        builder,
        problem,
        i,
        { costs: costs[i]!, cells, lots, setups, allocations, most, choices },
        name,
      )
    }
    if (item.shelfLife !== undefined) addShelfLife(builder, problem, i, lots, allocations, name)
  })
  resources.forEach((resource, r) => {
    for (let t = 0; t < periods; t++) {
      const terms: [number, number][] = []
      items.forEach((item, i) => {
        for (const { resource: used, hoursPerUnit, setupHours } of item.usage) {
          if (used !== r) continue
          terms.push([lots[i * periods + t]!, hoursPerUnit])
          if (setupHours > 0) terms.push([setups[i * periods + t]!, setupHours])
        }
      })
      if (terms.length === 0) continue
      const upper = resource.overtimeHours?.[t] ?? 0
      if (upper > 0) terms.push([builder.variable({ cost: resource.overtimeCost ?? 0, upper }), -1])
      name(builder.constraint(-Infinity, terms, resource.hours[t]!), 'capacity', r, t)
    }
  })
  return { model: builder.build(), lots, setups, allocations, rows, error }
}

function allOpen({ items, periods }: LotSizingProblem): Uint8Array {
  return new Uint8Array(items.length * periods).fill(lotChoice.open)
}

/** Whether a lot of the item is a yes-or-no decision. */
export function needsSetup({ setupCost, usage, minimumLot = 0 }: Item): boolean {
  return setupCost > 0 || minimumLot > 0 || usage.some(({ setupHours }) => setupHours > 0)
}

/** The plan that a point of the model stands for, without overtime. */
export function decode(
  problem: LotSizingProblem,
  { lots, setups, allocations }: Formulation,
  values: Float64Array,
): Omit<LotSizingPlan, 'overtime'> {
  const { periods, items } = problem
  const read = (variable: number): number => {
    const value = variable < 0 ? 0 : values[variable]!
    return value > 1e-7 ? value : 0
  }
  const units = new Float64Array(lots.length)
  items.forEach(({ lotMultiple = 0, frozen = [] }, i) => {
    for (let t = 0; t < periods; t++) {
      const k = i * periods + t
      if (t < frozen.length) {
        units[k] = frozen[t]!
        continue
      }
      const isOn = setups[k]! < 0 || values[setups[k]!]! > 0.5
      const lot = isOn ? read(lots[k]!) : 0
      units[k] = lotMultiple > 0 ? lotMultiple * Math.round(lot / lotMultiple) : lot
    }
  })
  return { lots: units, allocations: Float64Array.from(allocations, read) }
}

/** The lots and setups of a plan as a start; HiGHS completes the rest. */
export function startFrom(
  { model, setups, lots }: Formulation,
  plan: Pick<PlannedLots, 'lots'>,
): Float64Array {
  const start = new Float64Array(model.cost.length)
  setups.forEach((variable, k) => {
    if (variable >= 0) start[variable] = plan.lots[k]! > 0 ? 1 : 0
  })
  lots.forEach((variable, k) => {
    start[variable] = plan.lots[k]!
  })
  return start
}

interface LotParts {
  readonly most: Float64Array
  readonly lots: Int32Array
  readonly setups: Int32Array
  readonly choices: Uint8Array
}

type Name = (
  row: number,
  group: ConstraintGroup,
  subject: number,
  period: number,
  scale?: number,
) => void

function addLots(
  builder: ModelBuilder,
  { items, periods }: LotSizingProblem,
  i: number,
  { most, lots, setups, choices }: LotParts,
  name: Name,
): void {
  const item = items[i]!
  const { minimumLot = 0, lotMultiple = 0, frozen = [] } = item
  for (let t = 0; t < periods; t++) {
    const k = i * periods + t
    if (t < frozen.length) {
      const units = frozen[t]!
      lots[k] = builder.variable({ cost: item.unitCost, lower: units, upper: units })
      if (needsSetup(item)) {
        const on = units > 0 ? 1 : 0
        setups[k] = builder.variable({ cost: item.setupCost, lower: on, upper: on })
      }
      continue
    }
    const choice = needsSetup(item) ? choices[k] : lotChoice.on
    // Where a lot is certain its size is limited by what is scarce, so that the scarce gets the price.
    const free = choice === lotChoice.on ? (item.maximumLot ?? Infinity) : most[k]!
    const upper = choice === lotChoice.off || most[k] === 0 ? 0 : free
    lots[k] = builder.variable({ cost: item.unitCost, upper })
    if (upper === 0) {
      if (needsSetup(item)) setups[k] = builder.variable({ cost: item.setupCost, upper: 0 })
      continue
    }
    if (lotMultiple > 0) {
      const count = builder.variable({ integer: true })
      builder.constraint(0, [[lots[k]!, 1], [count, -lotMultiple]], 0) // prettier-ignore
    }
    if (!needsSetup(item)) continue
    const lower = choices[k] === lotChoice.on ? 1 : 0
    setups[k] = builder.variable({ cost: item.setupCost, lower, upper: 1, integer: lower === 0 })
    if (lower === 0) builder.constraint(-Infinity, [[lots[k]!, 1], [setups[k]!, -most[k]!]], 0) // prettier-ignore
    if (minimumLot > 0) {
      const row = builder.constraint(0, [[lots[k]!, 1], [setups[k]!, -minimumLot]], Infinity) // prettier-ignore
      name(row, 'lot-size', i, t)
    }
  }
}

/** Stock of a component after what its parents take and what is set aside never falls below 0. */
function addReserve(
  builder: ModelBuilder,
  { items, periods }: LotSizingProblem,
  i: number,
  lots: Int32Array,
  allocations: Int32Array,
  name: Name,
): void {
  const item = items[i]!
  let before: number | undefined
  for (let t = 0; t < periods; t++) {
    const isLast = t === periods - 1
    const cost = item.holdingCost - (isLast ? (item.terminalValue ?? 0) : 0)
    const stock = builder.variable({ cost })
    const terms: [number, number][] = [[stock, -1]]
    if (before !== undefined) terms.push([before, 1])
    if (t >= item.leadTime) terms.push([lots[i * periods + t - item.leadTime]!, 1])
    if (allocations[i * periods + t]! >= 0) terms.push([allocations[i * periods + t]!, -1])
    items.forEach((parent, p) => {
      for (const component of parent.components) {
        if (component.item === i) terms.push([lots[p * periods + t]!, -component.quantity])
      }
    })
    const given = (item.receipts?.[t] ?? 0) + (t === 0 ? item.initialStock : 0)
    name(builder.constraint(-given, terms, -given), 'material', i, t)
    before = stock
  }
}

interface DemandParts extends LotParts {
  readonly costs: readonly ConvexCost[]
  readonly cells: Slices
  readonly allocations: Int32Array
}

function addDemand(
  builder: ModelBuilder,
  { items, periods }: LotSizingProblem,
  i: number,
  { costs, cells, lots, setups, allocations, most, choices }: DemandParts,
  name: Name,
): void {
  const item = items[i]!
  const { ends } = cells
  const count = ends.length - 1
  // costFrom[a][k]: what slice k costs when it is there from period a to the end.
  const costFrom = Array.from({ length: periods + 1 }, () => new Float64Array(count + 1))
  for (let t = periods - 1; t >= 0; t--) {
    const cost = costs[t]!
    builder.addOffset(costAt(cost, ends[0]!))
    for (let k = 0; k < count; k++) {
      costFrom[t]![k] = costFrom[t + 1]![k]! + costAt(cost, ends[k + 1]!) - costAt(cost, ends[k]!)
    }
    costFrom[t]![count] = costFrom[t + 1]![count]! + cost.slope
  }
  const filled: [number, number][][] = Array.from({ length: count }, () => [])
  const forced = costs.map(({ least }) => firstAtLeast(ends, least))
  const dueIn = Array.from({ length: count }, (_, j) => {
    const period = forced.findIndex((slices) => j < slices)
    return period < 0 ? periods : period
  })
  for (let a = 0; a < periods; a++) {
    const k = i * periods + a
    const isAllocated = allocations[k]! >= 0
    const started = isAllocated || a < item.leadTime ? -1 : k - item.leadTime
    const receipt = isAllocated ? 0 : (item.receipts?.[a] ?? 0)
    const isFixed = started >= 0 && a - item.leadTime < (item.frozen?.length ?? 0)
    const isOut = needsSetup(item) && choices[started] === lotChoice.off
    const isOff = started >= 0 && !isFixed && (isOut || most[started] === 0)
    const lot = isOff ? -1 : started
    if (lot >= 0 || isAllocated || receipt > 0) {
      const isOpen = lot >= 0 && choices[lot] === lotChoice.open
      const setup = isOpen && receipt === 0 && !isFixed ? setups[lot]! : -1
      // What is beyond the last slice serves no demand of any scenario; only forced lots put anything there.
      const excess = builder.variable({ cost: costFrom[a]![count]! })
      const parts: [number, number][] = [[excess, 1]]
      for (let j = 0; j < count; j++) {
        if (a > dueIn[j]!) continue
        const part = builder.variable({ cost: costFrom[a]![j]!, upper: 1 })
        const width = ends[j + 1]! - ends[j]!
        parts.push([part, width])
        filled[j]!.push([part, 1])
        if (setup >= 0) {
          // A slice wider than the largest lot cannot be filled by one lot.
          const share = Math.min(1, most[lot]! / width)
          builder.constraint(-Infinity, [[part, 1], [setup, -share]], 0) // prettier-ignore
        }
      }
      if (isAllocated) parts.push([allocations[k]!, -1])
      if (lot >= 0) parts.push([lots[lot]!, -1])
      builder.constraint(receipt, parts, receipt)
    }
    for (let j = 0; j < count; j++) {
      if (dueIn[j] !== a) continue
      const group = item.demand!.shortage.kind === 'forbidden' ? 'demand' : 'service'
      name(builder.constraint(1, filled[j]!, 1), group, i, a, ends[j + 1]! - ends[j]!)
    }
  }
  for (let j = 0; j < count; j++) {
    if (dueIn[j] === periods) builder.constraint(-Infinity, filled[j]!, 1)
  }
}

/** What is there by a period is no more than what is needed, in expectation, before it is too old. */
function addShelfLife(
  builder: ModelBuilder,
  problem: LotSizingProblem,
  i: number,
  lots: Int32Array,
  allocations: Int32Array,
  name: Name,
): void {
  const { items, periods, scenarioCount, weights } = problem
  const item = items[i]!
  const demand = item.demand
  const isAllocated = allocations[i * periods]! >= 0
  const mean = Array.from({ length: periods }, (_, t) => {
    let sum = 0
    for (let s = 0; s < scenarioCount; s++) {
      sum += (weights?.[s] ?? 1 / scenarioCount) * (demand?.scenarios[s * periods + t] ?? 0)
    }
    return sum
  })
  let given = item.initialStock
  for (let t = 0; t < periods; t++) {
    given += item.receipts?.[t] ?? 0
    const end = Math.min(periods, t + item.shelfLife!)
    if (t + item.shelfLife! > periods) break
    const terms: [number, number][] = []
    for (let a = item.leadTime; a <= t; a++) terms.push([lots[i * periods + a - item.leadTime]!, 1])
    let needed = 0
    for (let u = 0; u < end; u++) {
      if (!isAllocated) needed += mean[u]!
      else terms.push([allocations[i * periods + u]!, -1])
      items.forEach((parent, p) => {
        for (const component of parent.components) {
          if (component.item === i) terms.push([lots[p * periods + u]!, -component.quantity])
        }
      })
    }
    if (terms.length > 0) {
      name(builder.constraint(-Infinity, terms, Math.max(0, needed - given)), 'shelf-life', i, t)
    }
  }
}

function firstAtLeast(ends: Float64Array, value: number): number {
  let k = 0
  while (k < ends.length - 1 && ends[k]! < value - 1e-9) k++
  return k
}
