// A plant that runs: period after period a planner decides, lots start and arrive, the real demand comes,
// and everything is booked. All contenders of a backtest run under these rules.

import type { Plant } from '../model.ts'
import type { ProductionDecision } from './decision.ts'
import { componentsFirst } from './execution.ts'
import { shortageCost } from './evaluate.ts'
import type { PlantState, ProductionRecords } from './records.ts'
import { orderQuantity } from './replenishment.ts'
import { createStock, receive, stepStock, takeFromStock, type Stock } from './stock.ts'

/** Everything that was booked in one period, over all items. */
export interface PeriodBook {
  readonly revenue: number
  readonly purchaseAndMaking: number
  readonly fixed: number
  readonly overtime: number
  readonly holding: number
  readonly shortage: number
  /** Stock and lots on their way at the end, at unit cost, because the plant goes on. */
  readonly stockValue: number
  /** Of it what is in stock. */
  readonly onHandValue: number
  readonly demanded: number
  readonly served: number
  readonly demandedValue: number
  readonly servedValue: number
  readonly orders: number
}

export interface ItemBook {
  readonly released: number
  readonly received: number
  readonly demand: number
  readonly served: number
  readonly servedLate: number
  readonly lost: number
  readonly expired: number
  /** Taken by lots of parents. */
  readonly used: number
  /** At the end of the period. */
  readonly stock: number
  readonly backlog: number
}

export interface PlantSimulation {
  /** What a planner may know of the plant now. */
  state(): PlantState
  /** Carries out the first period of a decision, then serves the demand, shape [items]. */
  step(
    records: ProductionRecords,
    decision: ProductionDecision,
    demand: ArrayLike<number>,
  ): { readonly period: PeriodBook; readonly items: readonly ItemBook[] }
}

/** @param initial stock and units on their way, per item in the order of the plant. */
export function simulatePlant(plant: Plant, initial: PlantState): PlantSimulation {
  const { items } = plant
  const rules = items.map(({ shortage, shelfLifePeriods }) => ({
    shortage: shortage.kind,
    shelfLifePeriods,
  }))
  const stocks: Stock[] = initial.stock.map((units, index) => createStock(units, rules[index]!))
  /** Units that arrive in 0, 1, ... periods from now. */
  const pipelines = initial.receipts.map((units) => Array.from(units))

  const state = (): PlantState => ({
    stock: stocks.map(({ onHand, backlog }) => onHand - backlog),
    receipts: pipelines.map((units) => units.slice()),
  })

  return {
    state,
    step(records, decision, demand) {
      const received = items.map((_, index) => {
        const units = pipelines[index]!.shift() ?? 0
        receive(stocks[index]!, units)
        return units
      })
      const { released, used } = release(records, decision, stocks, pipelines, received)
      const total = { ...emptyPeriod, overtime: overtimeCost(records, released) }
      const books = items.map((item, index): ItemBook => {
        const stock = stocks[index]!
        const wanted = demand[index]!
        const step = stepStock(stock, 0, wanted, rules[index]!)
        const onTheWay = pipelines[index]!.reduce((sum, units) => sum + units, 0)
        total.revenue += item.price * (step.served + step.servedLate)
        total.purchaseAndMaking += item.addedCost * released[index]!
        if (released[index]! > 0) {
          total.fixed += item.fixedCost
          total.orders++
        }
        total.holding += item.holdingCost * stock.onHand
        total.shortage += shortageCost(item.shortage, { backlog: stock.backlog, lost: step.lost })
        total.stockValue += (stock.onHand + onTheWay) * item.unitCost
        total.onHandValue += stock.onHand * item.unitCost
        total.demanded += wanted
        total.served += step.served
        total.demandedValue += wanted * item.unitCost
        total.servedValue += step.served * item.unitCost
        return {
          released: released[index]!,
          received: received[index]!,
          demand: wanted,
          served: step.served,
          servedLate: step.servedLate,
          lost: step.lost,
          expired: step.expired,
          used: used[index]!,
          stock: stock.onHand,
          backlog: stock.backlog,
        }
      })
      return { period: total, items: books }
    },
  }
}

/** Starts the lots of the first period, components first; each shrinks to the components that there are. */
function release(
  records: ProductionRecords,
  { lots, policies }: ProductionDecision,
  stocks: readonly Stock[],
  pipelines: readonly number[][],
  received: number[],
): { readonly released: Float64Array; readonly used: Float64Array } {
  const { items, periodCount } = records
  const released = new Float64Array(items.length)
  const used = new Float64Array(items.length)
  for (const index of componentsFirst(records)) {
    const { item, components, isWhole } = items[index]!
    const policy = policies[index]
    let lot = lots[index * periodCount]!
    if (policy) {
      const { onHand, backlog } = stocks[index]!
      const onTheWay = pipelines[index]!.reduce((sum, units) => sum + units, 0)
      const position = onHand - backlog + onTheWay
      lot = orderQuantity(item, policy, 0, position, isWhole)
    }
    for (const { item: component, quantity } of components) {
      lot = Math.min(lot, stocks[component]!.onHand / quantity)
    }
    if (lot <= 0) continue
    released[index] = lot
    for (const { item: component, quantity } of components) {
      used[component]! += takeFromStock(stocks[component]!, quantity * lot)
    }
    const lead = item.leadTimePeriods
    if (lead === 0) {
      receive(stocks[index]!, lot)
      received[index]! += lot
    } else {
      // The pipeline has already moved on by this period.
      const pipeline = pipelines[index]!
      while (pipeline.length < lead) pipeline.push(0)
      pipeline[lead - 1]! += lot
    }
  }
  return { released, used }
}

function overtimeCost({ items, resources }: ProductionRecords, released: Float64Array): number {
  const hours = new Float64Array(resources.length)
  for (const [index, { usage }] of items.entries()) {
    if (released[index]! <= 0) continue
    for (const { resource, hoursPerUnit, setupHours } of usage) {
      hours[resource]! += setupHours + hoursPerUnit * released[index]!
    }
  }
  return resources.reduce(
    (sum, { resource, hours: regular }, index) =>
      sum + Math.max(0, hours[index]! - regular[0]!) * resource.overtimeCost,
    0,
  )
}

const emptyPeriod = {
  revenue: 0,
  purchaseAndMaking: 0,
  fixed: 0,
  overtime: 0,
  holding: 0,
  shortage: 0,
  stockValue: 0,
  onHandValue: 0,
  demanded: 0,
  served: 0,
  demandedValue: 0,
  servedValue: 0,
  orders: 0,
}
