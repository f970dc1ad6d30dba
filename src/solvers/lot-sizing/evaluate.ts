// What a plan does in each scenario, exactly: cost, fill rate, stock; and whether it keeps the rules.

import type { CostBreakdown, Item, LotSizingPlan, LotSizingProblem } from './problem.ts'
import { scenarioWeights } from './scenario-cost.ts'

export interface ItemOutcome {
  /** Units in stock at the end of a period (for an item with parents: also what is set aside), shape [scenarioCount, periods]. */
  readonly stock: Float64Array
  /** Units open at the end of the period (backorder) or lost in it, shape [scenarioCount, periods]. */
  readonly short: Float64Array
  /** Demand served in the period that it came, over all demand, per scenario; 1 where there is none. */
  readonly fillRate: Float64Array
}

export interface Evaluation {
  readonly costs: CostBreakdown
  /** Total cost per scenario. */
  readonly costPerScenario: Float64Array
  /** Revenue of all demand at full service - cost, per scenario. */
  readonly profitPerScenario: Float64Array
  /** One per item; undefined where the item has no independent demand. */
  readonly items: readonly (ItemOutcome | undefined)[]
}

/** Cumulative supply offered to independent demand at the end of each period, shape [periods]. */
export function positions(
  problem: LotSizingProblem,
  plan: LotSizingPlan,
  index: number,
): Float64Array {
  const { periods } = problem
  const item = problem.items[index]!
  const position = new Float64Array(periods)
  const isComponent = hasParents(problem)[index]!
  let supply = isComponent ? 0 : item.initialStock
  for (let t = 0; t < periods; t++) {
    if (isComponent) supply += plan.allocations[index * periods + t]!
    else supply += (item.receipts?.[t] ?? 0) + arriving(problem, plan, index, t)
    position[t] = supply
  }
  return position
}

/** Stock of an item with parents that is not set aside for independent demand, shape [periods]; negative: not feasible. */
export function reserves(
  problem: LotSizingProblem,
  plan: Omit<LotSizingPlan, 'overtime'>,
  index: number,
): Float64Array {
  const { periods, items } = problem
  const item = items[index]!
  const reserve = new Float64Array(periods)
  let stock = item.initialStock
  for (let t = 0; t < periods; t++) {
    stock += (item.receipts?.[t] ?? 0) + arriving(problem, plan, index, t)
    stock -= plan.allocations[index * periods + t]!
    items.forEach((parent, p) => {
      for (const component of parent.components) {
        if (component.item === index) stock -= component.quantity * plan.lots[p * periods + t]!
      }
    })
    reserve[t] = stock
  }
  return reserve
}

/** Whether each item is a component of another. */
export function hasParents({ items }: LotSizingProblem): boolean[] {
  const flags = items.map(() => false)
  for (const { components } of items) for (const { item } of components) flags[item] = true
  return flags
}

/** Of one evaluation on all scenarios, in units of effort. */
export function evaluationEffort({ items, periods, scenarioCount }: LotSizingProblem): number {
  return 2e-8 * items.length * periods * scenarioCount
}

export function evaluate(problem: LotSizingProblem, plan: LotSizingPlan): Evaluation {
  const { periods, items, resources, scenarioCount } = problem
  const weights = scenarioWeights(problem)
  const parents = hasParents(problem)
  const sums = {
    unit: 0,
    setup: 0,
    holding: 0,
    overtime: 0,
    shortage: 0,
    forgoneRevenue: 0,
    terminalValue: 0,
  }
  const perScenario = new Float64Array(scenarioCount)
  const revenue = new Float64Array(scenarioCount)
  const add = (kind: keyof typeof sums, scenario: number, amount: number): void => {
    sums[kind] += weights[scenario]! * amount
    perScenario[scenario]! += kind === 'terminalValue' ? -amount : amount
  }
  const addToAll = (kind: keyof typeof sums, amount: number): void => {
    for (let s = 0; s < scenarioCount; s++) add(kind, s, amount)
  }

  const outcomes = items.map((item, i) => {
    for (let t = 0; t < periods; t++) {
      const lot = plan.lots[i * periods + t]!
      addToAll('unit', item.unitCost * lot)
      if (lot > 0) addToAll('setup', item.setupCost)
    }
    if (parents[i] || !item.demand) {
      const reserve = reserves(problem, plan, i)
      for (const stock of reserve) addToAll('holding', item.holdingCost * stock)
      addToAll('terminalValue', (item.terminalValue ?? 0) * reserve[periods - 1]!)
    }
    if (!item.demand) return undefined
    const outcome = simulate(item, problem, positions(problem, plan, i))
    const { price, shortage, scenarios } = item.demand
    for (let s = 0; s < scenarioCount; s++) {
      for (let t = 0; t < periods; t++) {
        const k = s * periods + t
        add('holding', s, item.holdingCost * outcome.stock[k]!)
        revenue[s]! += price * scenarios[k]!
        if (shortage.kind === 'backorder')
          add('shortage', s, shortage.costPerUnitAndPeriod * outcome.short[k]!)
        if (shortage.kind === 'lost') {
          add('shortage', s, shortage.costPerUnit * outcome.short[k]!)
          add('forgoneRevenue', s, price * outcome.short[k]!)
        }
      }
      const last = s * periods + periods - 1
      if (shortage.kind === 'backorder') add('forgoneRevenue', s, price * outcome.short[last]!)
      add('terminalValue', s, (item.terminalValue ?? 0) * outcome.stock[last]!)
    }
    return outcome
  })
  resources.forEach(({ overtimeCost = 0 }, r) => {
    for (let t = 0; t < periods; t++)
      addToAll('overtime', overtimeCost * plan.overtime[r * periods + t]!)
  })
  const total =
    sums.unit +
    sums.setup +
    sums.holding +
    sums.overtime +
    sums.shortage +
    sums.forgoneRevenue -
    sums.terminalValue
  return {
    costs: { total, ...sums },
    costPerScenario: perScenario,
    profitPerScenario: revenue.map((amount, s) => amount - perScenario[s]!),
    items: outcomes,
  }
}

/** Hours that the lots need of each resource, shape [resources, periods]. */
export function hoursNeeded(problem: LotSizingProblem, lots: Float64Array): Float64Array {
  const { periods, items, resources } = problem
  const hours = new Float64Array(resources.length * periods)
  items.forEach((item, i) => {
    for (const { resource, hoursPerUnit, setupHours } of item.usage) {
      for (let t = 0; t < periods; t++) {
        const lot = lots[i * periods + t]!
        if (lot > 0) hours[resource * periods + t]! += setupHours + hoursPerUnit * lot
      }
    }
  })
  return hours
}

export interface BrokenRule {
  readonly rule: 'capacity' | 'material' | 'lot-size' | 'frozen' | 'sign'
  /** Name of the resource or item. */
  readonly name: string
  readonly period: number
  readonly amount: number
}

/** Every rule that a plan breaks by more than the tolerance; empty: it can be carried out. */
export function brokenRules(
  problem: LotSizingProblem,
  plan: LotSizingPlan,
  tolerance = 1e-5,
): BrokenRule[] {
  const { periods, items, resources } = problem
  const broken: BrokenRule[] = []
  const check = (rule: BrokenRule['rule'], name: string, period: number, amount: number): void => {
    if (amount > tolerance) broken.push({ rule, name, period, amount })
  }
  const parents = hasParents(problem)
  const hours = hoursNeeded(problem, plan.lots)
  resources.forEach(({ name, hours: regular, overtimeHours }, r) => {
    for (let t = 0; t < periods; t++) {
      const overtime = plan.overtime[r * periods + t]!
      check('capacity', name, t, hours[r * periods + t]! - regular[t]! - overtime)
      check('capacity', name, t, overtime - (overtimeHours?.[t] ?? 0))
      check('sign', name, t, -overtime)
    }
  })
  items.forEach((item, i) => {
    const { minimumLot = 0, maximumLot = Infinity, isWhole = false, frozen = [] } = item
    const lotMultiple = (item.lotMultiple ?? 0) || Number(isWhole)
    const reserve = parents[i] ? reserves(problem, plan, i) : undefined
    for (let t = 0; t < periods; t++) {
      const lot = plan.lots[i * periods + t]!
      check('sign', item.name, t, -lot)
      check('sign', item.name, t, -plan.allocations[i * periods + t]!)
      if (reserve) check('material', item.name, t, -reserve[t]!)
      if (t < frozen.length) {
        check('frozen', item.name, t, Math.abs(lot - frozen[t]!))
        continue
      }
      if (lot > 0) check('lot-size', item.name, t, Math.max(minimumLot - lot, lot - maximumLot))
      if (lotMultiple > 0) {
        check('lot-size', item.name, t, Math.abs(lot - lotMultiple * Math.round(lot / lotMultiple)))
      }
    }
  })
  return broken
}

function arriving(
  problem: LotSizingProblem,
  plan: Pick<LotSizingPlan, 'lots'>,
  index: number,
  period: number,
): number {
  const started = period - problem.items[index]!.leadTime
  return started < 0 ? 0 : plan.lots[index * problem.periods + started]!
}

function simulate(
  item: Item,
  { periods, scenarioCount }: LotSizingProblem,
  position: Float64Array,
): ItemOutcome {
  const demand = item.demand!
  const stock = new Float64Array(scenarioCount * periods)
  const short = new Float64Array(scenarioCount * periods)
  const fillRate = new Float64Array(scenarioCount)
  const isLost = demand.shortage.kind === 'lost'
  for (let s = 0; s < scenarioCount; s++) {
    let net = 0
    let total = 0
    let late = 0
    for (let t = 0; t < periods; t++) {
      const k = s * periods + t
      const units = demand.scenarios[k]!
      const before = net + position[t]! - (t > 0 ? position[t - 1]! : 0)
      net = before - units
      total += units
      late += Math.min(units, Math.max(0, -net))
      stock[k] = Math.max(0, net)
      short[k] = Math.max(0, -net)
      if (isLost && net < 0) net = 0
    }
    fillRate[s] = total > 0 ? 1 - late / total : 1
  }
  return { stock, short, fillRate }
}
