// What a decision brings on every scenario: stock, service and money, item by item.

import { mean } from '../../statistics/moments.ts'
import type { Shortage } from '../model/items.ts'
import type { ProductionDecision } from './decision.ts'
import { executeLots, type Execution } from './execution.ts'
import { distributionOf, type Distribution, type Money, type PlanOutcome } from './plan.ts'
import type { ItemRecord, ProductionRecords } from './records.ts'
import { orderQuantity } from './replenishment.ts'
import { createStock, stepStock } from './stock.ts'

/** One item over the planned periods, on every scenario. Matrices are [scenarios, periods]. */
export interface ItemTrace {
  readonly demand: Float64Array
  readonly supply: Float64Array
  readonly stock: Float64Array
  /** Waiting at the end of the period, or lost within it. */
  readonly shortage: Float64Array
  readonly money: MoneyPerScenario
}

/** Shape [scenarios] each; as `Money`, with what the fill rate is made of. */
export interface MoneyPerScenario {
  readonly revenue: Float64Array
  readonly purchaseAndMaking: Float64Array
  readonly fixed: Float64Array
  readonly holding: Float64Array
  readonly shortage: Float64Array
  /** Of the stock that is left, and the margin of what still waits under a policy. */
  readonly endValue: Float64Array
  readonly demanded: Float64Array
  readonly served: Float64Array
  /** Mean over the periods, at unit cost. */
  readonly stockValue: Float64Array
}

export interface Evaluation {
  readonly outcome: PlanOutcome
  /** Expected profit, or its mix with the worst scenarios: what the plant wants most of. */
  readonly worth: number
  readonly profit: Float64Array
  readonly execution: Execution
}

/** Calls `onItem` with the trace of each item in turn, so that thousands of items need little memory. */
export function evaluateDecision(
  records: ProductionRecords,
  decision: ProductionDecision,
  onItem?: (trace: ItemTrace, item: number) => void,
): Evaluation {
  const { scenarioCount, periodCount, items, resources } = records
  const execution = executeLots(records, decision)
  const total = emptyMoney(scenarioCount)
  for (const index of items.keys()) {
    const trace = traceItem(records, decision, execution, index)
    addMoney(total, trace.money)
    onItem?.(trace, index)
  }
  let overtime = 0
  for (const [index, { resource }] of resources.entries()) {
    for (let period = 0; period < periodCount; period++) {
      overtime += decision.overtime[index * periodCount + period]! * resource.overtimeCost
    }
  }
  const { outcome, profit } = outcomeOf(
    records,
    total,
    new Float64Array(scenarioCount).fill(overtime),
  )
  return { outcome, worth: worthOf(records, profit), profit, execution }
}

/** Sums up the money of all items; overtime per scenario. */
export function outcomeOf(
  { items }: ProductionRecords,
  total: MoneyPerScenario,
  overtime: Float64Array,
): { readonly outcome: PlanOutcome; readonly profit: Float64Array } {
  const startValue = items.reduce(
    (sum, record) => sum + Math.max(0, record.initialStock) * unitEndValue(record),
    0,
  )
  const profit = profitOf(total).map((value, s) => value - overtime[s]! - startValue)
  const fill = total.demanded.map((demanded, s) => (demanded > 0 ? total.served[s]! / demanded : 1))
  const money: Money = {
    revenue: mean(total.revenue),
    purchaseAndMaking: mean(total.purchaseAndMaking),
    fixed: mean(total.fixed),
    overtime: mean(overtime),
    holding: mean(total.holding),
    shortage: mean(total.shortage),
    stockChange: mean(total.endValue) - startValue,
  }
  const outcome = {
    profit: distributionOf(profit),
    worstTenthProfit: tailMean(profit, 0.1),
    fillRate: distributionOf(fill),
    stockValue: distributionOf(total.stockValue),
    money,
  }
  return { outcome, profit }
}

/** Per scenario: revenue less the costs, plus the value at the end; without overtime. */
export function profitOf(money: MoneyPerScenario): Float64Array {
  return money.revenue.map(
    (revenue, s) =>
      revenue -
      money.purchaseAndMaking[s]! -
      money.fixed[s]! -
      money.holding[s]! -
      money.shortage[s]! +
      money.endValue[s]!,
  )
}

/** Shape [periods]: a column of a trace, over the scenarios. */
export function perPeriod(matrix: Float64Array, periodCount: number): Distribution[] {
  const scenarioCount = matrix.length / periodCount
  const column = new Float64Array(scenarioCount)
  return Array.from({ length: periodCount }, (_, period) => {
    for (let s = 0; s < scenarioCount; s++) column[s] = matrix[s * periodCount + period]!
    return distributionOf(column)
  })
}

/** Mean of the smallest `share` of the values, a fraction of the last one included. */
export function tailMean(values: Float64Array, share: number): number {
  const sorted = values.slice().sort()
  const count = share * sorted.length
  let sum = 0
  for (let i = 0; i < count; i++) sum += sorted[i]! * Math.min(1, count - i)
  return sum / count
}

export function worthOf({ plant }: ProductionRecords, profit: Float64Array): number {
  const { risk } = plant.file.planning
  if (risk.measure === 'expected_profit') return mean(profit)
  return (1 - risk.weight) * mean(profit) + risk.weight * tailMean(profit, 1 - risk.alpha)
}

/** One item under a decision whose fixed lots were executed. */
export function traceItem(
  records: ProductionRecords,
  decision: ProductionDecision,
  execution: Execution,
  index: number,
): ItemTrace {
  const { scenarioCount, periodCount, steps } = records
  const record = records.items[index]!
  const { item } = record
  const policy = decision.policies[index]
  const size = scenarioCount * periodCount
  const trace = {
    demand: new Float64Array(size),
    supply: new Float64Array(size),
    stock: new Float64Array(size),
    shortage: new Float64Array(size),
    money: emptyMoney(scenarioCount),
  }
  const rules = { shortage: item.shortage.kind, shelfLifePeriods: item.shelfLifePeriods }
  const { isWhole } = record
  const fence = records.plant.file.planning.frozen_periods
  const hasPool = record.hasParents
  for (let s = 0; s < scenarioCount; s++) {
    const initial = hasPool ? Math.min(0, record.initialStock) : record.initialStock
    const stock = createStock(initial, rules)
    const arrivals = policy && new Float64Array(periodCount + item.leadTimePeriods + 1)
    let position = policy ? record.initialStock + sum(record.receipts) : 0
    for (let period = 0; period < periodCount; period++) {
      const at = s * periodCount + period
      if (policy && arrivals && period >= fence) {
        const quantity = orderQuantity(item, policy, period, position, isWhole)
        position += quantity
        if (quantity > 0 && period !== policy.omitted) {
          arrivals[period + item.leadTimePeriods]! += quantity
          trace.money.fixed[s]! += item.fixedCost
        }
      }
      const demand = record.demand?.[s * steps.length + period] ?? 0
      const own = arrivals?.[period] ?? execution.supply[index * periodCount + period]!
      const received = policy ? own + record.receipts[period]! : own
      const step = stepStock(stock, received, demand, rules)
      position -= demand - step.lost + step.expired
      const pool = hasPool ? execution.pool[index * periodCount + period]! : 0
      trace.demand[at] = demand + execution.dependentDemand[index * periodCount + period]!
      trace.supply[at] = hasPool ? execution.received[index * periodCount + period]! : received
      trace.stock[at] = stock.onHand + pool
      trace.shortage[at] = stock.backlog + step.lost
      addPeriod(trace.money, s, record, {
        bought: policy ? own : execution.lots[index * periodCount + period]!,
        isSetUp: !policy && execution.lots[index * periodCount + period]! > 0,
        demand,
        served: step.served,
        servedLate: step.servedLate,
        lost: step.lost,
        backlog: stock.backlog,
        onHand: stock.onHand + pool,
        periodCount,
      })
    }
    const last = (s + 1) * periodCount - 1
    // A policy goes on after the horizon, so what waits then is still served.
    const waiting = policy ? stock.backlog * (item.price - item.unitCost) : 0
    trace.money.endValue[s] = trace.stock[last]! * unitEndValue(record) + waiting
  }
  return trace
}

interface PeriodFacts {
  readonly bought: number
  readonly isSetUp: boolean
  readonly demand: number
  readonly served: number
  readonly servedLate: number
  readonly lost: number
  readonly backlog: number
  readonly onHand: number
  readonly periodCount: number
}

function addPeriod(
  money: MoneyPerScenario,
  s: number,
  { item }: ItemRecord,
  facts: PeriodFacts,
): void {
  money.revenue[s]! += item.price * (facts.served + facts.servedLate)
  money.purchaseAndMaking[s]! += item.addedCost * facts.bought
  if (facts.isSetUp) money.fixed[s]! += item.fixedCost
  money.holding[s]! += item.holdingCost * facts.onHand
  money.shortage[s]! += shortageCost(item.shortage, facts)
  money.demanded[s]! += facts.demand
  money.served[s]! += facts.served
  money.stockValue[s]! += (facts.onHand * item.unitCost) / facts.periodCount
}

export function shortageCost(
  shortage: Shortage,
  { backlog, lost }: { readonly backlog: number; readonly lost: number },
): number {
  return shortage.kind === 'backorder' ? shortage.costPerPeriod * backlog : shortage.cost * lost
}

export function unitEndValue({ item }: ItemRecord): number {
  return item.endValueRate * item.unitCost
}

export function emptyMoney(scenarioCount: number): MoneyPerScenario {
  const zeros = (): Float64Array => new Float64Array(scenarioCount)
  return {
    revenue: zeros(),
    purchaseAndMaking: zeros(),
    fixed: zeros(),
    holding: zeros(),
    shortage: zeros(),
    endValue: zeros(),
    demanded: zeros(),
    served: zeros(),
    stockValue: zeros(),
  }
}

function addMoney(total: MoneyPerScenario, part: MoneyPerScenario): void {
  for (const name of Object.keys(total) as (keyof MoneyPerScenario)[]) {
    // Safe: `emptyMoney` makes exactly the keys of the type.
    const [sums, values] = [total[name], part[name]]
    for (let s = 0; s < sums.length; s++) sums[s]! += values[s]!
  }
}

function sum(values: Float64Array): number {
  let total = 0
  for (const value of values) total += value
  return total
}
