// Whole units: a plan of real quantities becomes one that can be made and bought.
//
// Cumulative quantities are rounded, so that no error grows from lot to lot. First the wish, parents before their
// components: cumulative lots to the nearest unit, those of a component up where its parents would else run short.
// Then forward in time, what hours and components allow of it: what does not fit is cut, and the item's next lots
// make up for it.

import { hasParents, reserves } from './evaluate.ts'
import { levels } from './problem.ts'
import type { Item, LotSizingPlan, LotSizingProblem } from './problem.ts'

type Quantities = Omit<LotSizingPlan, 'overtime'>

// A whole number that arithmetic left a hair off is still that number.
const hair = 1e-6

/**
 * Lots and allocations of whole items in whole units; those of other items as they are, as far as what became of
 * the whole ones allows. Never a lot where there was none. Keeps the rules that `plan` keeps: hours and overtime,
 * materials, lot sizes, the frozen fence.
 */
export function roundToWholeLots(problem: LotSizingProblem, plan: Quantities): Quantities {
  if (!problem.items.some(({ isWhole }) => isWhole)) return plan
  return carryOut(problem, plan, wishFor(problem, plan))
}

/** Cumulative lots, shape [items, periods]. */
interface Wish {
  readonly wanted: Float64Array
  /** With less, a parent of the wish would run short; for an item without parents, half a unit below the plan. */
  readonly needed: Float64Array
}

/** Lots come in steps of this; 0: any quantity. */
function stepOf({ lotMultiple = 0, isWhole = false }: Item): number {
  return lotMultiple > 0 ? lotMultiple : Number(isWhole)
}

function wishFor(problem: LotSizingProblem, plan: Quantities): Wish {
  const { items, periods } = problem
  const parents = hasParents(problem)
  const lots = plan.lots.slice()
  const wanted = new Float64Array(lots.length)
  const needed = new Float64Array(lots.length)
  for (const i of levels(items)) {
    const { leadTime, frozen = [] } = items[i]!
    const step = stepOf(items[i]!)
    // What the wishes of the parents leave if this item stays as it is.
    const spare = parents[i] ? reserves(problem, { ...plan, lots }, i) : undefined
    let exact = 0
    let rounded = 0
    for (let t = 0; t < periods; t++) {
      const k = i * periods + t
      const lot = plan.lots[k]!
      exact += lot
      needed[k] = exact - (spare ? leastUntilNextLot(plan.lots, i, t, leadTime, spare) : 0.5)
      const before = rounded
      // A whole multiple of more than a unit is too much to add for a unit that is missing.
      if (lot > 0 && t >= frozen.length && step <= 1) {
        rounded = Math.max(before, nearest(exact, step), roundUp(needed[k]!, step))
      } else rounded += lot
      lots[k] = rounded - before
      wanted[k] = rounded
    }
  }
  return { wanted, needed }
}

/** The smallest value from the arrival of a lot until that of the next one. */
function leastUntilNextLot(
  lots: Float64Array,
  item: number,
  started: number,
  leadTime: number,
  values: Float64Array,
): number {
  const periods = values.length
  let least = Infinity
  for (let t = started + leadTime; t < periods; t++) {
    if (t > started + leadTime && lots[item * periods + t - leadTime]! > 0) break
    least = Math.min(least, values[t]!)
  }
  return least
}

function carryOut(problem: LotSizingProblem, plan: Quantities, wish: Wish): Quantities {
  const { items, periods } = problem
  const parents = hasParents(problem)
  const componentsFirst = levels(items).toReversed()
  const lots = new Float64Array(plan.lots.length)
  const allocations = plan.allocations.slice()
  const pools = items.map(({ initialStock }) => initialStock)
  const done = new Float64Array(items.length)
  const setAside = items.map(() => ({ exact: 0, done: 0 }))
  for (let t = 0; t < periods; t++) {
    const wants = wantedNow(problem, plan, wish, done, t)
    cutToHours(problem, wish, done, wants, t)
    for (const i of componentsFirst) {
      const { components, leadTime, receipts, minimumLot = 0, frozen = [] } = items[i]!
      const k = i * periods + t
      let lot = wants[i]!
      if (t >= frozen.length) {
        for (const { item, quantity } of components) {
          const most = roundDown(Math.max(0, pools[item]!) / quantity, stepOf(items[i]!))
          lot = Math.min(lot, most)
        }
        if (lot < minimumLot - hair) lot = 0
      }
      lots[k] = lot
      done[i]! += lot
      for (const { item, quantity } of components) pools[item]! -= quantity * lot
      pools[i]! += (receipts?.[t] ?? 0) + (t >= leadTime ? lots[k - leadTime]! : 0)
      if (!parents[i] || !items[i]!.demand) continue
      const aside = setAside[i]!
      aside.exact += plan.allocations[k]!
      const open = Math.min(aside.exact - aside.done, Math.max(0, pools[i]!))
      allocations[k] = Math.max(0, roundDown(open, Number(items[i]!.isWhole ?? false)))
      aside.done += allocations[k]!
      pools[i]! -= allocations[k]!
    }
  }
  return { lots, allocations }
}

/** What each item's lot of a period would be if there were hours and components enough. */
function wantedNow(
  { items, periods }: LotSizingProblem,
  plan: Quantities,
  { wanted }: Wish,
  done: Float64Array,
  t: number,
): Float64Array {
  return Float64Array.from(items, (item, i) => {
    const { minimumLot = 0, maximumLot = Infinity, frozen = [] } = item
    const lot = plan.lots[i * periods + t]!
    if (t < frozen.length || lot <= 0) return lot
    const step = stepOf(item)
    const open = roundDown(wanted[i * periods + t]! - done[i]!, step)
    if (open <= hair) return 0
    return Math.min(Math.max(open, roundUp(minimumLot, step)), roundDown(maximumLot, step))
  })
}

/** Takes units off until the hours suffice, first where the next is needed least. In place. */
function cutToHours(
  { items, periods, resources }: LotSizingProblem,
  { needed }: Wish,
  done: Float64Array,
  wants: Float64Array,
  t: number,
): void {
  resources.forEach(({ hours, overtimeHours }, resource) => {
    const most = hours[t]! + (overtimeHours?.[t] ?? 0)
    for (;;) {
      let used = 0
      let cut = -1
      let best = -Infinity
      items.forEach((item, i) => {
        const use = item.usage.find((usage) => usage.resource === resource)
        if (!use || wants[i]! <= 0) return
        used += use.setupHours + use.hoursPerUnit * wants[i]!
        if (t < (item.frozen?.length ?? 0)) return
        const left = done[i]! + wants[i]! - (stepOf(item) || hair) - needed[i * periods + t]!
        if (left > best) [best, cut] = [left, i]
      })
      if (cut < 0 || used <= most + hair) return
      const { usage, minimumLot = 0 } = items[cut]!
      const { hoursPerUnit } = usage.find((use) => use.resource === resource)!
      // Without hours per unit only the setup can be saved.
      const excess = hoursPerUnit > 0 ? (used - most) / hoursPerUnit : Infinity
      const less = wants[cut]! - (stepOf(items[cut]!) || excess)
      wants[cut] = less < Math.max(minimumLot - hair, hair) || excess === Infinity ? 0 : less
    }
  })
}

function nearest(value: number, step: number): number {
  return step > 0 ? step * Math.round(value / step) : value
}

function roundUp(value: number, step: number): number {
  return step > 0 ? step * Math.ceil(value / step - hair) : value
}

function roundDown(value: number, step: number): number {
  return step > 0 && value < Infinity ? step * Math.floor(value / step + hair) : value
}
