// Stock of one item along one path of demand: receive, serve what waits, serve the new demand, age.
// Every simulation of this area steps through here, so that all contenders live under the same rules.

import type { Shortage } from '../model/items.ts'

export interface StockRules {
  readonly shortage: Shortage['kind']
  /** Periods in which a unit can be used, its period of receipt included; null is for ever. */
  readonly shelfLifePeriods: number | null
}

export interface Stock {
  onHand: number
  /** Demand that waits. */
  backlog: number
  /** Units by remaining periods of use, index 0 expires first; empty where nothing expires. */
  readonly ages: number[]
}

export interface StockStep {
  /** New demand that was met at once. */
  readonly served: number
  /** Waiting demand that was met. */
  readonly servedLate: number
  readonly lost: number
  readonly expired: number
}

/** @param initial units on hand; negative where demand waits already. */
export function createStock(initial: number, { shelfLifePeriods }: StockRules): Stock {
  const onHand = Math.max(0, initial)
  const ages = shelfLifePeriods === null ? [] : new Array<number>(shelfLifePeriods).fill(0)
  if (shelfLifePeriods !== null) ages[shelfLifePeriods - 1] = onHand
  return { onHand, backlog: Math.max(0, -initial), ages }
}

/** Moves the stock over one period and says what happened; units are conserved. */
export function stepStock(
  stock: Stock,
  receipts: number,
  demand: number,
  rules: StockRules,
): StockStep {
  receive(stock, receipts)
  const servedLate = Math.min(stock.onHand, stock.backlog)
  stock.backlog -= servedLate
  const served = Math.min(stock.onHand - servedLate, demand)
  const open = demand - served
  if (rules.shortage === 'backorder') stock.backlog += open
  takeOldest(stock, served + servedLate)
  return {
    served,
    servedLate,
    lost: rules.shortage === 'backorder' ? 0 : open,
    expired: age(stock),
  }
}

export function receive(stock: Stock, units: number): void {
  stock.onHand += units
  if (stock.ages.length > 0) stock.ages[stock.ages.length - 1]! += units
}

/** Takes units for another use, such as a lot of a parent; returns what there was. */
export function takeFromStock(stock: Stock, wanted: number): number {
  const taken = Math.min(stock.onHand, wanted)
  takeOldest(stock, taken)
  return taken
}

function takeOldest(stock: Stock, quantity: number): void {
  stock.onHand -= quantity
  let left = quantity
  for (let i = 0; i < stock.ages.length && left > 0; i++) {
    const taken = Math.min(stock.ages[i]!, left)
    stock.ages[i]! -= taken
    left -= taken
  }
}

function age(stock: Stock): number {
  if (stock.ages.length === 0) return 0
  const expired = stock.ages.shift()!
  stock.ages.push(0)
  stock.onHand = Math.max(0, stock.onHand - expired)
  return expired
}
